"""`drill list`: the decks of the home folder and what is due."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from drill.cli.options import add_home
from drill.clock import SystemClock
from drill.home import Home, find_home
from drill.library import FolderLibrary
from drill.ports import Shelf
from drill.schedule.memory import Memory


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the list."""
    add_home(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON array")


def run(options: argparse.Namespace) -> int:
    """Print the decks; 1 when one of them has a problem. Writes nothing to the home folder, and
    makes no database where there is none. Raises StoreError."""
    home = find_home(options.home)
    memories = remembered(home)
    shelves = FolderLibrary(home, lambda: memories).shelves(SystemClock().now())
    if options.json:
        print(json.dumps([_values(shelf) for shelf in shelves], ensure_ascii=False, indent=2))
    elif shelves:
        print("\n".join(table(shelves)))
    else:
        print(f"There are no decks in {home.decks}. Put a deck there, or see `drill import`.")
    return complain(shelves)


def remembered(home: Home) -> Mapping[str, Memory]:
    """What the review log knows; nothing when there is none yet. Raises StoreError."""
    if not home.database.exists():
        return {}
    from drill.store.log import open_log

    log = open_log(home.database)
    try:
        return log.memories()
    finally:
        log.close()


def table(shelves: Sequence[Shelf]) -> list[str]:
    """One aligned line for each deck."""
    width = max(len(shelf.name) for shelf in shelves)
    return [
        f"{shelf.name:<{width}}  {_number(shelf.cards, 'card', 'cards')}"
        f"  {shelf.due:>5} due  {shelf.new:>5} new"
        for shelf in shelves
    ]


def complain(shelves: Sequence[Shelf]) -> int:
    """Print the problems of decks where errors go; 1 when there is one, else 0."""
    problems = [shelf.problem for shelf in shelves if shelf.problem is not None]
    for problem in problems:
        print(f"drill: {problem.message}", file=sys.stderr)
        if problem.hint:
            print(f"  {problem.hint}", file=sys.stderr)
    return 1 if problems else 0


def _number(count: int, one: str, many: str) -> str:
    return f"{count:>5} {one if count == 1 else many:<{len(many)}}"


def _values(shelf: Shelf) -> dict[str, object]:
    problem = shelf.problem
    return {
        "name": shelf.name,
        "path": str(shelf.path),
        "cards": shelf.cards,
        "due": shelf.due,
        "new": shelf.new,
        "problem": {"message": problem.message, "hint": problem.hint} if problem else None,
    }
