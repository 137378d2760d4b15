"""Everything about the answer, below the state line."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from drill.session.state import State
from drill.tui.shown import shown
from drill.tui.widgets.findings import Findings
from drill.tui.widgets.reference import Reference


class VerdictPane(VerticalScroll, can_focus=False):
    """A notice, and after an answer its findings and the reference; a long one scrolls."""

    def compose(self) -> ComposeResult:
        """The parts; a wide terminal shows the last two beside each other."""
        yield Static("", classes="notice", markup=False)
        yield Findings()
        yield Reference()

    def show(self, state: State) -> None:
        """Draw the state."""
        notice = self.query_one(".notice", Static)
        notice.display = bool(state.notice)
        notice.update(shown(state.notice))
        self.query_one(Findings).show(state)
        self.query_one(Reference).show(state)
