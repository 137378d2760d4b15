"""What `drill` and `drill review` share: from the command line to the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drill.errors import DrillError
from drill.home import find_home
from drill.settings import Settings, load_settings


def start(options: argparse.Namespace, decks: Sequence[str], limit: int | None) -> int:
    """Open the screen on these decks (none: the home screen) and return the exit code.

    Raises DrillError for everything that can be known before the screen is drawn.
    """
    require_terminal()
    from drill.clock import SystemClock
    from drill.library import stock
    from drill.services import LocalServices
    from drill.trace import Tracer
    from drill.voice.terminal import quiet_stderr

    home = find_home(options.home).prepare()
    settings = session_settings(load_settings(home.settings), options)
    stock(home)
    trace = Path(options.trace) if options.trace else None
    with Tracer(trace, SystemClock().seconds) as tracer:
        services = LocalServices(home, settings, tracer)
        try:
            for name in decks:
                services.library.open(name)
            with quiet_stderr(home.log):
                from drill.tui.app import DrillApp

                DrillApp(services, decks, limit).run()
        finally:
            services.close()
    return 0


def session_settings(settings: Settings, options: argparse.Namespace) -> Settings:
    """The settings with what the command line says instead."""
    speech = "on" if options.voice else "off" if options.text else settings.speech
    return replace(
        settings,
        speech=speech,
        microphone=options.mic if options.mic is not None else settings.microphone,
        loudspeaker=options.speaker if options.speaker is not None else settings.loudspeaker,
    )


def require_terminal() -> None:
    """Raise DrillError when there is no terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DrillError(
            "drill draws on a terminal, and this is none.",
            "Start it in a terminal, or see `drill demo`: the whole loop without one.",
        )
