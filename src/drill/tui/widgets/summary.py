"""What a drill came to, when nothing is left."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from drill.grading.verdict import Ruling
from drill.session.state import Graded, State
from drill.tui.durations import until


class Summary(Static):
    """How many were right, and when the next card comes."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: State, now: datetime) -> None:
        """Draw the sum of the session."""
        self.update(Content("\n".join(_lines(state, now))))


def _lines(state: State, now: datetime) -> list[str]:
    if not state.history:
        return ["Nothing is due in this deck now.", "", "Enter or Escape: back to the decks."]
    counts = Counter(_ruling(graded) for graded in state.history)
    answered = len(state.history)
    lines = [
        "That is all for now.",
        "",
        f"{answered} {'answer' if answered == 1 else 'answers'}:  "
        + "   ".join(
            f"{counts[ruling]} {ruling.value}"
            for ruling in (Ruling.RIGHT, Ruling.PARTLY, Ruling.WRONG)
        ),
    ]
    dues = {graded.card.id: graded.after.due for graded in state.history if graded.after}
    if dues:
        lines.append(f"The next of these cards is due in {until(min(dues.values()), now)}.")
    return [*lines, "", "Enter or Escape: back to the decks.   u: take the last rating back."]


def _ruling(graded: Graded) -> Ruling:
    return Ruling.RIGHT if graded.overridden else graded.verdict.ruling
