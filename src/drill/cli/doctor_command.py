"""`drill doctor`: check every part of the voice chain and say what to do about it."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from drill.cli.options import add_home
from drill.home import find_home
from drill.settings import Settings, load_settings
from drill.text import clean

if TYPE_CHECKING:
    from drill.voice.checks import Finding


def configure(parser: argparse.ArgumentParser) -> None:
    """Add home, devices and output format."""
    add_home(parser)
    parser.add_argument("--mic", metavar="NAME", help="microphone, by name or part of it")
    parser.add_argument("--speaker", metavar="NAME", help="loudspeaker, by name or part of it")
    parser.add_argument("--json", action="store_true", help="print one JSON object for each check")


def run(options: argparse.Namespace) -> int:
    """Print each check as it is done; 1 when one of them failed. Raises SettingsError."""
    from drill.voice.terminal import quiet_stderr

    home = find_home(options.home)
    settings = load_settings(home.settings)
    settings = replace(
        settings,
        microphone=settings.microphone if options.mic is None else options.mic,
        loudspeaker=settings.loudspeaker if options.speaker is None else options.speaker,
    )
    show = _print_json if options.json else _print_line
    with quiet_stderr(home.log):  # ALSA comments on every device it tries
        return asyncio.run(_examine(settings, show))


async def _examine(settings: Settings, show: Callable[[Finding], None]) -> int:
    from drill.voice.checks import Status, examine

    failed = False
    async for finding in examine(settings):
        show(finding)
        failed = failed or finding.status is Status.FAIL
    return int(failed)


def _print_line(finding: Finding) -> None:
    remedy = f"  -> {finding.remedy}" if finding.remedy else ""
    line = f"{finding.status.value:<4}  {finding.part}: {finding.what}{remedy}"
    print(clean(line).replace("\n", " "), flush=True)


def _print_json(finding: Finding) -> None:
    print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
