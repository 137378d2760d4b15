"""The decks, with what is due in each and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from drill.ports import Shelf
from drill.tui.shown import shown

NAME = 44
"""Cells for a name, at most."""


class DeckList(OptionList):
    """One entry a deck; its problem stands under it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"deck-list--due", "deck-list--problem"}

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, shelves: Sequence[Shelf]) -> None:
        """List these; the same place stays selected."""
        names = [shown(" ".join(shelf.name.split())) for shelf in shelves]
        width = min(NAME, max((name.cell_length for name in names), default=0))
        place = self.highlighted or 0
        self.clear_options()
        self.add_options(
            Option(_entry(name.truncate(width, ellipsis=True, pad=True), shelf))
            for name, shelf in zip(names, shelves, strict=True)
        )
        if shelves:
            self.highlighted = min(place, len(shelves) - 1)
            self.focus()


def _entry(name: Content, shelf: Shelf) -> Content:
    due: Content | tuple[str, str] = (f"{shelf.due:>5} due", ".deck-list--due")
    entry = Content.assemble(
        name,
        due if shelf.due else f"{shelf.due:>5} due",
        f"{shelf.new:>6} new{shelf.cards:>7} cards",
    )
    if shelf.problem is None:
        return entry
    said = "\n  ".join(part for part in (shelf.problem.message, shelf.problem.hint) if part)
    return Content.assemble(entry, "\n", shown(f"! {said}").stylize(".deck-list--problem"))
