"""`drill accepted`: answers the learner had accepted, and how often the grader was overridden."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from drill.cli.options import add_home
from drill.deck.card import Deck
from drill.errors import DeckError, StoreError
from drill.home import Home, find_home
from drill.library import FolderLibrary, read_deck_file
from drill.ports import Store
from drill.session.accepted import Accepted, Tally
from drill.text import clean


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the deck and the options."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("deck", nargs="?", metavar="DECK", help="only of this deck, by name or file")
    which.add_argument(
        "--revoke", type=int, metavar="N", help="take the acceptance with this number back"
    )
    add_home(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def run(options: argparse.Namespace) -> int:
    """List what was accepted, or revoke it. Makes no database where there is none.

    Raises StoreError, DeckError for an unknown deck.
    """
    home = find_home(options.home)
    if options.revoke is not None:
        _revoke(home, options.revoke, options.json)
        return 0
    with _log(home) as log:
        accepted, tallies = (log.accepted(), log.tallies()) if log else ([], [])
    shelf = _read_shelf(home, options.deck, {tally.deck for tally in tallies})
    accepted = [each for each in accepted if shelf.holds(each)]
    decks = _by_deck([tally for tally in tallies if shelf.holds(tally)], shelf)
    if options.json:
        print(json.dumps(_values(accepted, decks, shelf), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_list(accepted, shelf), *_rates(decks)]))
    return 0


@dataclass(frozen=True)
class _Counts:
    """Verdicts on answers, and what the learner made of them."""

    answers: int = 0
    not_right: int = 0
    overridden: int = 0

    def __add__(self, other: _Counts) -> _Counts:
        return _Counts(
            self.answers + other.answers,
            self.not_right + other.not_right,
            self.overridden + other.overridden,
        )

    def __str__(self) -> str:
        """Like "3 of 120 verdicts (2.5 %); 3 of the 41 that were not right"."""
        verdicts = "verdict" if self.answers == 1 else "verdicts"
        if not self.overridden:
            return f"none of {self.answers} {verdicts}"
        were = "was" if self.not_right == 1 else "were"
        return (
            f"{self.overridden} of {self.answers} {verdicts}"
            f" ({100 * self.overridden / self.answers:.1f} %);"
            f" {self.overridden} of the {self.not_right} that {were} not right"
        )

    def values(self) -> dict[str, object]:
        """For JSON, with the share of all verdicts that were overridden (None without any)."""
        rate = round(self.overridden / self.answers, 4) if self.answers else None
        return {**asdict(self), "rate": rate}


@contextmanager
def _log(home: Home) -> Iterator[Store | None]:
    """The review log; None when there is none yet. Raises StoreError."""
    if not home.database.exists():
        yield None
        return
    from drill.store.log import open_log

    log = open_log(home.database)
    try:
        yield log
    finally:
        log.close()


def _revoke(home: Home, number: int, as_json: bool) -> None:
    with _log(home) as log:
        if log is None:
            raise StoreError(
                f"There is no accepted answer {number}: nothing was reviewed in {home.root} yet.",
                "Choose another home with --home DIR.",
            )
        revoked = log.revoke(number)
    if as_json:
        print(json.dumps({"revoked": _item(revoked, None)}, ensure_ascii=False, indent=2))
    else:
        print(f"“{_line(revoked.answer)}” is no longer accepted for the card {revoked.card}.")


@dataclass(frozen=True)
class _Shelf:
    """What the deck files say about the cards in the log."""

    decks: Mapping[str, str]
    """Card id -> name of the deck it is in now."""
    questions: Mapping[str, str]
    """Card id -> question."""
    only: str | None
    """Name of the one deck asked for."""

    def holds(self, found: Accepted | Tally) -> bool:
        """Whether it is of a deck that was asked for."""
        return self.only is None or found.card in self.decks or found.deck == self.only

    def deck(self, found: Accepted | Tally) -> str:
        """The name of its deck now; the recorded one when the card is in no deck any more."""
        return self.decks.get(found.card, found.deck)


def _read_shelf(home: Home, only: str | None, logged: set[str]) -> _Shelf:
    """The decks of the home folder, or the one asked for, whose file may be gone when the log
    knows its name. Raises DeckError when nothing does."""
    library = FolderLibrary(home, dict)
    if only is None:
        decks = [deck for path in library.files() if (deck := _read(path))]
        return _shelf_of(decks, None)
    try:
        deck, _ = read_deck_file(library.find(only), mint=False)
    except DeckError:
        if only in logged:
            return _Shelf({}, {}, only)
        raise
    return _shelf_of([deck], deck.name)


def _read(path: Path) -> Deck | None:
    """A deck that cannot be read only leaves its questions out; `drill check` tells about it."""
    try:
        return read_deck_file(path, mint=False)[0]
    except DeckError:
        return None


def _shelf_of(decks: Sequence[Deck], only: str | None) -> _Shelf:
    cards = [(deck, card) for deck in decks for card in deck.cards]
    return _Shelf(
        {card.id: deck.name for deck, card in cards},
        {card.id: card.question for _, card in cards},
        only,
    )


def _by_deck(tallies: Sequence[Tally], shelf: _Shelf) -> dict[str, _Counts]:
    """The counts of every deck that has any, by its name."""
    counts: dict[str, _Counts] = {}
    for tally in tallies:
        name = shelf.deck(tally)
        counts[name] = counts.get(name, _Counts()) + _Counts(
            tally.answers, tally.not_right, tally.overridden
        )
    return dict(sorted(counts.items()))


def _list(accepted: Sequence[Accepted], shelf: _Shelf) -> list[str]:
    if not accepted:
        return ["No answer of yours was accepted; after a verdict, i says that you were right.", ""]
    width = len(str(accepted[-1].number))
    lines = []
    for each in accepted:
        when = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(
            f"{each.number:>{width}}  {when}  {_line(each.card)}  {_line(shelf.deck(each))}"
        )
        question = shelf.questions.get(each.card)
        lines += [f"{'':{width}}  {_line(question)}"] if question else []
        lines += [f"{'':{width}}  “{_line(each.answer)}”", ""]
    return lines


def _rates(decks: Mapping[str, _Counts]) -> list[str]:
    total = sum(decks.values(), _Counts())
    if not total.answers:
        return ["No answer was graded yet."]
    lines = [f"You overrode {total}."]
    if len(decks) > 1:
        lines += [f"  {_line(name)}: {counts}" for name, counts in decks.items()]
    return lines


def _values(
    accepted: Sequence[Accepted], decks: Mapping[str, _Counts], shelf: _Shelf
) -> dict[str, object]:
    return {
        "accepted": [_item(each, shelf) for each in accepted],
        "verdicts": sum(decks.values(), _Counts()).values(),
        "decks": {name: counts.values() for name, counts in decks.items()},
    }


def _item(each: Accepted, shelf: _Shelf | None) -> dict[str, object]:
    found: dict[str, object] = {"number": each.number, "card": each.card, "answer": each.answer}
    if shelf:
        found |= {"deck": shelf.deck(each), "question": shelf.questions.get(each.card)}
    return {**found, "at": each.at.isoformat()}


def _line(text: str) -> str:
    """Text from files on one line."""
    return " ".join(clean(text).split())
