"""Reviews as a drill would write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

from drill.grading.verdict import Ruling
from drill.schedule.memory import Memory, Rating, Review
from drill.schedule.scheduler import Scheduler

START = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=timezone.utc)
_SCHEDULER = Scheduler()


def a_review(
    card: str = "sp-01",
    rating: Rating = Rating.GOOD,
    before: Memory | None = None,
    at: datetime = START,
    transcript: str = "the softmax",
) -> Review:
    return Review(
        card=card,
        deck="Sequence processing",
        at=at,
        rating=rating,
        ruling=Ruling.RIGHT,
        score=0.875,
        transcript=transcript,
        source="voice",
        recording=f"{card}.wav",
        answer_seconds=2.125,
        overridden=False,
        before=before,
        after=_SCHEDULER.review(before, rating, at),
        scheduler=_SCHEDULER.describe(),
    )


def history(cards: Sequence[str], rounds: int) -> Iterator[Review]:
    """Every card reviewed `rounds` times, a day apart."""
    before: dict[str, Memory] = {}
    for day in range(rounds):
        for card in cards:
            review = a_review(card, Rating.GOOD, before.get(card), START + timedelta(days=day))
            before[card] = review.after
            yield review
