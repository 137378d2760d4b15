"""The review log in SQLite: append-only, and durable when a call returns."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drill.errors import StoreError
from drill.schedule.memory import Memory, Review
from drill.session.accepted import Accepted, Tally
from drill.store.complaints import explain
from drill.store.rows import COLUMNS, to_accepted, to_review, to_row, to_tally
from drill.store.transactions import transaction
from drill.store.versions import check, migrate

PATIENCE = 2.0
"""Seconds to wait for another program's write; drill's own take milliseconds."""

OLDEST = (3, 37)
"""The first SQLite with STRICT tables."""

_SAVE = f"INSERT INTO reviews ({COLUMNS}) VALUES ({', '.join('?' * 14)})"  # noqa: S608
_LATEST = """
    SELECT card, after FROM reviews WHERE id IN (
        SELECT max(id) FROM reviews WHERE id NOT IN (SELECT review FROM undos) GROUP BY card
    )"""
_STANDING = """
    SELECT standing.*, settings FROM standing JOIN schedulers ON schedulers.id = standing.scheduler
    WHERE :card IS NULL OR card = :card ORDER BY standing.id"""

_ACCEPTED = """
    SELECT max(id) AS number, card, deck, transcript AS answer, at FROM concessions
    GROUP BY card, transcript ORDER BY number"""
_REVOKE = """
    INSERT INTO revocations (review)
    SELECT id FROM concessions WHERE card = ? AND transcript = ? ORDER BY id"""
# With max(), SQLite takes the bare column `deck` from the same row.
_TALLIES = """
    SELECT card, deck, max(id), count(*) AS answers, sum(verdict <> 'right') AS not_right,
        sum(id IN (SELECT id FROM concessions)) AS overridden
    FROM standing WHERE source <> 'none' GROUP BY card ORDER BY card"""


def open_log(path: Path, patience: float = PATIENCE) -> ReviewLog:
    """The review log in `path`, made when there is none; its folder must exist.

    `patience` is how many seconds every call waits for another program's write.
    Raises StoreError, and then an existing file is as it was.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreError(
            f"This Python brings SQLite {sqlite3.sqlite_version}, which is too old.",
            f"Use a Python with SQLite {'.'.join(map(str, OLDEST))} or newer.",
        )
    with _explained(path):
        connection = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        try:
            check(connection, path)
            mode = _write_ahead(connection, patience)
            connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path)
        except OSError as error:
            connection.close()
            raise StoreError(
                f"The review log {path} could not be copied before its update: {error}.",
                "See that its folder can be written and the disk has space; nothing was changed.",
            ) from error
        except BaseException:
            connection.close()
            raise
    connection.row_factory = sqlite3.Row
    return ReviewLog(connection, path)


class ReviewLog:
    """The log on one connection; may be used from any thread. Implements `ports.Store`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._turn = threading.Lock()

    def save(self, review: Review) -> int:
        """Append a review and return its id; durable on return. Raises StoreError."""
        with self._writing():
            row = to_row(review, self._scheduler(review.scheduler))
            number = self._connection.execute(_SAVE, row).lastrowid
        return number or 0

    def undo(self, review: int) -> None:
        """Append the row that takes `review` back. Raises StoreError when it is not the last
        standing review of its card, or was taken back before."""
        with self._writing():
            self._refuse_unless_last(review)
            self._connection.execute("INSERT INTO undos (review) VALUES (?)", (review,))

    def memories(self) -> dict[str, Memory]:
        """The latest standing memory of every card ever reviewed, by card id."""
        with self._reading():
            rows = self._connection.execute(_LATEST).fetchall()
            return {row["card"]: Memory.from_json(row["after"]) for row in rows}

    def reviews(self, card: str | None = None) -> list[tuple[int, Review]]:
        """Standing reviews (those taken back left out), oldest first, with their ids."""
        with self._reading():
            rows = self._connection.execute(_STANDING, {"card": card}).fetchall()
            return [(row["id"], to_review(row)) for row in rows]

    def accepted(self) -> list[Accepted]:
        """The answers the learner had accepted, oldest first; the same one to a card once."""
        with self._reading():
            return [to_accepted(row) for row in self._connection.execute(_ACCEPTED)]

    def revoke(self, number: int) -> Accepted:
        """Append the rows that take an acceptance back; its review stands. Raises StoreError when
        `accepted` does not list that number."""
        with self._writing():
            rows = self._connection.execute(_ACCEPTED).fetchall()
            found = [to_accepted(row) for row in rows if row["number"] == number]
            if not found:
                raise StoreError(
                    f"There is no accepted answer {number}.", "`drill accepted` lists them."
                )
            self._connection.execute(_REVOKE, (found[0].card, found[0].answer))
            return found[0]

    def tallies(self) -> list[Tally]:
        """How often the grader ruled and was overridden, by card id."""
        with self._reading():
            return [to_tally(row) for row in self._connection.execute(_TALLIES)]

    def close(self) -> None:
        """Close the file. Harmless when repeated."""
        with self._turn:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._turn, _explained(self._path):
            try:
                yield
            except ValueError as error:
                raise StoreError(
                    f"The review log {self._path} holds something drill did not write: {error}.",
                    "Put a copy from a backup in its place.",
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._turn, _explained(self._path):
            try:
                with transaction(self._connection):
                    yield
            except UnicodeEncodeError as error:
                raise StoreError(
                    f"A review of this card cannot be kept: {error}.",
                    "Give the card an id, and the deck a name, of ordinary characters.",
                ) from error

    def _scheduler(self, settings: str) -> int:
        query = "SELECT id FROM schedulers WHERE settings = ?"
        if row := self._connection.execute(query, (settings,)).fetchone():
            return int(row["id"])
        added = "INSERT INTO schedulers (settings) VALUES (?)"
        return self._connection.execute(added, (settings,)).lastrowid or 0

    def _refuse_unless_last(self, review: int) -> None:
        query = """
            SELECT card, id IN (SELECT review FROM undos) AS undone,
                (SELECT max(id) FROM standing WHERE standing.card = reviews.card) AS last
            FROM reviews WHERE id = ?"""
        row = self._connection.execute(query, (review,)).fetchone()
        if row is None:
            raise StoreError(f"There is no review {review} to take back.", "Nothing was changed.")
        if row["undone"]:
            raise StoreError(
                f"Review {review} was taken back before.", "Rate the card again instead."
            )
        if row["last"] != review:
            raise StoreError(
                f"Review {review} is not the last one of the card {row['card']}.",
                f"Take back review {row['last']} first.",
            )


def _write_ahead(connection: sqlite3.Connection, patience: float) -> str:
    """Switch to the write-ahead log and return the journal that SQLite then uses: on folders
    without shared memory (some networks) it stays with the older one."""
    deadline = time.monotonic() + patience
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            # For this one change SQLite itself does not wait for others.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return str(mode)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error
