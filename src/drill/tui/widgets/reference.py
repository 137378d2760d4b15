"""The reference answer with its words marked, its points ticked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from drill.grading.verdict import Mark, Tick
from drill.session.state import State
from drill.tui.shown import shown
from drill.tui.widgets.prose import Prose


class Reference(Vertical):
    """The whole reference, a legend of its marks, ticks and the deck's remarks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = Prose.COMPONENT_CLASSES

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Prose(classes="answer")
        yield Static("", classes="legend", markup=False)
        yield Static("", classes="ticks", markup=False)
        yield Prose(classes="remarks")

    def show(self, state: State) -> None:
        """Draw the reference, once there is a verdict."""
        card, verdict = state.card, state.verdict
        self.display = card is not None and verdict is not None
        if card is None or verdict is None:
            return
        self.query_one(".answer", Prose).show(card.answer, verdict.spans)
        self._fill(".legend", _legend({span.mark for span in verdict.spans}))
        self._fill(".ticks", Content("\n").join(_tick(tick) for tick in verdict.ticks))
        remarks = self.query_one(".remarks", Prose)
        remarks.display = bool(card.remarks)
        remarks.show("\n".join(card.remarks))

    def _fill(self, part: str, content: Content) -> None:
        static = self.query_one(part, Static)
        static.display = bool(content.plain)
        static.update(content)


def _legend(marks: set[Mark]) -> Content:
    used = [mark.value for mark in Mark if mark in marks and mark is not Mark.PLAIN]
    if len(used) < 2:
        return Content("")
    return Content("   ").join(Content.styled(word, f".prose--{word}") for word in used)


def _tick(tick: Tick) -> Content:
    text = shown(tick.text)
    if tick.said:
        return Content.assemble("✔ ", text).stylize(".prose--said")
    if tick.required:
        return Content.assemble("✘ ", text.stylize(".prose--missed"))
    return Content.assemble("○ ", text, " (optional)")
