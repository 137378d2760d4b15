"""From a clip to words: which window, which prompt, and when not to believe what was written.

Whisper writes something for every sound: it loops when the window is cut too tightly, repeats its
prompt when nobody speaks, and thanks for watching when there is noise. Everything here is about
getting the words of a short answer quickly and nothing else.
"""

from __future__ import annotations

import difflib
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Generic, Protocol, TypeVar

from drill.session.utterance import RATE
from drill.text import clean
from drill.voice.gate import ENOUGH, HARDLY, voice_seconds
from drill.voice.pieces import pieces

WHOLE = 30.0
"""Seconds of the window Whisper was trained on."""
_SHORTEST = 10.0
_MARGIN = 2.0
"""Seconds of silence after the speech. With a shorter window or margin the decoder loops."""
_PROMPT = 200
"""Tokens of vocabulary at most."""

_S = TypeVar("_S")


@dataclass(frozen=True)
class Guess:
    """What the decoder wrote for a window of sound."""

    text: str
    tokens: int
    """How many it took."""
    logprob: float
    """Average log-probability of the tokens, the end included."""
    no_speech: float
    """Probability that nobody speaks, 0 to 1."""
    ended: bool
    """It came to an end by itself, before the cap."""

    @property
    def confidence(self) -> float:
        """0 to 1."""
        return exp(self.logprob)


class Model(Protocol[_S]):
    """A network; `_S` is its encoded sound."""

    def encode(self, pcm: bytes, window: float) -> _S:
        """Encode 16-bit sound, padded with silence or cut to `window` seconds."""

    def prompt(self, text: str, limit: int) -> list[int]:
        """`text` as what was said before, in at most `limit` tokens."""

    def decode(
        self, sound: _S, prompt: Sequence[int], cap: int, check: Callable[[], None]
    ) -> Guess:
        """Write down what is said, in `cap` tokens at most."""


@dataclass(frozen=True)
class Heard:
    """The words of a clip; an empty text when nobody speaks."""

    text: str
    confidence: float
    no_speech: float


NOBODY = Heard("", 0.0, 1.0)


def recognise(
    model: Model[_S], pcm: bytes, vocabulary: Sequence[str], check: Callable[[], None]
) -> Heard:
    """What is said in 16-bit sound at 16 kHz of any length.

    `vocabulary` holds terms that may occur; `check` is called often and may raise to abandon.
    """
    heard = []
    for piece in pieces(pcm):
        check()
        if (voice := voice_seconds(piece)) >= HARDLY:
            guess = _Piece(model, piece, vocabulary, check).best()
            if believable(guess, voice):
                heard.append(guess)
    if not heard:
        return NOBODY
    tokens = sum(guess.tokens + 1 for guess in heard)
    logprob = sum(guess.logprob * (guess.tokens + 1) for guess in heard) / tokens
    text = " ".join(guess.text for guess in heard)
    return Heard(clean(text), exp(logprob), min(guess.no_speech for guess in heard))


class _Piece(Generic[_S]):
    """Up to 28 s of sound being recognised."""

    def __init__(
        self,
        model: Model[_S],
        pcm: bytes,
        vocabulary: Sequence[str],
        check: Callable[[], None],
    ) -> None:
        self._model = model
        self._pcm = pcm
        self._vocabulary = vocabulary
        self._check = check
        seconds = len(pcm) / 2 / RATE
        self._window = min(WHOLE, max(_SHORTEST, seconds + _MARGIN))
        self._cap = min(200, 20 + round(8 * seconds))
        """Tokens; nobody speaks more than eight in a second."""
        self._sounds: dict[float, _S] = {}

    def best(self) -> Guess:
        """The short window first, and what else is needed to believe it."""
        if not self._vocabulary:
            return self._settled(())
        context = context_of(self._vocabulary)
        prompted = self._settled(self._model.prompt(context, _PROMPT))
        if not echoes(prompted, context):
            return prompted
        plain = self._settled(())
        return prompted if alike(prompted.text, plain.text) else plain

    def _settled(self, prompt: Sequence[int]) -> Guess:
        guess = self._guess(self._window, prompt)
        if suspicious(guess) and self._window < WHOLE:
            again = self._guess(WHOLE, prompt)
            guess = min((again, guess), key=_faults)
        return guess if guess.ended else _unrolled(guess)

    def _guess(self, window: float, prompt: Sequence[int]) -> Guess:
        self._check()
        if window not in self._sounds:
            self._sounds[window] = self._model.encode(self._pcm, window)
        self._check()
        return self._model.decode(self._sounds[window], prompt, self._cap, self._check)


