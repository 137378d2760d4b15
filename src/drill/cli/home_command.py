"""`drill`: the home screen."""

from __future__ import annotations

import argparse

from drill.cli.options import add_session


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the home screen."""
    add_session(parser)


def run(options: argparse.Namespace) -> int:
    """Open the home screen."""
    from drill.cli.session_start import start

    return start(options, (), None)
