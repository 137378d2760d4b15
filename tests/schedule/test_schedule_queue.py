"""Which card comes next, told case by case."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from drill.deck.card import Card
from drill.schedule.memory import Memory, Rating
from drill.schedule.queue import Counts, Entry, Queue
from drill.schedule.scheduler import Scheduler

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)


def entry(name: str, state: str | None = None, minutes: float = 0) -> Entry:
    """A card that is due in so many minutes."""
    card = Card(name, f"{name}?", name)
    if state is None:
        return Entry(card, None)
    step = None if state == "review" else 0
    return Entry(card, Memory(state, step, 1.0, 5.0, NOW + timedelta(minutes=minutes), NOW))


def names(entries: tuple[Entry, ...]) -> str:
    return " ".join(e.card.id for e in entries)


def order(queue: Queue, now: datetime = NOW) -> str:
    return names(queue.upcoming(now, 100))


def test_learning_first_then_reviews_then_new() -> None:
    queue = Queue.of(
        [
            entry("n1"),
            entry("r-late", "review", -5),
            entry("l", "learning", -1),
            entry("n2"),
            entry("r-early", "review", -5000),
            entry("rl", "relearning", -2),
        ],
        NOW,
    )
    assert order(queue) == "rl l r-early r-late n1 n2"
    assert queue.pick(NOW) == entry("rl", "relearning", -2)
    assert queue.counts(NOW) == Counts(due=2, new=2, learning=2)


def test_what_is_not_due_is_left_for_another_day() -> None:
    queue = Queue.of([entry("r", "review", 60 * 24), entry("l", "learning", 60)], NOW)
    assert queue.pick(NOW) is None
    assert queue.counts(NOW) == Counts(0, 0, 0)


def test_what_comes_due_during_the_session_is_asked() -> None:
    queue = Queue.of([entry("r", "review", 15), entry("l", "learning", 60)], NOW)
    assert queue.counts(NOW + timedelta(minutes=45)) == Counts(due=1, new=0, learning=1)
    assert order(queue, NOW + timedelta(minutes=61)) == "l r"


def test_new_cards_are_limited_in_deck_order() -> None:
    entries = [entry(f"n{n}") for n in range(5)]
    assert order(Queue.of(entries, NOW, 2)) == "n0 n1"
    assert order(Queue.of(entries, NOW, 0)) == ""
    assert order(Queue.of(entries, NOW)) == "n0 n1 n2 n3 n4"


def test_a_card_in_two_decks_is_asked_once() -> None:
    first, second = entry("a"), Entry(Card("a", "again?", "a"), None, "other")
    assert Queue.of([first, entry("b"), second], NOW).new == (first, entry("b"))


def test_learning_cards_come_early_only_when_nothing_else_is_left() -> None:
    queue = Queue.of([entry("l", "learning", 19), entry("n")], NOW)
    assert order(queue) == "n l"
    done = queue.put(entry("n", "review", 60 * 24), NOW)
    assert done.pick(NOW) == entry("l", "learning", 19)
    assert done.pick(NOW, ahead=False) is None


def test_a_failed_card_comes_again_in_the_session() -> None:
    scheduler = Scheduler()
    queue = Queue.of([entry("a"), entry("b")], NOW)
    failed = Entry(entry("a").card, scheduler.review(None, Rating.AGAIN, NOW))
    queue = queue.put(failed, NOW)
    assert order(queue) == "b a"
    assert queue.counts(NOW) == Counts(due=0, new=1, learning=1)
    soon = NOW + timedelta(minutes=2)
    assert order(queue, soon) == "a b"


def test_the_card_just_rated_waits_for_another_one_that_can_come_early() -> None:
    queue = Queue.of([entry("a", "learning", 2), entry("b", "learning", 9)], NOW)
    queue = queue.put(entry("a", "learning", 1), NOW)
    assert order(queue) == "b a"
    queue = queue.put(entry("b", "learning", 8), NOW)
    assert order(queue) == "a b"
    alone = queue.put(entry("b", "review", 9000), NOW).put(entry("a", "learning", 1), NOW)
    assert order(alone) == "a"


def test_a_known_card_leaves() -> None:
    queue = Queue.of([entry("a", "review", -1), entry("b")], NOW)
    assert order(queue.put(entry("a", "review", 60 * 24 * 3), NOW)) == "b"
    assert order(queue.put(entry("a", "relearning", 10), NOW)) == "b a"
    assert order(queue.put(entry("a", "relearning", 30), NOW)) == "b"


def test_a_skipped_card_is_offered_last_and_then_again_and_again() -> None:
    queue = Queue.of([entry("r", "review", -1), entry("n"), entry("l", "learning", 5)], NOW)
    queue = queue.later("r")
    assert order(queue) == "n l r"
    queue = queue.later("n").later("l")
    assert order(queue) == "r n l"
    assert order(queue.later("r")) == "n l r"
    assert queue.counts(NOW) == Counts(due=1, new=1, learning=1)
    assert order(queue.put(entry("r", "review", 9000), NOW)) == "n l"


def test_the_only_card_can_be_skipped_and_is_offered_again() -> None:
    queue = Queue.of([entry("a")], NOW)
    assert queue.later("a").pick(NOW) == entry("a")


def test_skipping_what_is_not_there_changes_nothing() -> None:
    queue = Queue.of([entry("a")], NOW)
    assert queue.later("z") is queue


def test_undo_puts_the_card_first_as_it_was() -> None:
    queue = Queue.of([entry("a"), entry("b"), entry("c")], NOW)
    graded = queue.put(entry("a", "learning", 1), NOW).put(entry("b", "review", 9000), NOW)
    once = graded.restore(entry("b"))
    assert order(once) == "b c a"
    twice = once.restore(entry("a"))
    assert order(twice) == "a b c"
    assert twice.counts(NOW) == queue.counts(NOW)
    assert order(twice.later("a")) == "b c a"


def test_a_card_undone_beyond_the_limit_of_new_cards_is_not_lost() -> None:
    queue = Queue.of([entry("a"), entry("b")], NOW, 1)
    assert order(queue.put(entry("a", "review", 9000), NOW).restore(entry("a"))) == "a"


def test_upcoming_begins_with_what_is_picked_and_stops_at_the_number() -> None:
    queue = Queue.of([entry(f"n{n}") for n in range(9)], NOW)
    assert names(queue.upcoming(NOW, 3)) == "n0 n1 n2"
    assert queue.upcoming(NOW, 0) == ()
