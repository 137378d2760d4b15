"""When a card comes again: FSRS 6. The only module that knows the `fsrs` library."""

from __future__ import annotations

from datetime import datetime, timezone

import fsrs

from drill.grading.verdict import Ruling
from drill.schedule.memory import Memory, Rating

_SUGGESTED = {
    Ruling.RIGHT: Rating.GOOD,
    Ruling.PARTLY: Rating.HARD,
    Ruling.WRONG: Rating.AGAIN,
}


def suggest(ruling: Ruling) -> Rating | None:
    """The rating a ruling stands for; None for an answer that was not heard, which is no answer."""
    return _SUGGESTED.get(ruling)


class Scheduler:
    """FSRS with fixed settings. Without fuzz, so that a preview is exactly what will happen."""

    def __init__(self, retention: float = 0.9) -> None:
        """`retention` is the share of cards to be remembered when they come due, between 0 and 1.

        Raises ValueError outside of that.
        """
        if not 0 < retention < 1:
            raise ValueError(f"retention must lie between 0 and 1, not be {retention}")
        self._fsrs = fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)
        self._description = self._fsrs.to_json()

    def review(self, memory: Memory | None, rating: Rating, now: datetime) -> Memory:
        """What is remembered after this rating; `memory` is None for a new card.

        `now` must be aware, else ValueError.
        """
        at = _utc(now)
        card, _ = self._fsrs.review_card(_card(memory, at), fsrs.Rating(int(rating)), at)
        return Memory(
            card.state.name.lower(),
            card.step,
            card.stability,
            card.difficulty,
            card.due,
            card.last_review,
        )

    def previews(self, memory: Memory | None, now: datetime) -> tuple[tuple[Rating, Memory], ...]:
        """What each of the four ratings would lead to, from again to easy."""
        return tuple((rating, self.review(memory, rating, now)) for rating in Rating)

    def retrievability(self, memory: Memory | None, now: datetime) -> float:
        """The chance, 0 to 1, that the card is remembered now; 0 for a new card."""
        at = _utc(now)
        return float(self._fsrs.get_card_retrievability(_card(memory, at), at))

    def describe(self) -> str:
        """The parameters and settings as JSON, enough to compute every review again."""
        return self._description


def _card(memory: Memory | None, at: datetime) -> fsrs.Card:
    # The library sleeps a millisecond to invent an id when it is given none.
    if memory is None:
        return fsrs.Card(card_id=0, due=at)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State[memory.state.capitalize()],
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )


def _utc(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise ValueError("a time without a time zone says nothing about when")
    return now.astimezone(timezone.utc)
