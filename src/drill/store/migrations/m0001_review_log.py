"""Version 1: the review log. Append-only, so nothing that was graded can be changed or lost."""

from __future__ import annotations

from collections.abc import Callable

TABLES = (
    # Apart from the reviews, because hundreds of thousands of rows share a handful of settings.
    """CREATE TABLE schedulers (
        id INTEGER PRIMARY KEY,
        settings TEXT NOT NULL UNIQUE
    ) STRICT""",
    """CREATE TABLE reviews (
        id INTEGER PRIMARY KEY,
        card TEXT NOT NULL,
        deck TEXT NOT NULL,
        at TEXT NOT NULL,
        rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
        verdict TEXT NOT NULL,
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        transcript TEXT NOT NULL,
        source TEXT NOT NULL,
        recording TEXT,
        answer_seconds REAL NOT NULL,
        overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
        before TEXT,
        after TEXT NOT NULL,
        scheduler INTEGER NOT NULL REFERENCES schedulers (id)
    ) STRICT""",
    "CREATE INDEX reviews_by_card ON reviews (card)",
    """CREATE TABLE undos (
        id INTEGER PRIMARY KEY,
        review INTEGER NOT NULL UNIQUE REFERENCES reviews (id),
        at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))
    ) STRICT""",
    """CREATE VIEW standing AS
        SELECT * FROM reviews WHERE id NOT IN (SELECT review FROM undos)""",
)


def migrate(execute: Callable[[str], object]) -> None:
    """Make the tables, and the triggers that refuse every change to what is in them."""
    for statement in TABLES:
        execute(statement)
    for table, same in (
        ("schedulers", "id = NEW.id"),
        ("reviews", "id = NEW.id"),
        ("undos", "id = NEW.id OR review = NEW.review"),
    ):
        for change in ("UPDATE", "DELETE"):
            execute(_refusal(table, change))
        # INSERT OR REPLACE deletes without asking the DELETE trigger.
        execute(_refusal(table, "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"))  # noqa: S608


def _refusal(table: str, change: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {when}"
        " BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END"
    )
