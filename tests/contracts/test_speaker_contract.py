"""What every speaker must do, asked of the real one (on a sound server) and of the fake."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from drill.errors import VoiceError
from drill.ports import Clip, Speaker
from drill.voice.soundfiles import write_wav
from drill.voice.speaker import PyttsxSpeaker
from fakes.speaker import FakeSpeaker

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


class Case(Protocol):
    """A speaker and what a test must be able to arrange."""

    speaker: Speaker

    def lasting(self) -> None:
        """From now on LONG lasts long enough to be hushed."""

    def breaking(self) -> None:
        """From now on there is no loudspeaker."""


class RealCase:
    def __init__(self) -> None:
        self.speaker: Speaker = PyttsxSpeaker(device="TestSpeaker")

    def lasting(self) -> None:
        pass

    def breaking(self) -> None:
        self.speaker.close()
        self.speaker = PyttsxSpeaker(device="no such device")


class FakeCase:
    def __init__(self) -> None:
        self.fake = FakeSpeaker()
        self.speaker: Speaker = self.fake

    def lasting(self) -> None:
        self.fake.talking = True

    def breaking(self) -> None:
        self.fake.broken = VoiceError("There is no loudspeaker.", "Plug one in.")


@pytest.fixture(params=["real", "fake"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    if request.param == "real":
        request.getfixturevalue("sound_server")
    case: Case = RealCase() if request.param == "real" else FakeCase()
    yield case
    case.speaker.close()


async def test_say_returns_when_it_was_said(case: Case) -> None:
    await asyncio.wait_for(case.speaker.say("hello"), 30)


async def test_nothing_to_say_is_said_at_once(case: Case) -> None:
    await asyncio.wait_for(case.speaker.say(""), 30)


async def test_hush_ends_what_is_being_said(case: Case) -> None:
    case.lasting()
    await asyncio.wait_for(_hushed(case.speaker), 30)


async def _hushed(speaker: Speaker) -> None:
    saying = asyncio.create_task(speaker.say(LONG))
    while not saying.done():
        await asyncio.sleep(0.05)
        speaker.hush()
    await saying


async def test_hush_is_harmless_in_silence(case: Case) -> None:
    case.speaker.hush()
    case.speaker.hush()
    await asyncio.wait_for(case.speaker.say("still here"), 30)


async def test_a_new_sound_cuts_off_the_one_before(case: Case) -> None:
    case.lasting()
    first = asyncio.create_task(case.speaker.say(LONG))
    await asyncio.sleep(0)
    second = asyncio.create_task(case.speaker.say(LONG))
    await asyncio.wait_for(first, 30)
    while not second.done():
        case.speaker.hush()
        await asyncio.sleep(0.05)


async def test_a_file_is_played(case: Case, tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", Clip(bytes(6400)))
    await asyncio.wait_for(case.speaker.play(tmp_path / "a.wav"), 30)


async def test_a_file_that_is_not_there_is_an_error(case: Case, tmp_path: Path) -> None:
    with pytest.raises(VoiceError):
        await case.speaker.play(tmp_path / "none.wav")


async def test_preparing_never_fails_and_does_not_speak(case: Case) -> None:
    case.breaking()
    case.speaker.prepare(["one", "", "two"])
    case.speaker.prepare([])


async def test_a_missing_loudspeaker_is_an_error_with_a_remedy(case: Case) -> None:
    case.breaking()
    with pytest.raises(VoiceError) as caught:
        await case.speaker.say("hello")
    assert caught.value.hint


async def test_closing_twice_is_harmless_and_final(case: Case) -> None:
    case.speaker.close()
    case.speaker.close()
    case.speaker.hush()
    with pytest.raises(VoiceError):
        await case.speaker.say("hello")


async def test_closing_ends_what_is_being_said(case: Case) -> None:
    case.lasting()
    saying = asyncio.create_task(case.speaker.say(LONG))
    await asyncio.sleep(0.1)
    case.speaker.close()
    done, _ = await asyncio.wait([saying], timeout=10)
    assert done, "say() hangs after close()"
    if saying.exception() is not None:  # closed before the sound was there
        assert isinstance(saying.exception(), VoiceError)
