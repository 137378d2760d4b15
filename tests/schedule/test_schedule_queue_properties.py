"""What holds for the queue whatever the learner does."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from drill.deck.card import Card
from drill.schedule.memory import Memory, Rating
from drill.schedule.queue import AHEAD, Entry, Queue
from drill.schedule.scheduler import Scheduler

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)
SCHEDULER = Scheduler()

memories = st.none() | st.builds(
    lambda state, minutes: Memory(
        state,
        None if state == "review" else 0,
        2.0,
        5.0,
        NOW + timedelta(minutes=minutes),
        NOW - timedelta(days=2),
    ),
    st.sampled_from(["learning", "review", "relearning"]),
    st.integers(-5000, 5000),
)
decks = st.lists(memories, max_size=12).map(
    lambda known: [Entry(Card(f"c{n}", "?", "!"), memory) for n, memory in enumerate(known)]
)
actions = st.lists(
    st.tuples(
        st.sampled_from(["skip", "undo", *Rating]),
        st.integers(0, 600).map(lambda seconds: timedelta(seconds=seconds)),
    ),
    max_size=40,
)


def held(queue: Queue) -> Counter[str]:
    every = (*queue.new, *queue.learning, *queue.reviews, *queue.skipped, *queue.restored)
    return Counter(entry.card.id for entry in every)


@given(decks, actions)
def test_no_card_is_lost_or_doubled(
    deck: list[Entry], actions: list[tuple[Rating | str, timedelta]]
) -> None:
    queue, now = Queue.of(deck, NOW), NOW
    history: list[Entry] = []
    gone: set[str] = set()
    everyone = set(held(queue))
    for action, passed in actions:
        now += passed
        entry = queue.pick(now)
        if action == "undo":
            if history:
                back = history.pop()
                queue = queue.restore(back)
                gone.discard(back.card.id)
                assert queue.pick(now) == back
        elif entry is None:
            continue
        elif action == "skip":
            queue = queue.later(entry.card.id)
        else:
            assert isinstance(action, Rating)
            after = SCHEDULER.review(entry.memory, action, now)
            history.append(entry)
            queue = queue.put(Entry(entry.card, after), now)
            if after.due > now + AHEAD:
                gone.add(entry.card.id)
        assert held(queue) == Counter(everyone - gone)


@given(decks, st.data())
def test_a_session_ends(deck: list[Entry], data: st.DataObject) -> None:
    """Whoever answers right in the end is done, though no time passes and cards are skipped."""
    queue = Queue.of(deck, NOW)
    misses = data.draw(st.integers(0, 10))
    skips = data.draw(st.integers(0, 10))
    most = 2 * len(deck) + 3 * misses + skips
    steps = 0
    while (entry := queue.pick(NOW)) is not None:
        steps += 1
        assert steps <= most
        if skips and data.draw(st.booleans()):
            skips -= 1
            queue = queue.later(entry.card.id)
            continue
        miss = misses > 0 and data.draw(st.booleans())
        misses -= miss
        after = SCHEDULER.review(entry.memory, Rating.AGAIN if miss else Rating.GOOD, NOW)
        queue = queue.put(Entry(entry.card, after), NOW)
    counts = queue.counts(NOW)
    assert (counts.due, counts.new, counts.learning) == (0, 0, 0)


@given(decks)
def test_picking_follows_what_was_announced(deck: list[Entry]) -> None:
    queue = Queue.of(deck, NOW)
    announced = queue.upcoming(NOW, len(deck))
    counts = queue.counts(NOW)
    assert len(announced) == counts.due + counts.new + counts.learning
    for entry in announced:
        assert queue.pick(NOW) == entry
        after = SCHEDULER.review(entry.memory, Rating.EASY, NOW)
        if after.state != "review":  # relearning: one step more
            after = SCHEDULER.review(after, Rating.EASY, NOW)
        queue = queue.put(Entry(entry.card, after), NOW)
    assert queue.pick(NOW) is None


@given(decks, st.sampled_from(Rating))
def test_undo_restores_what_is_left(deck: list[Entry], rating: Rating) -> None:
    queue = Queue.of(deck, NOW)
    entry = queue.pick(NOW)
    if entry is None:
        return
    rated = queue.put(Entry(entry.card, SCHEDULER.review(entry.memory, rating, NOW)), NOW)
    back = rated.restore(entry)
    assert back.upcoming(NOW, 99) == queue.upcoming(NOW, 99)
    assert back.counts(NOW) == queue.counts(NOW)


@given(decks, st.integers(0, 12))
def test_never_more_new_cards_than_allowed(deck: list[Entry], limit: int) -> None:
    queue = Queue.of(deck, NOW, limit)
    fresh = [entry for entry in deck if entry.memory is None]
    assert queue.new == tuple(fresh[:limit])
