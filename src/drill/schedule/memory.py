"""What the schedule knows about a card, and the record of one review."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from enum import IntEnum

from drill.grading.verdict import Ruling

STATES = ("learning", "review", "relearning")
"""The stages of a card, named as in FSRS."""


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

    def to_json(self) -> str:
        """The whole state as a JSON object; `from_json` gives back exactly this value."""
        last = self.last_review.isoformat() if self.last_review else None
        values = {**asdict(self), "due": self.due.isoformat(), "last_review": last}
        return json.dumps(values, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Memory:
        """What `to_json` wrote. Raises ValueError for anything else."""
        try:
            values = json.loads(text)
            last = values.pop("last_review")
            memory = cls(
                **{**values, "due": _utc(values["due"])}, last_review=_utc(last) if last else None
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not the state of a scheduler: {text[:80]}") from error
        if memory.state not in STATES:
            raise ValueError(f"no state of a scheduler: {memory.state!r}")
        return memory


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

    @property
    def concedes(self) -> bool:
        """Whether the learner had an answer accepted that was not ruled right."""
        wrong = self.ruling is not Ruling.RIGHT and self.source != "none"
        return self.overridden and wrong and bool(self.transcript.strip())


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(timezone.utc)
