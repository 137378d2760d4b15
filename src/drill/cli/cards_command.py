"""`drill cards DECK`: the cards of a deck, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
import sys

from drill.cli.options import add_home
from drill.deck.card import Card
from drill.home import find_home
from drill.library import FolderLibrary, read_deck_file


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the card list."""
    parser.add_argument("deck", metavar="DECK", help="a deck, by name or path")
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Print the cards; problems go to standard error and make it 1. Raises DeckError."""
    library = FolderLibrary(find_home(options.home), dict)
    deck, problems = read_deck_file(library.find(options.deck))
    if options.json:
        print(json.dumps([card_values(card) for card in deck.cards], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_table(deck.cards)))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def card_values(card: Card) -> dict[str, object]:
    """A card as JSON values; what it does not say is left out, its id and texts apart."""
    values: dict[str, object] = {"id": card.id, "question": card.question, "answer": card.answer}
    more: dict[str, object] = {
        "type": card.kind.value if card.kind else None,
        "points": [{"wordings": p.wordings, "required": p.required} for p in card.points],
        "accepts": card.accepts,
        "wrongs": [{"wordings": w.wordings, "reason": w.reason} for w in card.wrongs],
        "remarks": card.remarks,
        "tags": card.tags,
        "line": card.line,
    }
    return values | {name: value for name, value in more.items() if value}


def _table(cards: tuple[Card, ...]) -> list[str]:
    width = max((len(card.id) for card in cards), default=0)
    return [
        f"{card.id:<{width}}  {' '.join(card.question.split())}\n"
        f"{'':<{width}}    {' '.join(card.answer.split())}"
        for card in cards
    ]
