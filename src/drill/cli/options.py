"""Options that several commands share."""

from __future__ import annotations

import argparse


def add_home(parser: argparse.ArgumentParser) -> None:
    """`--home DIR`."""
    parser.add_argument(
        "--home",
        metavar="DIR",
        help="folder with decks/, recordings/, the database and settings "
        "(default: $DRILL_HOME, the current folder when it has decks/, or your data folder)",
    )


def add_session(parser: argparse.ArgumentParser) -> None:
    """`--home`, `--voice`/`--text`, devices and `--trace`: what home and review understand."""
    add_home(parser)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--voice", action="store_true", help="ask and listen aloud")
    mode.add_argument(
        "--text", action="store_true", help="keyboard only; no speech part is started"
    )
    parser.add_argument("--mic", metavar="NAME", help="microphone, by name or part of it")
    parser.add_argument("--speaker", metavar="NAME", help="loudspeaker, by name or part of it")
    parser.add_argument("--trace", metavar="FILE", help="write what happens as JSON lines")
