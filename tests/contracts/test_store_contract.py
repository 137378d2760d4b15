"""What every store must do, asked of the real one and of the fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from drill.errors import StoreError
from drill.grading.verdict import Ruling
from drill.ports import Store
from drill.schedule.memory import Rating
from drill.store.log import open_log
from fakes.reviews import START, a_review
from fakes.store import FakeStore


@pytest.fixture(params=["sqlite", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    makers: dict[str, Callable[[], Store]] = {
        "sqlite": lambda: open_log(tmp_path / "drill.db"),
        "fake": FakeStore,
    }
    made = makers[request.param]()
    yield made
    made.close()


def test_a_new_store_knows_nothing(store: Store) -> None:
    assert store.memories() == {}
    assert store.reviews() == []


def test_a_review_comes_back_exactly(store: Store) -> None:
    first = a_review()
    second = replace(
        a_review(before=first.after, rating=Rating.AGAIN, at=START + timedelta(days=3)),
        ruling=Ruling.WRONG,
        score=0.1 + 0.2,
        transcript="naïve “soft-max”; Straße\n日本語 🎉'; DROP TABLE reviews; --",
        source="none",
        recording=None,
        overridden=True,
    )
    numbers = [store.save(first), store.save(second)]

    assert store.reviews() == list(zip(numbers, [first, second], strict=True))
    assert store.reviews("sp-01") == store.reviews()
    assert store.reviews("another card") == []


def test_the_latest_memory_of_every_card_is_what_counts(store: Store) -> None:
    one = a_review("a")
    later = a_review("a", Rating.EASY, one.after, START + timedelta(days=2))
    other = a_review("b", Rating.AGAIN)
    for review in (one, other, later):
        store.save(review)

    assert store.memories() == {"a": later.after, "b": other.after}


def test_the_log_order_counts_even_when_the_clock_went_back(store: Store) -> None:
    store.save(a_review("a"))
    last = a_review("a", Rating.HARD, at=START - timedelta(days=1))
    store.save(last)

    assert store.memories() == {"a": last.after}


def test_undo_brings_back_what_was_known_before(store: Store) -> None:
    first = a_review("a")
    number = store.save(first)
    second = store.save(a_review("a", Rating.AGAIN, first.after, START + timedelta(days=1)))

    store.undo(second)
    assert store.memories() == {"a": first.after}
    assert [kept for kept, _ in store.reviews()] == [number]

    store.undo(number)
    assert store.memories() == {}
    assert store.reviews() == []


def test_a_card_can_be_rated_again_after_undo(store: Store) -> None:
    store.undo(store.save(a_review("a", Rating.AGAIN)))
    again = a_review("a", Rating.GOOD)
    number = store.save(again)

    assert store.reviews() == [(number, again)]


def test_undo_twice_is_refused(store: Store) -> None:
    number = store.save(a_review())
    store.undo(number)

    with pytest.raises(StoreError) as caught:
        store.undo(number)
    assert caught.value.hint
    assert store.memories() == {}


def test_only_the_last_review_of_a_card_can_be_undone(store: Store) -> None:
    first = store.save(a_review("a"))
    second = store.save(a_review("a", Rating.EASY))
    store.save(a_review("b"))

    with pytest.raises(StoreError) as caught:
        store.undo(first)
    assert caught.value.hint
    assert len(store.reviews()) == 3
    store.undo(second)  # the last one of its card, though not of the log
    store.undo(first)
    assert [review.card for _, review in store.reviews()] == ["b"]


def test_undo_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.undo(12)


def test_times_come_back_in_utc_wherever_they_came_from(store: Store) -> None:
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    store.save(a_review(at=START.astimezone(elsewhere)))

    ((_, review),) = store.reviews()
    assert review.at == START
    assert review.after.due.utcoffset() == timedelta(0)


def test_closing_twice_is_harmless_and_then_nothing_works(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.save(a_review())
