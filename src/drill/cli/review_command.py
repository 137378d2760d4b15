"""`drill review DECK...`: straight to the cards."""

from __future__ import annotations

import argparse

from drill.cli.options import add_session


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of a review."""
    parser.add_argument("deck", nargs="+", metavar="DECK", help="a deck's name or file")
    parser.add_argument("--limit", type=_positive, metavar="N", help="stop after N graded cards")
    add_session(parser)


def run(options: argparse.Namespace) -> int:
    """Drill these decks."""
    from drill.cli.session_start import start

    return start(options, options.deck, options.limit)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cards; give 1 or more")
    return number
