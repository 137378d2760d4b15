"""Text from outside as a screen may show it. Every widget takes it through here."""

from __future__ import annotations

from textual.content import Content

from drill.text import clean


def shown(text: str) -> Content:
    """`text` as it is: never markup, no escape sequences, no control characters."""
    return Content(clean(text))
