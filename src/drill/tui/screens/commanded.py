"""What every screen with keys of its own has in common."""

from __future__ import annotations

from textual.screen import Screen

from drill.tui.keys import Command


class CommandedScreen(Screen[None]):
    """A screen that can tell its commands, for the palette."""

    AUTO_FOCUS = ""

    def commands(self) -> list[Command]:
        """The screen's own commands that mean something now."""
        raise NotImplementedError
