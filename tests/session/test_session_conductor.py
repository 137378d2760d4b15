"""The conductor over fakes of its ports: effects carried out, results reported, failures survived."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from drill.clock import SystemClock
from drill.conductor import DEAF, Conductor, Voice
from drill.errors import StoreError, VoiceError
from drill.ports import Level
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.session import events
from drill.session.machine import Machine
from drill.session.state import Phase, State
from drill.trace import Tracer
from drill.voice.recordings import FolderRecordings
from fakes.microphone import HELLO, FakeMicrophone
from fakes.speaker import FakeSpeaker
from fakes.store import FakeStore
from fakes.transcriber import FakeTranscriber
from session.session_driver import CARDS, judge

FULL = Path("/dev/full")


@dataclass
class Room:
    """A drill under way and its surroundings."""

    folder: Path
    store: FakeStore = field(default_factory=FakeStore)
    speaker: FakeSpeaker = field(default_factory=FakeSpeaker)
    microphone: FakeMicrophone = field(default_factory=FakeMicrophone)
    transcriber: FakeTranscriber = field(default_factory=FakeTranscriber)
    record: bool = True
    conductor: Conductor = field(init=False)
    levels: list[Level] = field(default_factory=list)

    @asynccontextmanager
    async def drill(self, *, voice: bool = True) -> AsyncIterator[Room]:
        clock = SystemClock()
        with Tracer(self.folder / "trace.jsonl", clock.seconds) as tracer:
            self.conductor = Conductor(
                Machine(Scheduler(), judge),
                State("Numbers", Queue.of([Entry(card, None) for card in CARDS], clock.now())),
                store=self.store,
                recordings=FolderRecordings(self.folder, self.record),
                clock=clock,
                tracer=tracer,
            )
            self.conductor.watch(lambda _state: None, self.levels.append)
            if voice:
                self.attach()
            running = asyncio.ensure_future(self.conductor.run())
            await self.until(lambda: self.state.card)
            yield self
            self.post(events.Leave())
            await asyncio.wait_for(running, 5)

    def attach(self) -> None:
        self.conductor.attach(
            Voice(self.speaker, self.microphone, self.transcriber, str.upper, lambda _card: ["x"])
        )

    def post(self, event: events.Event) -> None:
        self.conductor.post(event)

    @property
    def state(self) -> State:
        return self.conductor.state

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until the condition holds: the state changes in other tasks of this loop."""
        deadline = asyncio.get_running_loop().time() + 5
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, self.state
            await asyncio.sleep(0.005)

    async def reach(self, phase: Phase) -> None:
        await self.until(lambda: self.state.phase is phase)

    def trace(self) -> list[str]:
        lines = (self.folder / "trace.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line)["event"] for line in lines]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


async def test_a_question_is_asked_an_answer_heard_graded_and_kept(room: Room) -> None:
    room.transcriber.script.append("answer 1")
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.microphone.speak(HELLO)
        await room.reach(Phase.JUDGED)
        room.post(events.Rated())
        await room.until(lambda: room.state.done == 1)

    assert room.speaker.said[0] == "QUESTION 1?"
    assert room.speaker.prepared[:2] == ["QUESTION 2?", "QUESTION 3?"]
    assert room.transcriber.asked == [(HELLO, ("x",))]
    review = room.store.log[1]
    assert (review.card, review.transcript, review.source) == ("c1", "answer 1", "voice")
    assert review.recording is not None
    assert (room.folder / review.recording).exists()
    assert room.levels
    assert room.trace()[:10] == [
        *("asked", "speaking", "spoke", "listening", "speech_start", "speech_end"),
        *("endpoint", "transcript", "verdict", "graded"),
    ]


async def test_nothing_is_kept_when_recording_is_off(tmp_path: Path) -> None:
    room = Room(tmp_path, record=False)
    room.transcriber.script.append("answer 1")
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.microphone.speak(HELLO)
        await room.reach(Phase.JUDGED)
        assert room.state.answer is not None
        assert room.state.answer.recording is None
    assert [path.name for path in tmp_path.iterdir()] == ["trace.jsonl"]  # noqa: ASYNC240


async def test_the_microphone_stays_closed_while_drill_speaks(room: Room) -> None:
    room.speaker.talking = True
    async with room.drill():
        await room.until(lambda: room.speaker.said)
        assert not room.microphone.listening
        room.post(events.Finish())
        await room.until(lambda: room.microphone.listening)
    assert not room.microphone.listening


async def test_an_answer_can_be_typed_while_the_recogniser_is_busy(room: Room) -> None:
    room.transcriber.ready.clear()
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.microphone.speak(HELLO)
        await room.reach(Phase.THINKING)
        room.post(events.Typed("answer 1"))
        await room.reach(Phase.JUDGED)
        await room.until(lambda: room.transcriber.cancelled)
        assert room.state.answer is not None
        assert room.state.answer.source == "text"


async def test_the_first_card_can_be_answered_before_voice_is_up(room: Room) -> None:
    async with room.drill(voice=False):
        await room.reach(Phase.WAITING)
        room.post(events.Typed("answer 1"))
        await room.reach(Phase.JUDGED)
        room.attach()
        room.post(events.Rated())
        await room.reach(Phase.LISTENING)
        assert room.state.card == CARDS[1]


async def test_a_vanished_microphone_leaves_typing_and_comes_back(room: Room) -> None:
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.microphone.vanish()
        await room.reach(Phase.WAITING)
        assert "went away" in room.state.notice
        room.post(events.Listen())
        await room.reach(Phase.LISTENING)


async def test_a_broken_voice_goes_on_listening(room: Room) -> None:
    room.speaker.broken = VoiceError("The loudspeaker is busy.", "Close the other program.")
    async with room.drill():
        await room.reach(Phase.LISTENING)
        assert not room.state.aloud
        assert room.state.notice.startswith("The loudspeaker is busy.")
    assert "error" in room.trace()


async def test_a_loudspeaker_that_comes_back_reads_again(room: Room) -> None:
    room.speaker.broken = VoiceError("The loudspeaker went away.", "Check it.")
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.post(events.Repeat())
        await room.until(lambda: room.state.mute)
        room.speaker.broken = None
        await room.reach(Phase.LISTENING)
        room.post(events.Repeat())
        await room.until(lambda: room.speaker.said == ["QUESTION 1?"])
        assert room.state.aloud


async def test_the_microphone_stays_closed_while_what_was_cut_off_still_sounds(room: Room) -> None:
    room.speaker.talking = True
    async with room.drill():
        await room.until(lambda: room.speaker.said)
        room.post(events.Listen())
        now = SystemClock().seconds()  # before the question is cut off
        await room.until(lambda: room.microphone.listening)
        assert SystemClock().seconds() - now >= DEAF


async def test_what_is_ended_before_it_began_leaves_nothing_behind(room: Room) -> None:
    async with room.drill():
        await room.reach(Phase.LISTENING)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for _ in range(3):
                room.post(events.Repeat())
                room.post(events.Listen())
                room.post(events.BeginTyping())
            await room.reach(Phase.WAITING)
            gc.collect()
        room.post(events.Listen())
        await room.reach(Phase.LISTENING)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
async def test_a_trace_that_cannot_be_written_is_told_and_the_drill_goes_on(room: Room) -> None:
    async with room.drill(voice=False):
        room.conductor._tracer = Tracer(FULL, SystemClock().seconds)
        room.post(events.Typed("answer 1"))
        await room.until(lambda: "trace" in room.state.notice)
        room.post(events.Rated())
        await room.until(lambda: room.state.done == 1)


async def test_a_dead_recogniser_asks_for_typing(room: Room) -> None:
    room.transcriber.script.append(VoiceError("The recogniser died.", "It starts again."))
    async with room.drill():
        await room.reach(Phase.LISTENING)
        room.microphone.speak(HELLO)
        await room.reach(Phase.WAITING)
        assert room.state.notice.startswith("The recogniser died. It starts again. Press l")


async def test_a_recording_that_cannot_be_written_costs_nothing_but_itself(room: Room) -> None:
    missing = room.folder / "recordings"
    room.transcriber.script.append("answer 1")
    async with room.drill():
        room.conductor._recordings = FolderRecordings(missing / "nowhere", enabled=True)
        missing.write_text("a file where the folder should be")
        await room.reach(Phase.LISTENING)
        room.microphone.speak(HELLO)
        await room.reach(Phase.JUDGED)
        assert room.state.answer is not None
        assert room.state.answer.recording is None
        assert room.state.notice.startswith("Recordings cannot be kept")
    assert "error" in room.trace()


async def test_a_grade_is_shown_as_given_only_when_the_store_has_it(room: Room) -> None:
    room.store.broken = StoreError("The disk is full.", "Make room.")
    async with room.drill(voice=False):
        await room.reach(Phase.WAITING)
        room.post(events.Typed("answer 1"))
        await room.reach(Phase.JUDGED)
        room.post(events.Rated())
        await room.until(lambda: room.state.notice)
        assert room.state.phase is Phase.JUDGED
        assert room.state.notice == "The disk is full. Make room."
        assert "graded" not in room.trace()
        room.store.broken = None
        room.post(events.Rated())
        await room.until(lambda: room.state.done == 1)


async def test_undo_takes_the_review_back_in_the_store(room: Room) -> None:
    async with room.drill(voice=False):
        await room.reach(Phase.WAITING)
        room.post(events.Typed("answer 1"))
        room.post(events.Rated())
        await room.until(lambda: room.state.done == 1)
        room.post(events.Undo())
        await room.reach(Phase.JUDGED)
    assert room.store.undone == {1}
    assert room.state.card == CARDS[0]


async def test_leaving_while_everything_is_busy_ends_at_once(room: Room) -> None:
    room.speaker.talking = True
    async with room.drill():
        await room.until(lambda: room.speaker.said)
    assert room.speaker.hushed
    assert not room.microphone.listening
