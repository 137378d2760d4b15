"""Code fences: which lines of a text are kept exactly as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"(?:(?:Q|A|C|Note):)?\s*(`{3,}(?=[^`]*$)|~{3,})(.*)")
_CARD = re.compile(r"[QC]:(?![:\\/])")
_RETRIES = 50


@dataclass(frozen=True)
class Fences:
    """The code fences of a text."""

    inside: frozenset[int]
    """0-based lines that are verbatim: everything after the opening fence up to the closing one."""
    unclosed: tuple[int, ...]
    """0-based lines that open a fence nobody closes; they count as plain text."""


@dataclass(frozen=True)
class _Mark:
    line: int
    sign: str
    bare: bool

    def closes(self, opening: _Mark) -> bool:
        return self.bare and self.sign[0] == opening.sign[0] and len(self.sign) >= len(opening.sign)


def find_fences(lines: Sequence[str]) -> Fences:
    """Pair the fences of `lines`.

    A fence that is never closed would swallow the cards after it: when the pairing does not come
    out even, the first fence that reaches over the start of a card is taken for the broken one.
    """
    marks = [
        _Mark(number, found[1], not found[2].strip() and line.lstrip().startswith(found[1]))
        for number, line in enumerate(lines)
        if ("```" in line or "~~~" in line) and (found := _FENCE.match(line))
    ]
    if not marks:
        return Fences(frozenset(), ())
    spans: list[tuple[int, int]] = []
    unclosed: list[int] = []
    start = 0
    for _ in range(_RETRIES):
        pairs, left = _pair(marks, start)
        if left is None:
            spans += [(marks[a].line, marks[b].line) for a, b in pairs]
            break
        broken = next(
            (place for place, (a, b) in enumerate(pairs) if _spans_card(lines, marks, a, b)),
            len(pairs),
        )
        spans += [(marks[a].line, marks[b].line) for a, b in pairs[:broken]]
        culprit = pairs[broken][0] if broken < len(pairs) else left
        unclosed.append(marks[culprit].line)
        start = culprit + 1
    inside = frozenset(line for first, last in spans for line in range(first + 1, last + 1))
    return Fences(inside, tuple(unclosed))


def _pair(marks: list[_Mark], start: int) -> tuple[list[tuple[int, int]], int | None]:
    """Pairs of positions in `marks` from `start` on, and the opening fence that is left over."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for place in range(start, len(marks)):
        if opened is None:
            opened = place
        elif marks[place].closes(marks[opened]):
            pairs.append((opened, place))
            opened = None
    return pairs, opened


def _spans_card(lines: Sequence[str], marks: list[_Mark], first: int, last: int) -> bool:
    inner = range(marks[first].line + 1, marks[last].line)
    return any(_CARD.match(lines[line]) for line in inner)
