"""What every screen with keys of its own has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.screen import Screen

from drill.tui import keys
from drill.tui.widgets.key_line import KeyLine


class CommandedScreen(Screen[None]):
    """A screen that knows its commands: the bindings, the key line and the palette ask it."""

    AUTO_FOCUS = ""
    KEYS: ClassVar[Sequence[keys.Command]] = ()
    """The commands of this kind of screen."""

    @property
    def situation(self) -> keys.Situation:
        """What decides which of them mean something now."""
        return keys.Situation()

    def commands(self) -> list[keys.Command]:
        """Those that mean something now."""
        situation = self.situation
        return [command for command in self.KEYS if command.enabled(situation)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key works while its command means something."""
        return keys.enabled(self.KEYS, action, self.situation)

    def draw_keys(self) -> None:
        """Show what is worth a place in the key line, of these and of those that work everywhere."""
        every = (*self.commands(), *keys.EVERYWHERE)
        self.query_one(KeyLine).show(keys.line(every, self.situation))
