"""Between a review and its row."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timezone

from drill.grading.verdict import Ruling
from drill.schedule.memory import Memory, Rating, Review
from drill.session.accepted import Accepted, Tally

COLUMNS = (
    "card, deck, at, rating, verdict, score, transcript, source, recording, answer_seconds,"
    " overridden, before, after, scheduler"
)
"""Of the table `reviews`, in the order of `to_row`; `id` comes before them."""


def to_row(review: Review, scheduler: int) -> tuple[object, ...]:
    """The values of `COLUMNS`; `scheduler` is the row of its settings.

    Raises ValueError for a time without a time zone.
    """
    if review.at.tzinfo is None:
        raise ValueError("a review needs a time with a time zone")
    return (
        review.card,
        review.deck,
        review.at.astimezone(timezone.utc).isoformat(timespec="microseconds"),
        int(review.rating),
        review.ruling.value,
        review.score,
        review.transcript,
        review.source,
        review.recording,
        review.answer_seconds,
        int(review.overridden),
        review.before.to_json() if review.before else None,
        review.after.to_json(),
        scheduler,
    )


def to_review(row: sqlite3.Row) -> Review:
    """The review in a row that has the text of the scheduler's settings as `settings`.

    Raises ValueError when the row was not written by drill.
    """
    return Review(
        card=row["card"],
        deck=row["deck"],
        at=datetime.fromisoformat(row["at"]),
        rating=Rating(row["rating"]),
        ruling=Ruling(row["verdict"]),
        score=row["score"],
        transcript=row["transcript"],
        source=row["source"],
        recording=row["recording"],
        answer_seconds=row["answer_seconds"],
        overridden=bool(row["overridden"]),
        before=Memory.from_json(row["before"]) if row["before"] is not None else None,
        after=Memory.from_json(row["after"]),
        scheduler=row["settings"],
    )


def to_accepted(row: sqlite3.Row) -> Accepted:
    """The accepted answer in a row of that shape. Raises ValueError for a bad time."""
    at = datetime.fromisoformat(row["at"])
    return Accepted(row["number"], row["card"], row["deck"], row["answer"], at)


def to_tally(row: sqlite3.Row) -> Tally:
    """The counts in a row of that shape."""
    counts = row["answers"], row["not_right"], row["overridden"]
    return Tally(row["card"], row["deck"], *counts)
