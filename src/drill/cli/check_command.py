"""`drill check [DECK...]`: every problem with file, line and remedy."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from drill.cli.options import add_home
from drill.deck.card import Deck
from drill.deck.problems import Problem
from drill.errors import DeckError
from drill.home import find_home
from drill.library import FolderLibrary, derived_id, read_deck_file


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the check."""
    parser.add_argument("decks", metavar="DECK", nargs="*", help="by name or path (default: all)")
    parser.add_argument("--verbose", action="store_true", help="also show each card and its type")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print the problems; 1 when there are any. No file is changed. Raises DeckError."""
    library = FolderLibrary(find_home(options.home), dict)
    paths = [library.find(name) for name in options.decks] or library.files()
    decks: list[Deck] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            deck, found = read_deck_file(path, mint=False)
        except DeckError as error:
            if options.decks:
                raise
            problems.append(Problem(str(path), 0, error.message, error.hint))
            continue
        decks.append(deck)
        problems += found
    problems += _shared(decks)
    if options.verbose:
        print("\n".join(line for deck in decks for line in _kinds(deck)))
    for problem in problems:
        print(problem)
    if not problems:
        cards = sum(len(deck.cards) for deck in decks)
        print(f"{_count(len(decks), 'deck')}, {_count(cards, 'card')}: no problems.")
    return 1 if problems else 0


def _shared(decks: Sequence[Deck]) -> list[Problem]:
    """Ids and names that two decks have in common: drill tells cards by id, decks by name."""
    problems = []
    owners: dict[str, Deck] = {}
    names: dict[str, Deck] = {}
    for deck in decks:
        twin = names.setdefault(deck.name.casefold(), deck)
        if twin is not deck:
            what = f'The name "{deck.name}" is also that of {twin.path}.'
            problems.append(Problem(deck.path, 1, what, "Give one of them another `name:`."))
        seen: dict[str, int] = {}
        for card in deck.cards:
            if card.id.rstrip("x") == derived_id(card.question):
                continue  # the file has no id here yet
            other = owners.setdefault(card.id, deck)
            if other is not deck:
                seen.setdefault(other.path, card.line)
        for path, line in seen.items():
            what = f"Ids from this line on are also used in {Path(path)}, as after copying a file."
            remedy = "Remove the ids (` ^id`) from one of the two and drill gives it new ones."
            problems.append(Problem(deck.path, line, what, remedy))
    return problems


def _kinds(deck: Deck) -> list[str]:
    from drill.grading.kinds import guess_kind  # only for --verbose

    return [
        f"{deck.path}:{card.line}: {card.id}  {(card.kind or guess_kind(card)).value}"
        f" ({'set' if card.kind else 'guessed'})  {' '.join(card.question.split())}"
        for card in deck.cards
    ]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
