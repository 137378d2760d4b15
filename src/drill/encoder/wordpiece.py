"""Text to the pieces a BERT encoder reads. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_WORD = re.compile(r"[^\W_]+|\S")
LONGEST = 60
"""Characters of a word that is looked up; a longer one is unknown."""
MOST_CHARACTERS = 2000
"""A longer text is cut before anything else happens to it."""


class WordPiece:
    """Greedy longest-match pieces of lower-cased words without accents."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: piece ("##" before those inside a word) -> row of the embedding."""
        self.rows = vocabulary
        self._unknown = vocabulary["[UNK]"]

    def __call__(self, text: str, most: int) -> list[int]:
        """The rows of the text's pieces, the first `most` of them."""
        rows: list[int] = []
        plain = unicodedata.normalize("NFD", text[:MOST_CHARACTERS].lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        for match in _WORD.finditer(plain):
            rows += self._word(match.group())
            if len(rows) >= most:
                break
        return rows[:most]

    def _word(self, word: str) -> list[int]:
        if len(word) > LONGEST:
            return [self._unknown]
        rows: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                row = self.rows.get(mark + word[start:end])
                if row is not None:
                    break
            else:
                return [self._unknown]
            rows.append(row)
            start = end
        return rows
