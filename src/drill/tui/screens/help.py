"""Every key there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from drill.tui import keys

KEY = 11
"""Cells for a key."""


class HelpScreen(ModalScreen[None]):
    """The tables of keys, as they are declared."""

    AUTO_FOCUS = ""
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter", "dismiss(None)", "close"),
        Binding("q", "app.quit", "quit"),
        Binding("up", "move(-1)", "up"),
        Binding("down", "move(1)", "down"),
        Binding("pageup", "move(-10)", "page up"),
        Binding("pagedown", "move(10)", "page down"),
    ]

    def compose(self) -> ComposeResult:
        """One block for each table."""
        with VerticalScroll(can_focus=False):
            yield Static(_table("While drilling", keys.REVIEW), markup=False)
            yield Static(_table("At home", keys.HOME), markup=False)
            yield Static(_table("Everywhere", keys.EVERYWHERE), markup=False)
            yield Static("Esc closes this; arrows scroll it.", classes="hint", markup=False)

    def action_move(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _table(title: str, commands: Sequence[keys.Command]) -> Content:
    rows = [
        Content.assemble((command.shown.rjust(KEY), "bold"), "  ", command.help)
        for command in commands
        if command.shown and command.help
    ]
    return Content("\n").join([Content.styled(title, "underline"), *rows])
