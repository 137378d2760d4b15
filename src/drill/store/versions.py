"""Bringing a database to the version this program knows."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from drill.errors import StoreError
from drill.store.migrations import STEPS, Step
from drill.store.transactions import transaction

APPLICATION = 0x6472696C
"""Marks a SQLite file as drill's ("dril" in ASCII)."""

_WHAT_IT_IS = """
    SELECT (SELECT user_version FROM pragma_user_version),
        (SELECT application_id FROM pragma_application_id),
        (SELECT count(*) FROM sqlite_schema)"""


def check(connection: sqlite3.Connection, path: Path, known: int = len(STEPS)) -> int:
    """The version of the database; reads only.

    Raises StoreError when it is newer than this program, or belongs to another one.
    """
    # One statement, so that another drill cannot migrate between the answers.
    version, mark, things = connection.execute(_WHAT_IT_IS).fetchone()
    if mark != APPLICATION and things:
        raise StoreError(
            f"{path} is a database of another program.",
            "Move it away, or choose another home with --home DIR; it was not touched.",
        )
    if version > known:
        raise StoreError(
            f"The review log {path} was written by a newer drill (version {version}; "
            f"this one knows {known}).",
            "Update drill, or choose another home with --home DIR; the file was not touched.",
        )
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps that are missing, all in one transaction: after an error the database is as it
    was. One that holds something is copied first, to `<name>.v<version>.backup`.

    Raises StoreError like `check`, sqlite3.Error, OSError when the copy cannot be written.
    """
    if check(connection, path, len(steps)) == len(steps):
        return
    with transaction(connection):
        # Once more: another drill may have been quicker before the lock was ours.
        version = check(connection, path, len(steps))
        if version == len(steps):
            return
        if version:
            _back_up(path, version)
        for step in steps[version:]:
            step(connection.execute)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def _back_up(path: Path, version: int) -> None:
    """A copy by a connection of its own: it sees what is committed, not the running migration."""
    copy = path.with_name(f"{path.name}.v{version}.backup")
    unfinished = copy.with_name(f"{copy.name}.tmp")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(copy)
