"""When to believe the decoder and when to ask it again: over a model that follows a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
import pytest

from drill.session.utterance import RATE
from drill.voice import recognise as module
from drill.voice.pieces import LONGEST, pieces
from drill.voice.recognise import (
    Guess,
    alike,
    believable,
    context_of,
    echoes,
    loops,
    recognise,
    suspicious,
)
from drill.voice.serving import Abandoned

TERMS = ("softmax", "HuBERT", "VALL-E")
SPEECH = np.full(2 * RATE, 1000, "<i2").tobytes()
"""Two seconds; the scripted model does not mind that it is not speech."""


def guess(text: str, confidence: float = 0.8, no_speech: float = 0.05, ended: bool = True) -> Guess:
    return Guess(text, len(text.split()), log(confidence), no_speech, ended)


@dataclass
class Scripted:
    """Answers by (window in seconds, whether there is a prompt)."""

    script: dict[tuple[float, bool], Guess]
    asked: list[tuple[float, bool]] = field(default_factory=list)
    encoded: int = 0

    def encode(self, pcm: bytes, window: float) -> float:
        self.encoded += 1
        return window

    def prompt(self, text: str, limit: int) -> list[int]:
        return [1]

    def decode(
        self, sound: float, prompt: Sequence[int], cap: int, check: Callable[[], None]
    ) -> Guess:
        self.asked.append((sound, bool(prompt)))
        return self.script[self.asked[-1]]


@pytest.fixture(autouse=True)
def somebody_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "voice_seconds", lambda pcm: 0.25 if any(pcm) else 0.0)


def heard(model: Scripted, vocabulary: Sequence[str] = (), pcm: bytes = SPEECH) -> str:
    return recognise(model, pcm, vocabulary, lambda: None).text


def test_a_good_guess_from_the_short_window_is_enough() -> None:
    model = Scripted({(10, False): guess("Self-attention.")})
    assert heard(model) == "Self-attention."
    assert model.asked == [(10, False)]


def test_a_longer_clip_gets_a_window_with_two_seconds_to_spare() -> None:
    model = Scripted({(17, False): guess("A long answer.")})
    assert heard(model, pcm=b"\1\0" * 15 * RATE) == "A long answer."


@pytest.mark.parametrize(
    "lost",
    [
        guess("and so on and so", ended=False),
        guess("mumble", confidence=0.3),
        guess("I do not know. I do not know."),
        guess("no no no no"),
    ],
)
def test_a_suspicious_guess_is_asked_once_more_in_the_whole_window(lost: Guess) -> None:
    model = Scripted({(10, False): lost, (30, False): guess("I do not know.", 0.9)})
    assert heard(model) == "I do not know."
    assert model.asked == [(10, False), (30, False)]


def test_a_retry_that_is_worse_is_not_taken() -> None:
    first, second = guess("the key vector", 0.35), guess("the T vector", 0.2)
    assert heard(Scripted({(10, False): first, (30, False): second})) == "the key vector"


def test_what_is_really_said_twice_stays() -> None:
    twice = guess("The query and the key. The query and the key.")
    assert heard(Scripted({(10, False): twice, (30, False): twice})) == twice.text


def test_a_loop_without_end_is_said_once() -> None:
    endless = guess("Play the Beatles. Play the Beatles. Play the Beatles.", ended=False)
    assert heard(Scripted({(10, False): endless, (30, False): endless})) == "Play the Beatles."


def test_sure_words_of_the_vocabulary_are_believed_at_once() -> None:
    model = Scripted({(10, True): guess("softmax", 0.7)})
    assert heard(model, TERMS) == "softmax"
    assert model.asked == [(10, True)]


def test_an_echo_of_the_prompt_gives_way_to_what_is_heard_without() -> None:
    model = Scripted({(10, True): guess("HuBERT, VALL-E", 0.5), (10, False): guess("I forgot.")})
    assert heard(model, TERMS) == "I forgot."
    assert model.encoded == 1


def test_a_term_that_sounds_like_what_is_heard_without_the_prompt_stays() -> None:
    model = Scripted({(10, True): guess("softmax", 0.5), (10, False): guess("Soft max.", 0.6)})
    assert heard(model, TERMS) == "softmax"


def test_an_empty_text_with_the_prompt_is_tried_without() -> None:
    model = Scripted({(10, True): guess(""), (10, False): guess("True.")})
    assert heard(model, TERMS) == "True."


def test_silence_never_reaches_the_model() -> None:
    model = Scripted({})
    answer = recognise(model, bytes(2 * RATE), TERMS, lambda: None)
    assert (answer.text, answer.confidence, answer.no_speech) == ("", 0.0, 1.0)
    assert model.encoded == 0


def test_control_characters_do_not_pass() -> None:
    assert heard(Scripted({(10, False): guess("so\x1b[2Jftmax\x07")})) == "softmax"


def test_the_pieces_of_a_long_clip_are_joined() -> None:
    rest = len(b"\1\0" * 40 * RATE) - len(pieces(b"\1\0" * 40 * RATE)[0])
    window = max(10.0, rest / 2 / RATE + 2)
    first = min(30.0, (80 * RATE - rest) / 2 / RATE + 2)
    model = Scripted({(first, False): guess("One,", 0.9), (window, False): guess("two.", 0.4)})
    answer = recognise(model, b"\1\0" * 40 * RATE, (), lambda: None)
    assert answer.text == "One, two."
    assert 0.4 < answer.confidence < 0.9


def test_abandoned_work_stops_before_the_next_step() -> None:
    steps = iter([False, True])

    def check() -> None:
        if next(steps):
            raise Abandoned

    model = Scripted({})
    with pytest.raises(Abandoned):
        recognise(model, SPEECH, (), check)
    assert model.encoded == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask what you can do for your country, ask what you can do", False),
        ("a dog, a cat, a dog", False),
        ("that that", False),
        ("very very very much", True),
        ("the dot product the dot product", True),
        ("We scale. We scale. We scale.", True),
        ("", False),
    ],
)
def test_loops(text: str, expected: bool) -> None:
    assert loops(text) is expected


def test_a_long_text_of_many_words_does_not_loop() -> None:
    letters = np.random.default_rng(3).choice(list("abcdefghijklmnop"), (400, 5))
    assert not loops(" ".join("".join(word) for word in letters))


@pytest.mark.parametrize("text", ["Thank you.", "you", "Thanks for watching!", " Bye. "])
def test_phantoms_are_believed_only_without_doubt(text: str) -> None:
    assert not believable(guess(text, confidence=0.4), 0.25)
    assert not believable(guess(text, no_speech=0.5), 0.25)
    assert not believable(guess(text, confidence=0.6), 0.15)
    assert believable(guess(text, confidence=0.8), 0.25)


@pytest.mark.parametrize("text", ["", "...", "Ha ha ha ha.", "Hahaha!", "hehe"])
def test_laughter_and_punctuation_are_no_answer(text: str) -> None:
    assert not believable(guess(text), 0.25)


@pytest.mark.parametrize("text", ["He", "Ohio.", "Hahn", "ha-joon", "oh"])
def test_words_that_only_look_like_laughter_are(text: str) -> None:
    assert believable(guess(text), 0.25)


def test_a_blink_of_voice_has_to_be_understood_well() -> None:
    assert believable(guess("No.", 0.6), 0.12)
    assert not believable(guess("No.", 0.4), 0.12)
    assert believable(guess("No.", 0.4), 0.25)


def test_the_models_own_doubt_counts_when_the_words_are_doubtful_too() -> None:
    assert not believable(guess("I think so", 0.3, no_speech=0.7), 0.25)
    assert believable(guess("I think so", 0.8, no_speech=0.7), 0.25)


def test_an_echo_is_mostly_words_of_the_prompt() -> None:
    context = context_of(TERMS)
    assert echoes(guess("softmax and HuBERT", 0.5), context)
    assert echoes(guess("This is the answer to a question.", 0.9, no_speech=0.7), context)
    assert not echoes(guess("softmax and HuBERT", 0.8), context)
    assert not echoes(guess("softmax normalises these scores", 0.5), context)


@pytest.mark.parametrize("terms", [("one",), ("one", "two"), TERMS])
def test_every_term_stands_in_the_prompt(terms: tuple[str, ...]) -> None:
    assert all(term in context_of(terms) for term in terms)


def test_alike_means_the_same_letters_more_or_less() -> None:
    assert alike("softmax", "Soft next")
    assert alike("HuBERT", "Who Bert?")
    assert not alike("HuBERT, VALL-E", "I forgot.")


def test_suspicion() -> None:
    assert not suspicious(guess("A calm answer.", 0.5))
    assert suspicious(guess("A calm answer.", 0.5, ended=False))
    assert suspicious(guess("A calm answer.", 0.3))


def noisy(seconds: float, quiet: Sequence[tuple[float, float]]) -> bytes:
    samples = np.random.default_rng(7).integers(-3000, 3000, int(seconds * RATE)).astype("<i2")
    for start, end in quiet:
        samples[int(start * RATE) : int(end * RATE)] //= 100
    return samples.tobytes()


def boundaries(parts: Sequence[bytes]) -> Iterator[float]:
    at = 0.0
    for part in parts[:-1]:
        at += len(part) / 2 / RATE
        yield at


def test_a_long_clip_is_cut_in_its_pauses() -> None:
    pcm = noisy(70, [(3, 3.5), (22, 22.6), (44, 44.6), (45, 45.1)])
    parts = pieces(pcm)
    assert b"".join(parts) == pcm
    assert [round(at) for at in boundaries(parts)] == [22, 44]


@pytest.mark.parametrize("seconds", [0, 0.5, 28, 28.01, 29, 56.1, 300])
def test_pieces_are_short_enough_and_lose_nothing(seconds: float) -> None:
    pcm = noisy(seconds, [])
    parts = pieces(pcm)
    assert b"".join(parts) == pcm
    assert max(len(part) for part in parts) <= LONGEST * RATE * 2
    assert all(len(part) % 2 == 0 for part in parts)
