"""The state of the conversation in one or two words, never in doubt."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from drill.session.state import Phase, State

_SIGNS = {
    "SPEAKING": "▶",
    "LISTENING": "●",
    "THINKING": "…",
    "YOUR TURN": "›",
    "DID NOT HEAR": "?",
    "RIGHT": "✔",
    "PARTLY": "◐",
    "WRONG": "✘",
    "I WAS RIGHT": "✔",
    "SAVING": "↓",
    "DONE": "■",
}


def words(state: State) -> str:
    """What the badge says: the phase, or the ruling when there is a verdict."""
    if state.phase is Phase.JUDGED and state.verdict is not None:
        return "I WAS RIGHT" if state.overridden else state.verdict.ruling.value.upper()
    return state.phase.value


class Badge(Static):
    """The phase or the ruling, as a sign, as words and as a colour."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: State) -> None:
        """Draw the state."""
        text = words(state)
        self.set_classes("-" + text.lower().replace(" ", "-"))
        self.update(Content(f"{_SIGNS.get(text, '●')} {text}"))
