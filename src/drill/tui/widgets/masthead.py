"""The top line: where the learner is, what is left, how long it has been."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from drill.tui.shown import shown


class Masthead(Horizontal):
    """`drill`, a title that gives way when there is no room, and something at the right."""

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Static("drill", classes="brand", markup=False)
        yield Static("", classes="title", markup=False)
        yield Static("", classes="aside", markup=False)

    def show(self, title: str, aside: str) -> None:
        """Draw both texts."""
        self.query_one(".title", Static).update(shown(title))
        self.query_one(".aside", Static).update(shown(aside))
