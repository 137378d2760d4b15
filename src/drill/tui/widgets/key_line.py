"""The bottom line: the keys that mean something now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from drill.tui.keys import Command
from drill.tui.pressable import pressable

_GAP = 2


class KeyLine(Widget):
    """Keys and what they do, also for the mouse. Where they do not all fit, the last but one goes
    first: the last is the help that tells of all the others."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    def __init__(self) -> None:
        super().__init__()
        self._hints: list[Content] = []

    def show(self, commands: Iterable[Command]) -> None:
        """Draw these commands."""
        self._hints = [_hint(command) for command in commands]
        self.refresh()

    def render(self) -> Content:
        """As many as there is room for."""
        hints = list(self._hints)
        while len(hints) > 1 and _width(hints) > self.content_size.width:
            del hints[-2]
        return Content(" " * _GAP).join(hints)


def _width(hints: list[Content]) -> int:
    return sum(hint.cell_length for hint in hints) + _GAP * (len(hints) - 1)


def _hint(command: Command) -> Content:
    key = pressable(command.shown, command.keys.partition(",")[0])
    return Content.assemble(key.stylize(".key-line--key"), " ", command.label)
