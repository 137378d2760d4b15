"""Learning a lexicon: drill says a term, listens to itself, and keeps what it made of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from typing import Protocol

from drill.grading.aliases import Admission, split
from drill.ports import Transcriber
from drill.voice.player import Sound, clip_of
from drill.voice.speakable import speakable

SLOW = 130
"""Words per minute at which a term is said for the second time."""
CARRIERS = {"en": "It is called {}."}
"""A sentence around the term, by language: a recogniser hears a word in running speech otherwise
than alone. The term must come last."""


class Voice(Protocol):
    """Makes sound of words: what `drill.voice.speech.Speech` does."""

    async def synthesise(self, text: str, voice: str, rate: int) -> Sound:
        """`text` spoken by `voice` at `rate` words per minute. Raises VoiceError."""


@dataclass(frozen=True)
class Lesson:
    """What was learned about one term."""

    term: str
    aliases: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()
    """What was heard and not kept, each with the reason."""


@dataclass(frozen=True)
class Ear:
    """Speaks and listens: one voice, one model."""

    speech: Voice
    transcriber: Transcriber
    voice: str = ""
    rate: int = 170
    """Words per minute of the learner's own settings."""
    language: str = "en"

    async def hear(self, term: str) -> tuple[str, ...]:
        """What is heard when the term is said: alone, slowly, and in a sentence; each once.

        Raises VoiceError when the speech engine or the recogniser does not work.
        """
        said = speakable(term).rstrip(".")
        if not any(map(str.isalnum, said)):
            return ()
        carrier = CARRIERS.get(self.language.split("-")[0].lower())
        takes = [(said, self.rate, ""), (said, min(SLOW, self.rate - 20), "")]
        if carrier:
            takes.append((carrier.format(said), self.rate, carrier))
        heard = [await self._take(text, rate, frame) for text, rate, frame in takes]
        return tuple(dict.fromkeys(each for each in heard if each))

    async def _take(self, text: str, rate: int, carrier: str) -> str:
        sound = await self.speech.synthesise(text, self.voice, max(80, rate))
        transcript = await self.transcriber.transcribe(clip_of(sound))
        words = split(transcript.text)
        if carrier:
            frame = split(carrier.partition("{")[0])
            words = ("it", "is", *words[2:]) if words[:2] == ("it", "s") else words
            if words[: len(frame)] != frame:
                return ""  # who knows where the term begins
            words = words[len(frame) :]
        return " ".join(words)


async def learn(
    ear: Ear, terms: Iterable[str], admission: Admission
) -> AsyncGenerator[Lesson, None]:
    """Listen to the terms one by one. Raises VoiceError when a part of the voice is missing."""
    for term in terms:
        kept, refused = [], []
        for heard in await ear.hear(term):
            if heard == " ".join(split(term)):
                continue
            reason = admission.refuse(heard, term)
            if reason:
                refused.append((heard, reason))
            else:
                kept.append(heard)
        yield Lesson(term, tuple(kept), tuple(refused))
