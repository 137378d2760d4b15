"""The line between question and answer: whose turn it is and what is heard."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from drill.ports import Level
from drill.session.state import Phase, State
from drill.tui.shown import shown
from drill.tui.widgets.badge import Badge
from drill.tui.widgets.meter import Meter

_HEARING = (Phase.LISTENING, Phase.THINKING, Phase.UNHEARD)


class StateLine(Horizontal):
    """Badge, level meter, what was heard so far, and the points of a verdict."""

    def compose(self) -> ComposeResult:
        """The parts, each at a place of its own so that nothing jumps."""
        yield Badge()
        yield Meter()
        yield Static("", classes="heard", markup=False)
        yield Static("", classes="result", markup=False)

    def show(self, state: State) -> None:
        """Draw the state."""
        self.query_one(Badge).show(state)
        meter = self.query_one(Meter)
        meter.display = state.phase is not Phase.JUDGED
        if state.phase is not Phase.LISTENING:
            meter.clear()
        heard = state.heard if state.phase in _HEARING else ""
        self.query_one(".heard", Static).update(shown(f"“{heard}”" if heard else ""))
        self.query_one(".result", Static).update(Content("   ".join(_result(state))))

    def hear(self, level: Level) -> None:
        """Draw one more level."""
        self.query_one(Meter).push(level)


def _result(state: State) -> list[str]:
    if state.phase is not Phase.JUDGED or state.verdict is None or state.answer is None:
        return []
    result = ["not sure"] if state.verdict.unsure and not state.overridden else []
    needed = [tick for tick in state.verdict.ticks if tick.required]
    if needed:
        said = sum(tick.said for tick in needed)
        result.append(f"{said} of {len(needed)} points")
    if state.answer.source == "voice":
        result.append(f"{state.answer.wait:.1f} s after your last word")
    return result
