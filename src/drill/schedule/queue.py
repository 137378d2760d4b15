"""Which card comes next in a session."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice

from drill.deck.card import Card
from drill.schedule.memory import Memory

AHEAD = timedelta(minutes=20)
"""How much too early a card in learning may come, so that a session can end."""


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
    """Cards in learning that will still come in this session."""


@dataclass(frozen=True)
class Queue:
    """The cards of a session that are still to come. Every change is a new value.

    A card stands in exactly one of the five places. `put` is how a card leaves: picking does not
    take it out, so a card that is on screen is still here.
    """

    new: tuple[Entry, ...] = ()
    """Never reviewed, in deck order."""
    learning: tuple[Entry, ...] = ()
    """In learning or relearning, by due time; the far ones are only here because they may still
    come within reach."""
    reviews: tuple[Entry, ...] = ()
    """Known cards by due time."""
    skipped: tuple[Entry, ...] = ()
    """Put off by the learner, in that order: offered when nothing else is left."""
    restored: tuple[Entry, ...] = ()
    """Taken back, the latest first: offered before everything else."""
    recent: str = ""
    """The card rated last: it does not come early when another card can."""

    @classmethod
    def of(cls, entries: Iterable[Entry], now: datetime, new: int | None = None) -> Queue:
        """The queue of a session that begins now, with at most `new` new cards (None: all).

        A card that comes twice (decks may overlap) is asked once.
        """
        unique: dict[str, Entry] = {}
        for entry in entries:
            unique.setdefault(entry.card.id, entry)
        every = unique.values()
        horizon = now + AHEAD
        return cls(
            new=tuple(e for e in every if e.memory is None)[:new],
            learning=tuple(sorted((e for e in every if _in_learning(e)), key=_due)),
            reviews=tuple(sorted((e for e in every if _known(e) and _due(e) <= horizon), key=_due)),
        )

    def pick(self, now: datetime, ahead: bool = True) -> Entry | None:
        """The next card: one that was taken back, learning cards that are due, reviews by due
        time, new cards in deck order; when none of these is left, learning cards due within
        20 minutes come early (`ahead`); last what was skipped. None when the session is over."""
        return next(self._order(now, ahead), None)

    def put(self, entry: Entry, now: datetime) -> Queue:
        """The queue after the card got this memory: gone unless it is due again soon."""
        rest = replace(self._without(entry.card.id), recent=entry.card.id)
        if not _in_learning(entry) or _due(entry) > now + AHEAD:
            return rest
        learning = list(rest.learning)
        insort(learning, entry, key=_due)
        return replace(rest, learning=tuple(learning))

    def later(self, card: str) -> Queue:
        """The queue with that card behind all others (skip); unchanged when it is not here."""
        places = chain(self.restored, self.learning, self.reviews, self.new, self.skipped)
        entry = next((entry for entry in places if entry.card.id == card), None)
        if entry is None:
            return self
        rest = self._without(card)
        return replace(rest, skipped=(*rest.skipped, entry))

    def restore(self, entry: Entry) -> Queue:
        """The queue with that card back as it was (undo), to be picked first."""
        rest = self._without(entry.card.id)
        return replace(rest, restored=(entry, *rest.restored))

    def counts(self, now: datetime) -> Counts:
        """How many are due, new and in learning, all of which this session will still ask."""
        learning = bisect_right(self.learning, now + AHEAD, key=_due)
        due = bisect_right(self.reviews, now, key=_due)
        new = len(self.new)
        for entry in chain(self.restored, self.skipped):
            new += entry.memory is None
            learning += _in_learning(entry)
            due += _known(entry)
        return Counts(due, new, learning)

    def upcoming(self, now: datetime, number: int) -> tuple[Entry, ...]:
        """The next `number` cards as far as can be known, for preparing speech."""
        return tuple(islice(self._order(now, ahead=True), number))

    def _order(self, now: datetime, ahead: bool) -> Iterator[Entry]:
        """What would be picked, one after the other, if time stood still."""
        ready = bisect_right(self.learning, now, key=_due)
        yield from self.restored
        yield from islice(self.learning, ready)
        yield from islice(self.reviews, bisect_right(self.reviews, now, key=_due))
        yield from self.new
        if ahead:
            reach = bisect_right(self.learning, now + AHEAD, key=_due)
            early = self.learning[ready:reach]
            yield from (entry for entry in early if entry.card.id != self.recent)
            yield from (entry for entry in early if entry.card.id == self.recent)
        yield from self.skipped

    def _without(self, card: str) -> Queue:
        return replace(
            self,
            new=_others(self.new, card),
            learning=_others(self.learning, card),
            reviews=_others(self.reviews, card),
            skipped=_others(self.skipped, card),
            restored=_others(self.restored, card),
        )


def _others(entries: tuple[Entry, ...], card: str) -> tuple[Entry, ...]:
    position = next((n for n, entry in enumerate(entries) if entry.card.id == card), None)
    return entries if position is None else entries[:position] + entries[position + 1 :]


def _in_learning(entry: Entry) -> bool:
    return entry.memory is not None and entry.memory.state != "review"


def _known(entry: Entry) -> bool:
    return entry.memory is not None and entry.memory.state == "review"


def _due(entry: Entry) -> datetime:
    if entry.memory is None:
        raise ValueError(f"the new card {entry.card.id} is never due")
    return entry.memory.due
