"""`drill demo`: the whole loop through sound files, for machines without microphone or terminal."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from drill.errors import DrillError
from drill.home import Home


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the demonstration."""
    parser.add_argument(
        "--keep", metavar="DIR", help="keep deck, sound files and database in this folder"
    )
    parser.add_argument("--trace", metavar="FILE", help="write what happens as JSON lines")


def run(options: argparse.Namespace) -> int:
    """Drill three cards with a synthetic learner. Nothing of your own data is read or changed."""
    from drill.rehearsal import rehearse

    trace = Path(options.trace) if options.trace else None
    if options.keep:
        folder = Path(options.keep)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DrillError(
                f"{folder} is there already and not an empty folder.", "Name a new one."
            )
        asyncio.run(rehearse(Home(folder), trace))
        print(f"Kept in {folder}.")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="drill-demo-"))
    try:
        asyncio.run(rehearse(Home(folder), trace))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0
