"""What every store must do, asked of the real one and of the fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from drill.errors import StoreError
from drill.grading.verdict import Ruling
from drill.ports import Store
from drill.schedule.memory import Rating, Review
from drill.session.accepted import Accepted, Tally
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


def an_override(card: str, answer: str, days: int = 0, ruling: Ruling = Ruling.WRONG) -> Review:
    review = a_review(card, at=START + timedelta(days=days), transcript=answer)
    return replace(review, ruling=ruling, score=0.1, overridden=True)


def test_what_the_learner_insisted_on_is_accepted_oldest_first(store: Store) -> None:
    store.save(a_review("a"))
    first = store.save(an_override("b", "naïve “soft-max”"))
    second = store.save(an_override("a", "the gates", 1, ruling=Ruling.PARTLY))

    assert store.accepted() == [
        Accepted(first, "b", "Sequence processing", "naïve “soft-max”", START),
        Accepted(second, "a", "Sequence processing", "the gates", START + timedelta(days=1)),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"overridden": False},
        {"ruling": Ruling.RIGHT},
        {"transcript": ""},
        {"transcript": "", "source": "none"},
    ],
)
def test_only_answers_that_were_not_ruled_right_are_accepted(
    store: Store, change: dict[str, Any]
) -> None:
    store.save(replace(an_override("a", "the gates"), **change))
    assert store.accepted() == []


def test_undo_takes_an_acceptance_back(store: Store) -> None:
    number = store.save(an_override("a", "the gates"))
    store.undo(number)
    assert store.accepted() == []
    with pytest.raises(StoreError):
        store.revoke(number)


def test_an_acceptance_can_be_revoked_and_its_review_stands(store: Store) -> None:
    number = store.save(an_override("a", "the gates"))
    kept = store.save(an_override("a", "the doors"))
    before = store.reviews()

    revoked = store.revoke(number)
    assert revoked.answer == "the gates"
    assert [each.number for each in store.accepted()] == [kept]
    assert store.reviews() == before
    store.undo(kept)  # compensating rows of both kinds go together
    store.undo(number)
    assert store.reviews() == []


def test_what_was_accepted_twice_is_listed_and_revoked_once(store: Store) -> None:
    store.save(an_override("a", "the gates"))
    store.save(an_override("b", "the gates"))
    last = store.save(an_override("a", "the gates", 2))

    assert [each.number for each in store.accepted() if each.card == "a"] == [last]
    assert store.revoke(last).at == START + timedelta(days=2)
    assert [each.card for each in store.accepted()] == ["b"]

    again = store.save(an_override("a", "the gates", 3))
    assert again in [each.number for each in store.accepted()]


def test_what_is_not_accepted_cannot_be_revoked(store: Store) -> None:
    plain = store.save(a_review("a"))
    number = store.save(an_override("a", "the gates"))
    store.revoke(number)
    for unknown in (plain, number, 99, -1):
        with pytest.raises(StoreError, match=str(unknown)) as caught:
            store.revoke(unknown)
        assert "drill accepted" in caught.value.hint
    assert store.accepted() == []


def test_verdicts_are_counted_by_card(store: Store) -> None:
    assert store.tallies() == []
    store.save(a_review("a"))
    store.save(an_override("a", "the gates"))
    store.save(replace(an_override("a", "the doors"), deck="Renamed"))
    store.save(replace(a_review("a"), deck="Renamed", ruling=Ruling.PARTLY))
    store.save(replace(a_review("b"), ruling=Ruling.WRONG, source="none", transcript=""))
    store.save(a_review("c"))
    store.undo(store.save(an_override("c", "the gates")))

    assert store.tallies() == [
        Tally("a", "Renamed", 4, 3, 2),
        Tally("c", "Sequence processing", 1, 0, 0),
    ]


def test_a_revoked_acceptance_counts_for_the_grader(store: Store) -> None:
    """The learner took it back: the verdict had been right."""
    store.revoke(store.save(an_override("a", "the gates")))
    assert store.tallies() == [Tally("a", "Sequence processing", 1, 1, 0)]


def test_closing_twice_is_harmless_and_then_nothing_works(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.save(a_review())
