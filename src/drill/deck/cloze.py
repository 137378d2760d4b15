"""Cloze text: `[gaps]` in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drill.deck.card import Point
from drill.deck.wordings import read_wordings, write_wordings

GAP = "[...]"
"""What stands for a gap in the question."""
_SIGN = re.compile(r"\\[\[\]]|[\[\]]|\n[ \t]*\n")


def read_cloze(text: str) -> tuple[str, tuple[Point, ...], bool]:
    """A text with `[gaps]`: the question with the gaps blanked, a point for each gap, and whether
    every gap was closed. Links and `\\[` are text; a gap does not reach over a blank line."""
    closing, closed = _brackets(text)
    question: list[str] = []
    points: list[Point] = []
    done = 0
    for start, end in closing:
        if start < done:
            continue  # inside a gap already taken
        wordings = read_wordings(_plain(text[start + 1 : end]))
        if wordings and text[end + 1 : end + 2] != "(":
            question += [_plain(text[done:start]), GAP]
            points.append(Point(wordings))
            done = end + 1
    return "".join([*question, _plain(text[done:])]), tuple(points), closed


def _brackets(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Pairs of brackets by their start, and whether all were paired."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    closed = True
    for found in _SIGN.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            pairs.append((opened.pop(), found.start()))
        elif found[0].isspace():
            closed = closed and not opened
            opened.clear()
    return sorted(pairs), closed and not opened


def _plain(text: str) -> str:
    return re.sub(r"\\([\[\]])", r"\1", text)


def write_cloze(question: str, points: Sequence[Point]) -> str | None:
    """The inverse of `read_cloze`; None when this question and these points are not of that form."""
    pieces = [re.sub(r"([\[\]])", r"\\\1", piece) for piece in question.split(GAP)]
    if len(pieces) != len(points) + 1 or not points:
        return None
    out = pieces[0]
    for point, piece in zip(points, pieces[1:]):  # noqa: B905 (lengths were compared)
        gap = re.sub(r"([\[\]])", r"\\\1", write_wordings(point.wordings))
        out += f"[{gap}]{piece}"
    return out if read_cloze(out) == (question, tuple(points), True) else None
