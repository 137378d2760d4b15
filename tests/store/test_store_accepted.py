"""Accepted answers in the file itself: from version 1 on, append-only, and found without a scan."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from drill.errors import StoreError
from drill.grading.verdict import Ruling
from drill.schedule.memory import Review
from drill.store.log import ReviewLog, open_log
from drill.store.migrations import m0001_review_log
from drill.store.versions import migrate
from fakes.reviews import START, a_review


def an_override(card: str = "a", answer: str = "the gates") -> Review:
    return replace(a_review(card, transcript=answer), ruling=Ruling.WRONG, overridden=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drill.db"


@pytest.fixture
def log(path: Path) -> Iterator[ReviewLog]:
    opened = open_log(path, patience=0.05)
    yield opened
    opened.close()


def test_overrides_from_before_there_was_such_a_list_are_accepted(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, (m0001_review_log.migrate,))
        connection.execute("INSERT INTO schedulers (settings) VALUES ('{}')")
        review = an_override()
        connection.execute(
            "INSERT INTO reviews VALUES (7, 'a', 'Locks', ?, 3, 'wrong', 0, 'the gates', 'text',"
            " NULL, 1.0, 1, NULL, ?, 1)",
            (START.isoformat(), review.after.to_json()),
        )
    log = open_log(path)
    (accepted,) = log.accepted()
    log.close()
    assert (accepted.number, accepted.card, accepted.answer) == (7, "a", "the gates")
    assert path.with_name("drill.db.v1.backup").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revocations SET review = 2",
        "DELETE FROM revocations",
        "INSERT OR REPLACE INTO revocations SELECT * FROM revocations",
        "REPLACE INTO revocations (review) VALUES (1)",
    ],
)
def test_no_revocation_can_be_changed_or_removed(path: Path, log: ReviewLog, change: str) -> None:
    log.revoke(log.save(an_override()))
    log.save(an_override("b"))
    with closing(sqlite3.connect(path)) as other:
        before = list(other.iterdump())
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(change)
        other.rollback()
        assert list(other.iterdump()) == before


def test_a_revocation_adds_a_row_with_its_time(path: Path, log: ReviewLog) -> None:
    number = log.save(an_override())
    log.revoke(number)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
        ((review, at),) = other.execute("SELECT review, at FROM revocations").fetchall()
    assert review == number
    assert at.endswith("+00:00")


def test_a_revocation_must_refer_to_a_review(log: ReviewLog) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        log._connection.execute("INSERT INTO revocations (review) VALUES (5)")


def test_acceptances_and_revocations_outlive_the_program(path: Path) -> None:
    first = open_log(path)
    first.revoke(first.save(an_override("a")))
    kept = first.save(an_override("b"))
    first.close()
    second = open_log(path)
    assert [each.number for each in second.accepted()] == [kept]
    second.close()


def test_two_programs_cannot_revoke_the_same(path: Path, log: ReviewLog) -> None:
    number = log.save(an_override())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program"):
            log.revoke(number)
        other.execute("INSERT INTO revocations (review) VALUES (?)", (number,))
        other.execute("COMMIT")
    with pytest.raises(StoreError, match="no accepted answer"):
        log.revoke(number)


def test_the_list_reads_only_what_was_overridden(log: ReviewLog) -> None:
    """Quick with a hundred thousand rows: every drill asks for it before its first card."""
    from drill.store.log import _ACCEPTED

    plan = log._connection.execute(f"EXPLAIN QUERY PLAN {_ACCEPTED}").fetchall()
    steps = [row["detail"] for row in plan]
    assert any("USING INDEX overridden_reviews" in step for step in steps), steps
    assert not any(step == "SCAN reviews" for step in steps), steps
