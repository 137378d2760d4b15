"""The bottom line: the keys that mean something now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from drill.tui.keys import Command
from drill.tui.pressable import pressable


class KeyLine(Static):
    """Keys and what they do, also for the mouse; those of a phase first, help and quit last."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, commands: Iterable[Command]) -> None:
        """Draw these commands."""
        self.update(Content("   ").join(_hint(command) for command in commands))


def _hint(command: Command) -> Content:
    key = pressable(command.shown, command.keys.partition(",")[0])
    return Content.assemble(key.stylize(".key-line--key"), " ", command.label)
