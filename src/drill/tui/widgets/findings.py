"""What the grader found, the missed points first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from drill.session.state import State
from drill.tui.shown import shown


class Finding(Horizontal):
    """A label and what it is about; not there while it has nothing to say."""

    def __init__(self, label: str, kind: str) -> None:
        super().__init__(classes=kind)
        self._label = label

    def compose(self) -> ComposeResult:
        """Label and text."""
        yield Static(self._label, classes="label", markup=False)
        yield Static("", classes="text", markup=False)

    def show(self, text: str) -> None:
        """Draw the text."""
        self.display = bool(text)
        self.query_one(".text", Static).update(shown(text))


class Findings(Vertical):
    """Missed, contradicted, what was said, and why the ruling is what it is."""

    def compose(self) -> ComposeResult:
        """One line for each finding, in the order of what is worth reading."""
        yield Finding("missed", "missed")
        yield Finding("contradicted", "contradicted")
        yield Finding("you said", "said")
        yield Finding("why", "why")

    def show(self, state: State) -> None:
        """Draw the verdict of the state, if there is one."""
        verdict, answer = state.verdict, state.answer
        self.display = verdict is not None and answer is not None
        if verdict is None or answer is None:
            return
        said = answer.text if answer.source != "none" else "(you asked for the answer)"
        for kind, text in (
            ("missed", " · ".join(verdict.missed)),
            ("contradicted", " · ".join(verdict.contradicted)),
            ("said", said),
            ("why", verdict.why),
        ):
            self.query_one(f".{kind}", Finding).show(text)
