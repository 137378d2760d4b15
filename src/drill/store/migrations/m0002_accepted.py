"""Version 2: answers accepted by the learner. They follow from overridden reviews, so that undo takes
one back with its review; a revocation takes it back and leaves the review."""

from __future__ import annotations

from collections.abc import Callable

STATEMENTS = (
    """CREATE TABLE revocations (
        id INTEGER PRIMARY KEY,
        review INTEGER NOT NULL UNIQUE REFERENCES reviews (id),
        at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))
    ) STRICT""",
    # A handful among all reviews.
    "CREATE INDEX overridden_reviews ON reviews (card) WHERE overridden = 1",
    """CREATE VIEW concessions AS
        SELECT id, card, deck, transcript, at FROM standing
        WHERE overridden = 1 AND verdict <> 'right' AND source <> 'none'
            AND trim(transcript, char(9, 10, 13, 32)) <> ''
            AND id NOT IN (SELECT review FROM revocations)""",
    """CREATE TRIGGER revocations_no_update BEFORE UPDATE ON revocations
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER revocations_no_delete BEFORE DELETE ON revocations
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    # INSERT OR REPLACE deletes without asking the DELETE trigger.
    """CREATE TRIGGER revocations_no_insert BEFORE INSERT ON revocations
        WHEN EXISTS (SELECT 1 FROM revocations WHERE id = NEW.id OR review = NEW.review)
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
)


def migrate(execute: Callable[[str], object]) -> None:
    """Make the table, what refuses every change to it, and the view of what is accepted."""
    for statement in STATEMENTS:
        execute(statement)
