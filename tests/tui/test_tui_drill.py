"""The screen over the real drill: conductor, machine, schedule and queue; only the edges are fakes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from drill.conductor import Conductor, Voice
from drill.deck.card import Card
from drill.grading.verdict import Ruling, Verdict
from drill.ports import Ended, Hearing, Level, Nothing, Started, Uttered
from drill.schedule.memory import Memory
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.session.machine import Machine
from drill.session.state import State
from drill.session.utterance import Clip
from drill.trace import Tracer
from drill.tui.app import DrillApp
from fakes.conversation import FakeServices, HandClock
from fakes.store import FakeStore
from fakes.transcriber import FakeTranscriber
from tui.stage import screen_text, until

CARDS = (
    Card("c1", "What is the capital of France?", "Paris"),
    Card("c2", "What colours has the flag of Poland?", "white red"),
)


def judge(card: Card, answer: str, language: str, memory: Memory | None) -> Verdict:
    """Right when all words are there, partly when some are."""
    wanted, said = card.answer.lower().split(), answer.lower().split()
    missed = tuple(word for word in wanted if word not in said)
    if not missed:
        return Verdict(Ruling.RIGHT, 1.0)
    ruling = Ruling.PARTLY if len(missed) < len(wanted) else Ruling.WRONG
    return Verdict(ruling, 0.0, missed=missed)


class NoRecordings:
    """Recording is off. Implements `ports.Recordings`."""

    def keep(self, clip: Clip, card: str, at: datetime) -> str | None:
        return None

    def path(self, name: str) -> Path:
        return Path(name)


class Aloud:
    """Speaks when it is let. Implements `ports.Speaker`."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.heard_out = asyncio.Event()

    async def say(self, text: str) -> None:
        self.said.append(text)
        await self.heard_out.wait()

    async def play(self, path: Path) -> None:
        self.said.append(path.name)

    def prepare(self, texts: Sequence[str]) -> None:
        pass

    def hush(self) -> None:
        self.heard_out.set()

    def close(self) -> None:
        pass


class Ears:
    """Hears what a test puts in. Implements `ports.Microphone`."""

    def __init__(self) -> None:
        self.sounds: asyncio.Queue[Hearing] = asyncio.Queue()
        self.finished = 0

    async def listen(self, patience: float) -> AsyncIterator[Hearing]:
        yield Level(0.0, 0.0)
        while True:
            hearing = await self.sounds.get()
            yield hearing
            if isinstance(hearing, Uttered | Nothing):
                return

    def finish(self) -> None:
        self.finished += 1
        self.utter()

    def utter(self) -> None:
        """Half a second of sound, and the end of the utterance."""
        self.sounds.put_nowait(Level(0.9, 1.5))
        self.sounds.put_nowait(Started())
        self.sounds.put_nowait(Ended())
        self.sounds.put_nowait(Uttered(Clip(b"\1\0" * 8_000), 0.3))

    def close(self) -> None:
        pass


