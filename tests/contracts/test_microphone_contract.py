"""What every microphone must do, asked of the real one (on a sound server) and of the fake."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Protocol, cast

import pytest

from drill.errors import VoiceError
from drill.ports import Ended, Hearing, Level, Microphone, Started, Uttered
from drill.voice.microphone import VadMicrophone
from fakes.microphone import FakeMicrophone
from soundserver import SoundServer, speak

PATIENCE = 20.0
SAID = "multi head attention is what we call it when several are combined"


class Case(Protocol):
    """A microphone and what a test must be able to arrange while it listens."""

    microphone: Microphone

    def speak(self) -> None:
        """Somebody says SAID once, from now on, and is silent then."""

    def wait_out(self) -> None:
        """Patience ends soon."""

    def vanish(self) -> None:
        """The device is unplugged."""


class RealCase:
    def __init__(self, server: SoundServer, wav: Path, stack: contextlib.ExitStack) -> None:
        self.microphone: Microphone = VadMicrophone("TestMic", pause=0.6)
        self._server, self._wav, self._stack = server, wav, stack

    def speak(self) -> None:
        self._stack.enter_context(self._server.playing_into_mic(self._wav))

    def wait_out(self) -> None:
        """It does so by itself."""

    def vanish(self) -> None:
        self._stack.callback(self._server.plug_in)
        self._server.unplug()


class FakeCase:
    def __init__(self) -> None:
        self.fake = FakeMicrophone()
        self.microphone: Microphone = self.fake
        self.spoken = False

    def speak(self) -> None:
        self.fake.begin()
        asyncio.get_running_loop().call_later(0.2, self._pause)

    def _pause(self) -> None:
        self.fake.hear(Ended())
        self.fake.finish()

    def wait_out(self) -> None:
        self.fake.wait_out()

    def vanish(self) -> None:
        self.fake.vanish()


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answer") / "answer.wav"


@pytest.fixture(params=["real", "fake"])
def case(request: pytest.FixtureRequest, answer: Path) -> Iterator[Case]:
    with contextlib.ExitStack() as stack:
        if request.param == "fake":
            yield FakeCase()
            return
        server: SoundServer = request.getfixturevalue("sound_server")
        if not answer.exists():
            speak(SAID, answer)
        server.wait_quiet()
        real = RealCase(server, answer, stack)
        yield real
        real.microphone.close()


def _listen(case: Case, patience: float = PATIENCE) -> AsyncGenerator[Hearing, None]:
    return cast("AsyncGenerator[Hearing, None]", case.microphone.listen(patience))


async def _turn(hearing: AsyncGenerator[Hearing, None], **reactions: object) -> list[Hearing]:
    """Everything a turn brings; `Level=f` calls f at the first one of that kind."""
    heard: list[Hearing] = []
    async with contextlib.aclosing(hearing):
        async for news in hearing:
            heard.append(news)
            reaction = reactions.pop(type(news).__name__, None)
            if callable(reaction):
                reaction()
    return heard


def _kinds(heard: list[Hearing]) -> list[str]:
    return [type(news).__name__ for news in heard if not isinstance(news, Level)]


async def test_an_utterance_begins_pauses_and_is_over(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.speak), 30)
    kinds = _kinds(heard)
    assert kinds[0] == "Started"
    assert kinds[-2:] == ["Ended", "Uttered"]
    last = heard[-1]
    assert isinstance(last, Uttered)
    assert last.clip.seconds >= 0.5
    assert last.silence >= 0


async def test_levels_come_from_the_start(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.speak), 30)
    first = heard[0]
    assert isinstance(first, Level)
    assert all(0 <= news.value <= 1 for news in heard if isinstance(news, Level))


async def test_nobody_speaks(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case, 0.5), Level=case.wait_out), 30)
    assert _kinds(heard) == ["Nothing"]


async def test_a_key_ends_the_utterance(case: Case) -> None:
    heard = await asyncio.wait_for(
        _turn(_listen(case), Level=case.speak, Started=case.microphone.finish), 30
    )
    assert _kinds(heard) == ["Started", "Uttered"]


async def test_a_key_in_silence_ends_the_turn(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.microphone.finish), 30)
    assert _kinds(heard) == ["Nothing"]


async def test_finish_is_harmless_when_nobody_listens(case: Case) -> None:
    case.microphone.finish()
    heard = await asyncio.wait_for(_turn(_listen(case, 0.5), Level=case.wait_out), 30)
    assert _kinds(heard) == ["Nothing"]


async def test_what_was_said_in_a_turn_that_was_left_is_not_heard_in_the_next(case: Case) -> None:
    hearing = _listen(case)
    async for news in hearing:
        if isinstance(news, Level):
            case.speak()
            break
    async for news in hearing:
        if isinstance(news, Started):
            break
    await hearing.aclose()
    again = _listen(case)
    first = await asyncio.wait_for(again.__anext__(), 30)
    assert isinstance(first, Level)
    case.microphone.finish()
    rest = await asyncio.wait_for(_turn(again), 30)
    # The voice may still be sounding in the room, but nothing of before the call comes back.
    sound = [news.clip.seconds for news in rest if isinstance(news, Uttered)]
    assert sound == [] or max(sound) < 1.0 or isinstance(case, FakeCase)


async def test_a_new_turn_ends_the_one_before(case: Case) -> None:
    first, second = _listen(case), _listen(case)
    await asyncio.wait_for(first.__anext__(), 30)
    assert isinstance(await asyncio.wait_for(second.__anext__(), 30), Level)
    rest = await asyncio.wait_for(_turn(first), 30)
    assert _kinds(rest) == []
    await second.aclose()


async def test_a_device_that_vanishes_in_silence_is_an_error_with_a_remedy(case: Case) -> None:
    with pytest.raises(VoiceError) as caught:  # noqa: PT012 - tells what came instead
        heard = await asyncio.wait_for(_turn(_listen(case), Level=case.vanish), 30)
        pytest.fail(f"no error, but {_kinds(heard)}")
    assert caught.value.hint


async def test_what_was_said_before_the_device_vanished_is_kept(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.speak, Started=case.vanish), 30)
    assert _kinds(heard)[0] == "Started"
    assert isinstance(heard[-1], Uttered)


async def test_it_listens_again_after_the_device_came_back(case: Case) -> None:
    with pytest.raises(VoiceError):
        await asyncio.wait_for(_turn(_listen(case), Level=case.vanish), 30)
    if isinstance(case, RealCase):
        case._stack.close()
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.speak), 30)
    assert isinstance(heard[-1], Uttered)


async def test_closing_ends_the_turn_and_is_final(case: Case) -> None:
    heard = await asyncio.wait_for(_turn(_listen(case), Level=case.microphone.close), 30)
    assert _kinds(heard) == []
    case.microphone.close()
    with pytest.raises(VoiceError):
        await _turn(_listen(case))
