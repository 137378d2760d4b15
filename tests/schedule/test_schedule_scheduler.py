"""FSRS behind the room's own values."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.grading.verdict import Ruling
from drill.schedule.memory import STATES, Memory, Rating
from drill.schedule.scheduler import Scheduler, suggest

START = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)
steps = st.lists(
    st.tuples(st.sampled_from(Rating), st.floats(0, 400 * 86_400, allow_nan=False)),
    min_size=1,
    max_size=12,
)


def follow(scheduler: Scheduler, ratings: list[tuple[Rating, float]]) -> tuple[Memory, datetime]:
    now = START
    memory = None
    for rating, seconds in ratings:
        now += timedelta(seconds=seconds)
        memory = scheduler.review(memory, rating, now)
    assert memory is not None
    return memory, now


@pytest.mark.parametrize(
    ("ruling", "rating"),
    [
        (Ruling.RIGHT, Rating.GOOD),
        (Ruling.PARTLY, Rating.HARD),
        (Ruling.WRONG, Rating.AGAIN),
        (Ruling.UNHEARD, None),
    ],
)
def test_the_rating_a_ruling_stands_for(ruling: Ruling, rating: Rating | None) -> None:
    assert suggest(ruling) is rating


def test_a_new_card_goes_through_learning_to_review() -> None:
    scheduler = Scheduler()
    first = scheduler.review(None, Rating.GOOD, START)
    assert (first.state, first.step, first.due) == ("learning", 1, START + timedelta(minutes=10))
    second = scheduler.review(first, Rating.GOOD, first.due)
    assert second.state == "review"
    assert second.due - first.due >= timedelta(days=1)
    lapse = scheduler.review(second, Rating.AGAIN, second.due)
    assert (lapse.state, lapse.due) == ("relearning", second.due + timedelta(minutes=10))


@given(steps)
def test_it_is_exactly_what_the_library_computes(ratings: list[tuple[Rating, float]]) -> None:
    memory, _ = follow(Scheduler(0.85), ratings)

    theirs = fsrs.Scheduler(desired_retention=0.85, enable_fuzzing=False)
    card, now = fsrs.Card(card_id=1, due=START), START
    for rating, seconds in ratings:
        now += timedelta(seconds=seconds)
        card, _ = theirs.review_card(card, fsrs.Rating(rating.value), now)
    assert (memory.state, memory.step) == (card.state.name.lower(), card.step)
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert (memory.due, memory.last_review) == (card.due, card.last_review)


@given(steps)
def test_a_preview_is_what_happens(ratings: list[tuple[Rating, float]]) -> None:
    scheduler = Scheduler()
    memory, now = follow(scheduler, ratings)
    previews = scheduler.previews(memory, now)
    assert [rating for rating, _ in previews] == list(Rating)
    for rating, promised in previews:
        assert scheduler.review(memory, rating, now) == promised
    dues = [promised.due for _, promised in previews]
    assert dues == sorted(dues)


@given(steps)
def test_the_state_survives_json_exactly(ratings: list[tuple[Rating, float]]) -> None:
    scheduler = Scheduler()
    memory, now = follow(scheduler, ratings)
    copy = Memory.from_json(memory.to_json())
    assert copy == memory
    later = now + timedelta(days=3)
    assert scheduler.review(copy, Rating.GOOD, later) == scheduler.review(
        memory, Rating.GOOD, later
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "null",
        "{}",
        '{"state": "review", "due": 3, "last_review": null}',
        Scheduler().review(None, Rating.GOOD, START).to_json().replace("learning", "forgotten"),
        Scheduler().review(None, Rating.GOOD, START).to_json().replace("step", "stop"),
        Scheduler().review(None, Rating.GOOD, START).to_json().replace("2026", "20x6"),
    ],
)
def test_json_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Memory.from_json(text)
    assert STATES == ("learning", "review", "relearning")


def test_more_retention_means_sooner() -> None:
    known = follow(Scheduler(), [(Rating.EASY, 0), (Rating.GOOD, 10 * 86_400)])
    dues = [Scheduler(r).review(known[0], Rating.GOOD, known[1]).due for r in (0.97, 0.9, 0.75)]
    assert dues == sorted(dues)
    assert len(set(dues)) == 3


def test_retrievability_falls_with_time() -> None:
    scheduler = Scheduler()
    assert scheduler.retrievability(None, START) == 0
    memory, now = follow(scheduler, [(Rating.EASY, 0)])
    assert scheduler.retrievability(memory, now) == 1
    chances = [scheduler.retrievability(memory, now + timedelta(days=n)) for n in range(0, 300, 30)]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] < 0.8
    assert memory.stability is not None
    at_stability = now + timedelta(days=round(memory.stability))
    assert scheduler.retrievability(memory, at_stability) == pytest.approx(0.9, abs=0.01)


def test_the_description_is_enough_to_compute_it_again() -> None:
    scheduler = Scheduler(0.87)
    settings = json.loads(scheduler.describe())
    assert settings["desired_retention"] == 0.87
    assert settings["enable_fuzzing"] is False
    again = fsrs.Scheduler.from_json(scheduler.describe())
    card, _ = again.review_card(fsrs.Card(card_id=1), fsrs.Rating.Easy, START)
    assert card.due == scheduler.review(None, Rating.EASY, START).due


def test_time_zones() -> None:
    scheduler = Scheduler()
    elsewhere = timezone(timedelta(hours=-7))
    memory = scheduler.review(None, Rating.GOOD, START.astimezone(elsewhere))
    assert memory == scheduler.review(None, Rating.GOOD, START)
    assert memory.due.tzinfo is timezone.utc
    with pytest.raises(ValueError, match="time zone"):
        scheduler.review(None, Rating.GOOD, START.replace(tzinfo=None))


def test_a_clock_that_went_back_does_no_harm() -> None:
    scheduler = Scheduler()
    memory, now = follow(scheduler, [(Rating.EASY, 0), (Rating.GOOD, 9 * 86_400)])
    back = scheduler.review(memory, Rating.GOOD, now - timedelta(days=30))
    assert back.stability is not None
    assert memory.stability is not None
    assert back.stability >= memory.stability * 0.99


@pytest.mark.parametrize("retention", [0, 1, -0.1, 1.5, float("nan")])
def test_retention_out_of_range(retention: float) -> None:
    with pytest.raises(ValueError, match="retention"):
        Scheduler(retention)
