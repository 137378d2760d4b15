"""A write transaction: all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block does, or roll it back when it raises or the commit fails.

    The write lock is taken at once (waiting for another writer as long as the connection does), so
    that what the block reads is still true when it writes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite gives some up by itself, e.g. when the disk is full
            connection.execute("ROLLBACK")
        raise
