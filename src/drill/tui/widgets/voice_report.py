"""The parts of the voice that do not work on this machine, each with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from drill.ports import Missing
from drill.tui.shown import shown


class VoiceReport(Static):
    """Nothing while all works."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"voice-report--part"}

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown: tuple[Missing, ...] = ()
        self.display = False

    def show(self, missing: Sequence[Missing]) -> None:
        """Draw these, if they are others than before."""
        if tuple(missing) != self._shown:
            self._shown = tuple(missing)
            self.display = bool(missing)
            lines = [Content("Not working (typing always does):"), *map(_line, missing)]
            self.update(Content("\n").join(lines))


def _line(missing: Missing) -> Content:
    return Content.assemble(
        shown(missing.part).stylize(".voice-report--part"),
        "  ",
        shown(f"{missing.reason} {missing.remedy}"),
    )
