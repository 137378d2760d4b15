"""What every recogniser must do, asked of Whisper and of the fake."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator

import pytest

from drill.errors import VoiceError
from drill.ports import Clip, Transcriber
from drill.voice.transcriber import WhisperTranscriber
from fakes.transcriber import FakeTranscriber
from spoken import SILENCE

FRANCE = "The capital of France is Paris."
WATER = "Water boils at one hundred degrees."


@pytest.fixture(scope="module")
def france(spoken: Callable[[str], Clip]) -> Clip:
    return spoken(FRANCE)


@pytest.fixture(scope="module")
def water(spoken: Callable[[str], Clip]) -> Clip:
    return spoken(WATER)


@pytest.fixture(scope="module")
def whisper() -> Iterator[WhisperTranscriber]:
    made = WhisperTranscriber()  # loading takes seconds: one for all that do not close it
    yield made
    made.close()


@pytest.fixture(params=["whisper", "fake"])
def transcriber(request: pytest.FixtureRequest, france: Clip, water: Clip) -> Transcriber:
    if request.param == "fake":
        return FakeTranscriber(known={france.pcm: FRANCE, water.pcm: WATER})
    made = request.getfixturevalue("whisper")
    assert isinstance(made, WhisperTranscriber)
    return made


@pytest.fixture(params=["whisper", "fake"])
def unused(request: pytest.FixtureRequest) -> Transcriber:
    return FakeTranscriber() if request.param == "fake" else WhisperTranscriber()


async def test_it_writes_what_is_said(transcriber: Transcriber, france: Clip) -> None:
    heard = await transcriber.transcribe(france)

    assert {"capital", "france", "paris"} <= set(re.findall(r"\w+", heard.text.casefold()))
    assert heard.audio_seconds == pytest.approx(france.seconds)
    assert heard.seconds > 0
    assert heard.model
    assert 0.3 < heard.confidence <= 1
    assert 0 <= heard.no_speech < 0.5


@pytest.mark.parametrize("clip", [SILENCE, Clip(b""), Clip(b"\0\0")])
async def test_silence_says_nothing(transcriber: Transcriber, clip: Clip) -> None:
    heard = await transcriber.transcribe(clip, ["softmax", "HuBERT"])

    assert heard.text == ""
    assert heard.no_speech == 1
    assert heard.confidence == 0


async def test_warming_twice_does_no_harm(transcriber: Transcriber) -> None:
    await transcriber.warm()
    await transcriber.warm()


async def test_answers_go_to_those_who_asked(
    transcriber: Transcriber, france: Clip, water: Clip
) -> None:
    clips = [france, SILENCE, water, france]
    heard = await asyncio.gather(*(transcriber.transcribe(clip) for clip in clips))

    found = [
        next((word for word in ("paris", "water") if word in each.text.casefold()), "")
        for each in heard
    ]
    assert found == ["paris", "", "water", "paris"]


async def test_cancelled_work_is_abandoned(
    transcriber: Transcriber, france: Clip, water: Clip
) -> None:
    await transcriber.warm()
    unwanted = [asyncio.create_task(transcriber.transcribe(france)) for _ in range(3)]
    for task in unwanted:
        task.cancel()
    outcomes = await asyncio.gather(*unwanted, return_exceptions=True)
    heard = await transcriber.transcribe(water)

    assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError] * 3
    assert "water" in heard.text.casefold()


async def test_a_vocabulary_does_not_put_words_into_a_mouth(
    transcriber: Transcriber, france: Clip
) -> None:
    heard = await transcriber.transcribe(france, ["softmax", "HuBERT", "VALL-E", "wav2vec"])

    assert "paris" in heard.text.casefold()
    assert "hubert" not in heard.text.casefold()


async def test_closing_is_for_ever_and_harmless_when_repeated(unused: Transcriber) -> None:
    unused.close()
    unused.close()
    with pytest.raises(VoiceError):
        await unused.transcribe(SILENCE)
    with pytest.raises(VoiceError):
        await unused.warm()
