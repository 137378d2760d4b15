"""Text that does with the mouse what a key does."""

from __future__ import annotations

from textual.content import Content


def pressable(text: str, key: str) -> Content:
    """`text` (never markup) as something that presses `key` when it is clicked."""
    return Content.from_markup(f"[@click=app.simulate_key({key!r})]$text[/]", text=text)
