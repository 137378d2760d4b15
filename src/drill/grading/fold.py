"""Folding text to what is compared: lower case, no accents, plain quotes and dashes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "ß": "s", "æ": "e",
        "œ": "e", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "×": "*", "·": "*", "÷": "/", "…": " ",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "\u00a0": " ", "²": "2", "³": "3",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """The text folded, character for character: the result is exactly as long as `text`."""
    if text.isascii():
        return text.lower()
    return "".join(_fold_one(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    if character < "\x80":
        return character.lower()
    plain = character.translate(_PLAIN)
    if plain != character:
        return plain
    if unicodedata.category(character) == "No":
        return character
    base = unicodedata.normalize("NFKD", character)[:1].lower()[:1]
    return (
        base if base and not unicodedata.combining(base) else " " if not base.strip() else character
    )


def bag(words: str) -> frozenset[str]:
    """The words of a text with spaces between them, as a set: for word lists in code."""
    return frozenset(words.split())
