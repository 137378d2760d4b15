"""Learning: what is said, what is kept of what is heard, and what is told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from drill.errors import VoiceError
from drill.grading.aliases import Admission
from drill.lexicon.learning import Ear, Lesson, learn
from drill.session.utterance import RATE
from drill.voice.player import Sound
from fakes.transcriber import FakeTranscriber


@dataclass
class Mouth:
    """A speech engine whose sounds all differ."""

    said: list[tuple[str, int]] = field(default_factory=list)

    async def synthesise(self, text: str, voice: str, rate: int) -> Sound:
        self.said.append((text, rate))
        return Sound(bytes([len(self.said), 1]) * 1600, RATE)


def hearing(*script: str | VoiceError, language: str = "en", rate: int = 170) -> tuple[Ear, Mouth]:
    mouth = Mouth()
    return Ear(mouth, FakeTranscriber(list(script)), "", rate, language), mouth


async def lessons(ear: Ear, *terms: str) -> list[Lesson]:
    return [lesson async for lesson in learn(ear, terms, Admission((), terms))]


async def test_a_term_is_said_alone_slowly_and_in_a_sentence() -> None:
    ear, mouth = hearing("Waptommack!", "wap to mack", "It's called Wap-To-Mac.")
    assert await ear.hear("wav2vec") == ("waptommack", "wap to mack", "wap to mac")
    assert mouth.said == [
        ("wav to vec", 170),
        ("wav to vec", 130),
        ("It is called wav to vec.", 170),
    ]


async def test_another_language_has_no_english_sentence() -> None:
    ear, mouth = hearing("a", "b", language="de-AT")
    assert await ear.hear("Gleichstrom") == ("a", "b")
    assert len(mouth.said) == 2


async def test_a_sentence_that_was_not_understood_tells_nothing() -> None:
    ear, _ = hearing("", "", "Did I miss Uber?")
    assert await ear.hear("HuBERT") == ()


async def test_no_vocabulary_helps_the_recogniser() -> None:
    ear, _ = hearing("a", "b", "c")
    await ear.hear("HuBERT")
    assert isinstance(ear.transcriber, FakeTranscriber)
    assert [vocabulary for _, vocabulary in ear.transcriber.asked] == [(), (), ()]


async def test_a_term_of_signs_only_is_not_said() -> None:
    ear, mouth = hearing()
    assert await ear.hear("...") == ()
    assert mouth.said == []


async def test_what_is_heard_right_or_twice_is_no_alias() -> None:
    ear, _ = hearing("HuBERT.", "Who Bert", "It is called whobert")
    assert await lessons(ear, "HuBERT") == [Lesson("HuBERT", ("who bert", "whobert"))]


async def test_what_is_refused_is_told_with_its_reason() -> None:
    ear, _ = hearing("not product", "dot-product", "It is called thought product")
    (lesson,) = await lessons(ear, "dot product")
    assert lesson.aliases == ("thought product",)
    assert lesson.refused == (("not product", "it negates"),)


async def test_the_terms_before_a_failure_are_learned() -> None:
    ear, _ = hearing("a b", "Who Bert", "", VoiceError("The recogniser died."))
    learning = learn(ear, ("HuBERT", "softmax"), Admission((), ()))
    assert (await anext(learning)).term == "HuBERT"
    with pytest.raises(VoiceError, match="died"):
        await anext(learning)
