"""What the schedule knows about a card, and the record of one review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from drill.grading.verdict import Ruling


class Rating(IntEnum):
    """FSRS's four ratings; the numbers are the keys that give them."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Memory:
    """The scheduler's full state for one card after a review. Times are aware and UTC."""

    state: str
    """`learning`, `review` or `relearning`."""
    step: int | None
    stability: float | None
    """Days until recall falls to 90 %."""
    difficulty: float | None
    """1 (easy) to 10."""
    due: datetime
    last_review: datetime | None


@dataclass(frozen=True)
class Review:
    """One graded answer, as it is kept for ever."""

    card: str
    deck: str
    at: datetime
    """When it was rated. Aware, UTC."""
    rating: Rating
    ruling: Ruling
    score: float
    transcript: str
    source: str
    """`voice`, `text` or `none` (the answer was only shown)."""
    recording: str | None
    """File name below `recordings/`, or None."""
    answer_seconds: float
    """From the end of the question to the end of the answer."""
    overridden: bool
    """The learner said "I was right"."""
    before: Memory | None
    """None when the card was new."""
    after: Memory
    scheduler: str
    """JSON: the scheduler's parameters and settings that led from before to after."""
