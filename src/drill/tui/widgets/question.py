"""The question: the largest thing on the screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from drill.tui.widgets.prose import Prose


class Question(VerticalScroll, can_focus=False):
    """The question of the present card; a long one scrolls."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Prose()

    def show(self, question: str) -> None:
        """Draw another question, from its beginning."""
        self.query_one(Prose).show(question)
        self.scroll_home(animate=False)