class Desk:
    """A learner at the screen of a real drill."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.store = FakeStore()
        entries = [Entry(card, None, "Odds and ends") for card in CARDS]
        self.conductor = Conductor(
            Machine(Scheduler(), judge),
            State("Odds and ends", Queue.of(entries, self.clock.now())),
            store=self.store,
            recordings=NoRecordings(),
            clock=self.clock,
            tracer=Tracer(None, self.clock.seconds),
        )
        self.app = DrillApp(FakeServices(self.conductor, clock=self.clock), ["x"])
        self.pilot: Pilot[None] | None = None

    async def sees(self, text: str) -> None:
        assert self.pilot is not None
        await until(self.pilot, lambda: text in screen_text(self.app))

    async def press(self, *keys: str) -> None:
        assert self.pilot is not None
        self.clock.turn(1.0)
        await self.pilot.press(*keys)

    def ratings(self) -> list[tuple[str, int]]:
        return [(review.card, int(review.rating)) for _, review in self.store.reviews()]


@asynccontextmanager
async def seated() -> AsyncIterator[Desk]:
    desk = Desk()
    async with desk.app.run_test(size=(80, 24)) as pilot:
        desk.pilot = pilot
        yield desk


async def test_a_drill_from_the_first_card_to_home() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press(*"Paris", "enter")
        await desk.sees("✔ RIGHT")
        await desk.sees("[3 good 10 min]")
        await desk.press("enter")
        await desk.sees("What colours has the flag of Poland?")
        await desk.press(*"red", "enter")
        await desk.sees("◐ PARTLY")
        await desk.sees("missed        white")
        await desk.press("4")
        await desk.sees("1 again soon")
        assert desk.ratings() == [("c1", 3), ("c2", 4)]
        await desk.sees("What is the capital of France?")
        await desk.press(*"paris", "enter")
        await desk.sees("✔ RIGHT")
        await desk.press("enter")
        await desk.sees("That is all for now.")
        await desk.sees("3 answers:  2 right   1 partly   0 wrong")
        await desk.press("escape")
        await desk.sees("There is no deck yet.")


async def test_a_rating_is_taken_back_and_given_anew() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press(*"Lyon", "enter")
        await desk.sees("✘ WRONG")
        await desk.press("1")
        await desk.sees("What colours has the flag of Poland?")
        await desk.press("tab", "u")
        await desk.sees("Taken back.")
        await desk.sees("What is the capital of France?")
        await desk.press("i")
        await desk.sees("I WAS RIGHT")
        await desk.press("enter")
        await desk.sees("What colours has the flag of Poland?")
        assert desk.ratings() == [("c1", 3)]


async def test_an_answer_is_corrected_and_graded_again() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press(*"Pari", "enter")
        await desk.sees("✘ WRONG")
        await desk.press("e", "s", "enter")
        await desk.sees("✔ RIGHT")
        await desk.sees("you said      Paris")


async def test_nothing_typed_shows_the_reference() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press("enter")
        await desk.sees("you asked for the answer")
        await desk.sees("Paris")


async def test_a_double_enter_rates_one_card_only() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press(*"Paris", "enter")
        await desk.sees("✔ RIGHT")
        await desk.press("enter", "enter", "enter")
        await desk.sees("What colours has the flag of Poland?")
        await desk.sees("YOUR TURN")
        assert desk.ratings() == [("c1", 3)]


async def test_skipping_grades_nothing() -> None:
    async with seated() as desk:
        await desk.sees("What is the capital of France?")
        await desk.press("tab", "s")
        await desk.sees("What colours has the flag of Poland?")
        assert desk.ratings() == []


async def test_a_card_answered_by_voice_and_the_next_by_typing() -> None:
    speaker, ears, recogniser = Aloud(), Ears(), FakeTranscriber(["Paris"])
    recogniser.ready.clear()
    async with seated() as desk:
        await desk.sees("YOUR TURN")
        desk.conductor.attach(Voice(speaker, ears, recogniser))
        await desk.sees("▶ SPEAKING")
        assert speaker.said == [CARDS[0].question]
        desk.clock.turn(1.0)
        speaker.heard_out.set()
        await desk.sees("● LISTENING")
        ears.sounds.put_nowait(Level(0.5, 0.7))
        await desk.sees("0.7 s")
        await desk.press("space")
        assert ears.finished == 1
        await desk.sees("THINKING")
        recogniser.ready.set()
        await desk.sees("✔ RIGHT")
        await desk.sees("after your last word")
        speaker.heard_out.clear()
        await desk.press("enter")
        await desk.sees("What colours has the flag of Poland?")
        await desk.sees("▶ SPEAKING")
        await desk.press("t")
        await desk.sees("YOUR TURN")
        await desk.press(*"white red", "enter")
        await desk.sees("✔ RIGHT")
        await desk.press("enter")
        await until_rated(desk, [("c1", 3), ("c2", 3)])


async def test_silence_is_not_wrong_and_the_microphone_can_be_asked_again() -> None:
    speaker, ears = Aloud(), Ears()
    speaker.heard_out.set()
    async with seated() as desk:
        await desk.sees("YOUR TURN")
        desk.conductor.attach(Voice(speaker, ears, FakeTranscriber(["Paris"])))
        desk.clock.turn(1.0)
        for _ in range(3):
            await desk.sees("LISTENING")
            ears.sounds.put_nowait(Nothing())
        await desk.sees("? DID NOT HEAR")
        assert desk.ratings() == []
        await desk.press("l")
        await desk.sees("● LISTENING")
        ears.utter()
        await desk.sees("✔ RIGHT")


async def until_rated(desk: Desk, ratings: list[tuple[str, int]]) -> None:
    assert desk.pilot is not None
    await until(desk.pilot, lambda: desk.ratings() == ratings)
