"""A text from a card, readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.widgets import Static

from drill.grading.verdict import Span
from drill.tui.prose import render


class Prose(Static):
    """Markdown as it is shown, its words marked as said, missed or contradicted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "prose--strong",
        "prose--emphasis",
        "prose--code",
        "prose--said",
        "prose--missed",
        "prose--contradicted",
    }

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes, markup=False)

    def show(self, source: str, marks: Sequence[Span] = ()) -> None:
        """Draw `source`; `marks` join to it."""
        self.update(render(source, marks))
