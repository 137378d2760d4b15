"""`--rules-only`, for the commands that grade lines of answers."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.grading.opinion import Opinion


def add_rules_only(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--rules-only",
        action="store_true",
        help="do not ask the encoder, which otherwise is asked where numpy is installed",
    )


def pick_opinion(options: argparse.Namespace) -> Opinion | None:
    """The encoder, unless the command line or this machine does without."""
    if options.rules_only:
        return None
    from drill.encoder.opinion import find_encoder

    return find_encoder()
