"""Migrations: numbered, all or nothing, with a copy of what was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from drill.errors import StoreError
from drill.store.log import open_log
from drill.store.migrations import STEPS
from drill.store.versions import check, migrate
from fakes.reviews import a_review

Execute = Callable[[str], object]


def add_notes(execute: Execute) -> None:
    execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")


def break_half_way(execute: Execute) -> None:
    execute("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
    execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "drill.db"
    log = open_log(path)
    log.save(a_review())
    log.close()
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as reader:
        return [*reader.iterdump(), str(reader.execute("PRAGMA user_version").fetchone())]


def test_a_new_file_gets_the_newest_version_and_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_log(path).close()
    with closing(sqlite3.connect(path)) as reader:
        assert check(reader, path) == len(STEPS)
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


def test_missing_steps_run_after_a_copy(path: Path, connection: sqlite3.Connection) -> None:
    before = dump(path)
    migrate(connection, path, (*STEPS, add_notes))

    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)
    assert connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
    assert dump(path.with_name(f"drill.db.v{len(STEPS)}.backup")) == before


def test_nothing_happens_when_nothing_is_missing(path: Path) -> None:
    files = sorted(file.name for file in path.parent.iterdir())
    open_log(path).close()
    assert sorted(file.name for file in path.parent.iterdir()) == files


def test_a_step_that_fails_leaves_everything_as_it_was(
    path: Path, connection: sqlite3.Connection
) -> None:
    before = dump(path)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, (*STEPS, add_notes, break_half_way))
    assert not connection.in_transaction
    assert dump(path) == before
    log = open_log(path)
    assert len(log.reviews()) == 1
    log.close()


def test_a_newer_database_is_refused_and_untouched(
    path: Path, connection: sqlite3.Connection
) -> None:
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match="newer drill") as caught:
        open_log(path)
    assert "Update drill" in caught.value.hint
    assert path.read_bytes() == content


def test_another_drill_that_migrated_first_is_noticed(
    path: Path, connection: sqlite3.Connection
) -> None:
    """The version is read again when the lock is ours: the step must not run twice."""
    raced = False

    class Racing(sqlite3.Connection):
        def execute(self, sql: str, *arguments: object) -> sqlite3.Cursor:
            nonlocal raced
            if sql == "BEGIN IMMEDIATE" and not raced:
                raced = True
                migrate(connection, path, (*STEPS, add_notes))
            return super().execute(sql)

    with closing(sqlite3.connect(path, isolation_level=None, factory=Racing)) as racing:
        migrate(racing, path, (*STEPS, add_notes))
    assert raced
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS) + 1,)


def test_a_copy_that_cannot_be_written_stops_the_update(
    path: Path, connection: sqlite3.Connection
) -> None:
    path.with_name(f"drill.db.v{len(STEPS)}.backup.tmp").mkdir()
    before = dump(path)
    with pytest.raises(OSError):  # noqa: PT011
        migrate(connection, path, (*STEPS, add_notes))
    assert dump(path) == before
