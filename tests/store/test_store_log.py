"""The SQLite file itself: append-only, and every way it can be unusable said with a remedy."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from drill.errors import StoreError
from drill.schedule.memory import Rating
from drill.store.log import ReviewLog, open_log
from fakes.reviews import START, a_review, history


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drill.db"


@pytest.fixture
def log(path: Path) -> Iterator[ReviewLog]:
    opened = open_log(path, patience=0.05)
    yield opened
    opened.close()


def test_durable_settings(path: Path, log: ReviewLog) -> None:
    ask = log._connection.execute
    assert ask("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ask("PRAGMA synchronous").fetchone()[0] == 2
    assert ask("PRAGMA foreign_keys").fetchone()[0] == 1
    tables = ask("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    own = {row["name"]: row["strict"] for row in tables if not row["name"].startswith("sqlite_")}
    assert own == {"schedulers": 1, "reviews": 1, "undos": 1, "standing": 0} | {
        "revocations": 1,
        "concessions": 0,
    }


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reviews SET rating = 4",
        "UPDATE reviews SET transcript = ''",
        "DELETE FROM reviews",
        "UPDATE undos SET review = 1",
        "DELETE FROM undos",
        "UPDATE schedulers SET settings = '{}'",
        "DELETE FROM schedulers",
        "INSERT OR REPLACE INTO reviews SELECT * FROM reviews WHERE id = 1",
        "REPLACE INTO undos (id, review) VALUES (1, 1)",
        "REPLACE INTO undos (review) VALUES (2)",
    ],
)
def test_no_row_can_be_changed_or_removed(path: Path, log: ReviewLog, change: str) -> None:
    first = log.save(a_review("a"))
    log.undo(log.save(a_review("b")))
    with closing(sqlite3.connect(path)) as other:
        before = list(other.iterdump())
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(change)
        other.rollback()
        assert list(other.iterdump()) == before
    assert [number for number, _ in log.reviews()] == [first]


def test_undo_adds_a_row_and_leaves_the_review(path: Path, log: ReviewLog) -> None:
    number = log.save(a_review())
    log.undo(number)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
        ((review, at),) = other.execute("SELECT review, at FROM undos").fetchall()
    assert review == number
    assert at.endswith("+00:00")


def test_an_undo_must_refer_to_a_review(log: ReviewLog) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        log._connection.execute("INSERT INTO undos (review) VALUES (99)")


def test_settings_of_the_scheduler_are_kept_once(path: Path, log: ReviewLog) -> None:
    for review in history(["a", "b"], 3):
        log.save(review)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM schedulers").fetchone() == (1,)


def test_a_log_is_read_by_the_next_start(path: Path) -> None:
    reviews = list(history(["a", "b", "c"], 4))
    first = open_log(path)
    for review in reviews:
        first.save(review)
    first.close()
    second = open_log(path)
    assert [review for _, review in second.reviews()] == reviews
    second.close()


def test_a_value_that_makes_no_sense_is_refused_and_the_log_goes_on(log: ReviewLog) -> None:
    from dataclasses import replace

    with pytest.raises(StoreError):
        log.save(replace(a_review(), score=7.0))
    with pytest.raises(StoreError):
        log.save(replace(a_review(), score=float("nan")))
    with pytest.raises(StoreError) as caught:
        log.save(replace(a_review(), deck="a lone surrogate \udc80"))
    assert caught.value.hint
    assert log.reviews() == []
    log.save(a_review())
    assert len(log.reviews()) == 1


def test_threads_take_turns(log: ReviewLog) -> None:
    def work(name: str) -> None:
        for n in range(20):
            number = log.save(a_review(f"{name}{n}"))
            if n % 2:
                log.undo(number)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.memories()) == 4 * 10


def test_locked_by_another_program(path: Path, log: ReviewLog) -> None:
    log.save(a_review("a"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program") as caught:
            log.save(a_review("b"))
        assert "Close the other program" in caught.value.hint
        assert len(log.reviews()) == 1  # reading goes on
    log.save(a_review("b"))
    assert len(log.reviews()) == 2


@pytest.mark.parametrize(
    "content", [b"not a database at all, " * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_log(path)
    assert str(path) in caught.value.message
    assert "backup" in caught.value.hint
    assert path.read_bytes() == content


def test_a_database_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    content = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_log(path)
    assert path.read_bytes() == content


def test_a_damaged_file_is_told_and_left_alone(path: Path) -> None:
    log = open_log(path)
    for review in history([f"c{n}" for n in range(300)], 1):
        log.save(review)
    log.close()
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\x5a" * (len(content) - 8192 - 4096)
    path.write_bytes(content)

    with pytest.raises(StoreError) as caught:  # noqa: PT012
        log = open_log(path)
        try:
            log.memories()
        finally:
            log.close()
    assert "backup" in caught.value.hint
    assert path.read_bytes() == bytes(content)


def test_a_row_that_drill_did_not_write(path: Path, log: ReviewLog) -> None:
    log.save(a_review())
    log._connection.execute(
        "INSERT INTO reviews SELECT 50, card, deck, at, rating, verdict, score, transcript, source,"
        " recording, answer_seconds, overridden, before, '[1]', scheduler FROM reviews"
    )
    with pytest.raises(StoreError, match="did not write"):
        log.memories()
    with pytest.raises(StoreError, match="did not write"):
        log.reviews()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_log(tmp_path / "nowhere" / "drill.db")
    assert "--home" in caught.value.hint
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder this process may read but not write, even when the suite runs as root."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such folders")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_log(folder / "drill.db").close()
        folder.chmod(0o555)
        (folder / "drill.db").chmod(0o444)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written(readable: Path) -> None:
    for name in ("new.db", "drill.db"):
        with pytest.raises(StoreError, match=r"cannot be (opened|written)") as caught:  # noqa: PT012
            log = open_log(readable / name)
            try:
                log.save(a_review())
            finally:
                log.close()
        assert "--home" in caught.value.hint


def test_sqlite_without_strict_tables(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(StoreError, match="too old"):
        open_log(path)
    assert not path.exists()


def test_memories_use_the_index(path: Path, log: ReviewLog) -> None:
    """Quick with a hundred thousand rows: no row is read that is not the latest of its card."""
    from drill.store.log import _LATEST

    plan = log._connection.execute(f"EXPLAIN QUERY PLAN {_LATEST}").fetchall()
    steps = [row["detail"] for row in plan]
    assert any("COVERING INDEX reviews_by_card" in step for step in steps), steps
    assert not any(step == "SCAN reviews" for step in steps), steps


def test_memories_after_a_long_history(log: ReviewLog) -> None:
    reviews = list(history(["a", "b"], 20))
    for review in reviews:
        log.save(review)
    last = a_review("a", Rating.AGAIN, reviews[-2].after, START + timedelta(days=30))
    log.undo(log.save(last))
    assert log.memories() == {"a": reviews[-2].after, "b": reviews[-1].after}
