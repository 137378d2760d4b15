"""The four ratings, each with the time at which the card would come again."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from drill.session.state import Phase, State
from drill.tui.durations import until
from drill.tui.pressable import pressable


class RatingLine(Static):
    """`1 again 10 min   2 hard 1 d  [3 good 4 d]  4 easy 9 d`; the brackets are what Enter gives."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: State, now: datetime) -> None:
        """Draw the choice while there is one."""
        if state.phase not in (Phase.JUDGED, Phase.SAVING):
            self.update(Content(""))
            return
        chosen = state.chosen or state.suggested
        self.update(
            Content(" ").join(
                _choice(
                    f"{int(preview.rating)} {preview.rating.name.lower()} {until(preview.due, now)}",
                    str(int(preview.rating)),
                    preview.rating is chosen,
                )
                for preview in state.previews
            )
        )


def _choice(text: str, key: str, chosen: bool) -> Content:
    """As wide with brackets as without, so that nothing jumps."""
    choice = pressable(text, key)
    if chosen:
        return Content.assemble("[", choice.stylize("bold"), "]")
    return Content.assemble(" ", choice, " ")