def suspicious(guess: Guess) -> bool:
    """Whether the decoder seems to have lost its way."""
    return not guess.ended or guess.logprob < -1 or loops(guess.text)


_LOOP = re.compile(r"\b(\w+(?:\W+\w+){2,}?)(?:\W+\1\b)+|\b(\w+(?:\W+\w+)?)(?:\W+\2\b){2,}", re.I)
"""Three words or more twice in a row, or one or two words three times."""


def loops(text: str) -> bool:
    """Whether a phrase stands there back to back, or the text says little in many words."""
    raw = text.encode()
    return _LOOP.search(text) is not None or (
        bool(raw) and len(raw) / len(zlib.compress(raw)) > 2.4
    )


def _faults(guess: Guess) -> tuple[bool, bool, float]:
    return not guess.ended, loops(guess.text), -guess.logprob


def _unrolled(guess: Guess) -> Guess:
    """A text that was cut off in a loop, each repeated phrase once."""
    text = _LOOP.sub(lambda match: match[1] or match[2], guess.text)
    return Guess(text, guess.tokens, guess.logprob, guess.no_speech, guess.ended)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def context_of(vocabulary: Sequence[str]) -> str:
    """The terms in sentences: after a bare list Whisper goes on writing lists."""
    *most, last = vocabulary
    terms = f"{', '.join(most)} and {last}" if most else last
    return f"The lecture is about {terms}. This is the answer to a question."


def echoes(guess: Guess, context: str) -> bool:
    """Whether this may be the prompt and not the sound: nothing, or hardly anything but words of
    the prompt, and not surely."""
    words = _words(guess.text)
    if not words:
        return True
    known = set(_words(context))
    terms = sum(word in known for word in words) / len(words)
    return terms >= 0.8 and (guess.confidence < 0.6 or guess.no_speech > 0.5)


def alike(one: str, other: str) -> bool:
    """Whether two texts could be the same sounds spelt differently ("soft next", "softmax")."""
    letters = difflib.SequenceMatcher(
        a="".join(_words(one)), b="".join(_words(other)), autojunk=False
    )
    return letters.ratio() >= 0.6


_PHANTOMS = frozenset(
    {
        "you",
        "bye",
        "so",
        "the end",
        "thank you",
        "thank you very much",
        "thank you for watching",
        "thanks for watching",
        "please subscribe",
        "i'll see you next time",
        "we'll be right back",
    }
)
"""What Whisper writes when it hears nothing: it learnt from subtitles."""
_LAUGHTER = re.compile(r"ha+h?|(?:h[aeo]+){2,}h?")
"""A word that is laughter."""


def believable(guess: Guess, voice: float) -> bool:
    """Whether somebody said this; `voice` is how many seconds of voice there are."""
    words = _words(guess.text)
    if all(_LAUGHTER.fullmatch(word) for word in words):  # no words at all as well
        return False
    if guess.no_speech > 0.6 and guess.logprob < -1:
        return False
    doubtful = voice < ENOUGH or guess.no_speech > 0.4 or guess.confidence < 0.5
    if doubtful and guess.text.casefold().strip(" .!?,") in _PHANTOMS:
        return False
    return guess.confidence >= (0.5 if voice < ENOUGH else 0.12)
