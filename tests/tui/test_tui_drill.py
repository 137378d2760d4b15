"""The screen over the real drill: conductor, machine, schedule and queue; only the edges are fakes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from drill.conductor import Conductor
from drill.deck.card import Card
from drill.grading.verdict import Ruling, Verdict
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.session.machine import Machine
from drill.session.state import State
from drill.session.utterance import Clip
from drill.trace import Tracer
from drill.tui.app import DrillApp
from fakes.conversation import FakeServices, HandClock
from fakes.store import FakeStore
from tui.stage import screen_text, until

CARDS = (
    Card("c1", "What is the capital of France?", "Paris"),
    Card("c2", "What colours has the flag of Poland?", "white red"),
)


def judge(card: Card, answer: str, language: str) -> Verdict:
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
