"""How long the schedule and the review log take, next to bare SQLite in the same run.

    python bench/store.py [--folder DIR] [--rows N] [--saves N]

`--folder` should be on the disk the learner's home is on: a save waits for that disk.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from drill.deck.card import Card
from drill.grading.verdict import Ruling
from drill.schedule.memory import Memory, Rating, Review
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.store.log import ReviewLog, open_log
from drill.store.rows import to_row

START = datetime(2025, 1, 1, tzinfo=timezone.utc)
SCHEDULER = Scheduler()


def reviews(number: int, cards: int) -> Iterator[Review]:
    """So many reviews of so many cards, one card after the other, day after day."""
    known: dict[str, Memory] = {}
    for n in range(number):
        card = f"card-{n % cards:05}"
        at = START + timedelta(days=n // cards, seconds=n % cards)
        before = known.get(card)
        after = known[card] = SCHEDULER.review(before, Rating.GOOD, at)
        yield Review(
            card=card,
            deck="Bench",
            at=at,
            rating=Rating.GOOD,
            ruling=Ruling.RIGHT,
            score=1.0,
            transcript="the weighted sum of the values, scaled by the dimension of the keys",
            source="voice",
            recording=f"{card}-{n}.wav",
            answer_seconds=3.2,
            overridden=False,
            before=before,
            after=after,
            scheduler=SCHEDULER.describe(),
        )


def each(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of every call."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def report(name: str, taken: list[float]) -> None:
    """One line: median, 95th of a hundred, longest."""
    ordered = sorted(taken)
    high = ordered[int(len(ordered) * 0.95)]
    print(f"{name:<52}{statistics.median(taken):>10.3f}{high:>10.3f}{ordered[-1]:>10.3f}")


def bare(path: Path) -> sqlite3.Connection:
    """A table of the same shape without indexes, triggers and checks."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    columns = ", ".join(f"c{n}" for n in range(14))
    connection.execute(f"CREATE TABLE log (id INTEGER PRIMARY KEY, {columns})")
    return connection


def saving(folder: Path, saves: int) -> None:
    """A durable save of one review, and the same row into the bare table."""
    log = open_log(folder / "save.db")
    coming = reviews(saves, 500)
    report("save one review, durable", each(lambda: log.save(next(coming)), saves))
    log.close()
    insert = f"INSERT INTO log VALUES (NULL, {', '.join('?' * 14)})"  # noqa: S608
    with closing(bare(folder / "bare.db")) as connection:
        rows = (to_row(review, 1) for review in reviews(saves, 500))
        taken = each(lambda: connection.execute(insert, next(rows)), saves)
        report("bare SQLite: the same row, same journal and sync", taken)


def fill(log: ReviewLog, number: int, cards: int) -> None:
    """Many reviews at once: here nobody waits for the disk after each."""
    connection = log._connection  # noqa: SLF001
    connection.execute("PRAGMA synchronous = OFF")
    for review in reviews(number, cards):
        log.save(review)
    connection.execute("PRAGMA synchronous = FULL")


def reading(path: Path, rows: int, cards: int) -> None:
    """What a start reads, from a log of many years."""
    log = open_log(path)
    fill(log, rows, cards)
    log.close()
    report(f"open a log of {rows:,} rows", each(lambda: open_log(path).close(), 20))
    log = open_log(path)
    report(f"memories() of {cards:,} cards in {rows:,} rows", each(log.memories, 10))
    log.close()
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT card, after FROM reviews"
        taken = each(lambda: connection.execute(query).fetchall(), 10)
        report("bare SQLite: read these two columns of every row", taken)
    print(f"{'size of that file, MB':<52}{path.stat().st_size / 1e6:>10.1f}")


def queueing(cards: int) -> None:
    """The queue of a very large deck."""
    now = START + timedelta(days=400)
    known = [SCHEDULER.review(None, Rating(n % 4 + 1), START) for n in range(cards)]
    entries = [
        Entry(Card(f"c{n}", "?", "!"), memory if n % 3 else None) for n, memory in enumerate(known)
    ]
    queue = Queue.of(entries, now)
    last = queue.upcoming(now, cards)[-1]
    again = Entry(last.card, SCHEDULER.review(None, Rating.AGAIN, now))
    report(f"queue of {cards:,}: of", each(lambda: Queue.of(entries, now), 20))
    report(f"queue of {cards:,}: pick", each(lambda: queue.pick(now), 200))
    report(f"queue of {cards:,}: put, the last card", each(lambda: queue.put(again, now), 200))
    report(
        f"queue of {cards:,}: later, the last card", each(lambda: queue.later(last.card.id), 200)
    )
    report(f"queue of {cards:,}: counts", each(lambda: queue.counts(now), 200))
    report("scheduler: four previews", each(lambda: SCHEDULER.previews(again.memory, now), 200))


def main() -> None:
    """Run everything and print a table of milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--folder", help="where to write (default: the temporary folder)")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--saves", type=int, default=1000)
    options = parser.parse_args()
    print(f"{'milliseconds':<52}{'median':>10}{'95 %':>10}{'longest':>10}")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        saving(Path(name), options.saves)
        for cards in (500, 10_000):
            reading(Path(name) / f"read{cards}.db", options.rows, cards)
    queueing(10_000)


if __name__ == "__main__":
    main()
