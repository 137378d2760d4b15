"""Where answers are typed and transcripts corrected."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from drill.session.state import Phase, State
from drill.text import clean
from drill.tui.keys import ANSWERING

_HINTS = {
    Phase.WAITING: "Tab or t to type your answer",
    Phase.ASKING: "t to type instead",
    Phase.LISTENING: "t to type instead",
    Phase.UNHEARD: "t to type your answer",
    Phase.JUDGED: "e to correct the answer",
}


class AnswerLine(Input):
    """One line of text. Its cursor does not blink: the screen is calm."""

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.correcting = False
        """It holds an answer that was graded and is being corrected."""

    @property
    def text(self) -> str:
        """What was typed, clean."""
        return clean(self.value).strip()

    def empty(self) -> None:
        """Begin anew."""
        self.correcting = False
        self.value = ""

    def correct(self, text: str) -> None:
        """Put in an answer to be corrected, with the cursor at its end."""
        self.correcting = True
        self.value = " ".join(clean(text).split())
        self.cursor_position = len(self.value)

    def show(self, state: State, focused: bool) -> None:
        """Say what can be done here."""
        if focused and state.phase in ANSWERING:
            self.placeholder = "type your answer; Enter alone means: I don't know"
        else:
            self.placeholder = _HINTS.get(state.phase, "")

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(clean(event.text).split()))
