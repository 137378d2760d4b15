"""A conversation that says what a test tells it to, and the services that offer it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from drill.deck.card import Card, Deck
from drill.errors import DeckError
from drill.ports import Clock, Conversation, Level, Library, Missing, Shelf
from drill.schedule.queue import Counts, Queue
from drill.session.events import Began, Event, Leave
from drill.session.state import State

START = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)


@dataclass
class HandClock:
    """A clock that stands still until it is turned."""

    elapsed: float = 100.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.elapsed)

    def seconds(self) -> float:
        return self.elapsed

    def turn(self, seconds: float) -> None:
        self.elapsed += seconds


@dataclass(frozen=True)
class FixedQueue(Queue):
    """A queue that always counts the same."""

    fixed: Counts = field(default_factory=lambda: Counts(12, 3, 0))

    def counts(self, now: datetime) -> Counts:
        return self.fixed


class ScriptedConversation:
    """Shows the states it is given and keeps what was posted. Implements `ports.Conversation`."""

    def __init__(self, state: State, error: Exception | None = None) -> None:
        self.posted: list[Event] = []
        self._state = state
        self._error = error
        self._left = asyncio.Event()
        self._on_state: Callable[[State], None] = lambda _state: None
        self._on_level: Callable[[Level], None] = lambda _level: None

    @property
    def state(self) -> State:
        return self._state

    @property
    def heard(self) -> list[Event]:
        """What the learner did."""
        return [event for event in self.posted if not isinstance(event, Began)]

    def watch(self, on_state: Callable[[State], None], on_level: Callable[[Level], None]) -> None:
        self._on_state, self._on_level = on_state, on_level

    def post(self, event: Event) -> None:
        self.posted.append(event)
        if isinstance(event, Leave):
            self._left.set()

    async def run(self) -> None:
        if self._error is not None:
            raise self._error
        self.post(Began())
        await self._left.wait()

    def become(self, state: State) -> None:
        """The drill moved on."""
        self._state = state
        self._on_state(state)

    def sound(self, value: float, seconds: float) -> None:
        """The microphone hears this."""
        self._on_level(Level(value, seconds))


@dataclass
class FakeLibrary:
    """Decks in memory. Implements `ports.Library`."""

    stock: list[Shelf] = field(default_factory=list)
    decks: dict[str, Deck] = field(default_factory=dict)

    def shelves(self, now: datetime) -> list[Shelf]:
        return list(self.stock)

    def open(self, name: str) -> Deck:
        try:
            return self.decks[name]
        except KeyError:
            raise DeckError(f"There is no deck {name!r}.", "Look at `drill list`.") from None


@dataclass
class FakeServices:
    """Services of a machine that a test describes. Implements `ports.Services`."""

    conversation: Conversation | None = None
    library: Library = field(default_factory=FakeLibrary)
    clock: Clock = field(default_factory=HandClock)
    missing: tuple[Missing, ...] = ()
    speaking: bool = False
    warmed: int = 0
    asked_for: list[tuple[tuple[str, ...], int | None]] = field(default_factory=list)

    def warm(self) -> None:
        self.warmed += 1

    def converse(self, decks: Sequence[str], limit: int | None) -> Conversation:
        self.asked_for.append((tuple(decks), limit))
        if self.conversation is None:
            raise DeckError("There is no deck [/x].", "Look at `drill list`.")
        return self.conversation

    def close(self) -> None:
        pass


def shelf(name: str, cards: int = 50, due: int = 0, new: int = 0, **more: object) -> Shelf:
    """A deck on the home screen."""
    problem = more.get("problem")
    assert problem is None or isinstance(problem, DeckError)
    return Shelf(name, Path(f"decks/{name}.md"), cards, due, new, problem)


def card(question: str, answer: str = "An answer.", **more: object) -> Card:
    """A card; further fields by name."""
    return Card("c1", question, answer, **more)  # type: ignore[arg-type]
