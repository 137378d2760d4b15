"""Which card comes next. (Interface; see the module's owner.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drill.deck.card import Card
from drill.schedule.memory import Memory


@dataclass(frozen=True)
class Entry:
    """A card in the queue with what is remembered about it."""

    card: Card
    memory: Memory | None
    deck: str = ""
    """Name of the deck it belongs to."""
    language: str = "en"


@dataclass(frozen=True)
class Counts:
    """What is left."""

    due: int
    new: int
    learning: int


@dataclass(frozen=True)
class Queue:
    """The cards of a session that are still to come. Every change is a new value."""

    entries: tuple[Entry, ...] = ()

    def pick(self, now: datetime, ahead: bool = True) -> Entry | None:
        """The next card: learning cards that are due, then reviews by due time, then new cards in
        deck order; when only learning cards due within 20 minutes are left they come early
        (`ahead`). None when nothing is left for this session."""
        raise NotImplementedError

    def put(self, entry: Entry, now: datetime) -> Queue:
        """The queue after the card got this memory: gone unless it is due again soon."""
        raise NotImplementedError

    def later(self, card: str) -> Queue:
        """The queue with that card moved behind all others of its kind (skip)."""
        raise NotImplementedError

    def restore(self, entry: Entry) -> Queue:
        """The queue with that card back as it was (undo), to be picked first."""
        raise NotImplementedError

    def counts(self, now: datetime) -> Counts:
        """How many are due, new and in learning."""
        raise NotImplementedError

    def upcoming(self, now: datetime, number: int) -> tuple[Entry, ...]:
        """The next `number` cards as far as can be known, for preparing speech."""
        raise NotImplementedError
