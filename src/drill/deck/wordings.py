"""Wordings, points and misconceptions: what stands behind `Point:`, `Accept:` and `Wrong:`.

A slash alone parts wordings, parentheses around it all make a point optional, an arrow leads to a
reason; a backslash in front of any of them makes it text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drill.deck.card import Misconception, Point
from drill.deck.fences import find_fences

_SLASH = re.compile(r"(?:^|(?<=\s))/(?=\s|$)")
_ARROW = re.compile(r"(?:^|(?<=\s))(?:->|→)(?=\s|$)")
_LOOSE_ARROW = re.compile(r"\\+(?:->|→)|(?:^|(?<=\s))(?:->|→)(?=\s|$)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(\S.*)")


def read_wordings(text: str) -> tuple[str, ...]:
    """The wordings between slashes that stand alone; `\\/` is a slash."""
    parts = (" ".join(part.split()) for part in _SLASH.split(text))
    return tuple(re.sub(r"\\(\\*/)", r"\1", part) for part in parts if part)


def write_wordings(wordings: Iterable[str]) -> str:
    """The inverse of `read_wordings`."""
    return " / ".join(
        re.sub(r"\\+/|(?:^|(?<=\s))/(?=\s|$)", lambda found: "\\" + found[0], wording)
        for wording in wordings
    )


def read_point(text: str) -> Point | None:
    """A point; in parentheses as a whole it is optional. None when it says nothing."""
    text = " ".join(text.split())
    required = not _enclosed(text)
    if not required:
        text = _PARENTHESIS.sub(r"\1", text[1:-1].strip())
    elif re.match(r"\\+\(", text):
        text = text[1:]
    wordings = read_wordings(text)
    return Point(wordings, required) if wordings else None


def write_point(point: Point) -> str:
    """The inverse of `read_point`."""
    text = write_wordings(point.wordings)
    if point.required:
        return "\\" + text if _enclosed(text) or re.match(r"\\+\(", text) else text
    if _PARENTHESIS.search(text) or not _enclosed(f"({text} )"):
        text = re.sub(r"(\\*[()])", r"\\\1", text)
    return f"({text} )" if text.endswith("\\") else f"({text})"


_PARENTHESIS = re.compile(r"\\(\\*[()])")


def _enclosed(text: str) -> bool:
    """Whether one pair of parentheses holds the whole text."""
    if len(text) < 2 or text[0] != "(" or text[-1] != ")" or text[-2] == "\\":
        return False
    depth = 0
    for sign in _PARENTHESIS.sub("", text)[:-1]:
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return False
    return True


def read_wrong(text: str) -> Misconception | None:
    """`wording / wording -> reason`. None when there is no wording."""
    arrow = _ARROW.search(text)
    wordings, reason = (text[: arrow.start()], text[arrow.end() :]) if arrow else (text, "")
    found = tuple(re.sub(r"\\(\\*(?:->|→))", r"\1", each) for each in read_wordings(wordings))
    return Misconception(found, " ".join(reason.split())) if found else None


def write_wrong(wrong: Misconception) -> str:
    """The inverse of `read_wrong`."""
    text = _LOOSE_ARROW.sub(lambda found: "\\" + found[0], write_wordings(wrong.wordings))
    return f"{text} -> {wrong.reason}" if wrong.reason else text


def list_points(answer: str) -> tuple[Point, ...]:
    """The items of the Markdown list in an answer, as points; indented lines belong to the item
    above them, deeper lists are not points of their own."""
    lines = answer.split("\n")
    inside = find_fences(lines).inside
    items: list[str] = []
    deeper = False
    for place, line in enumerate(lines):
        item = None if place in inside else _ITEM.match(line)
        if item:
            items.append(item[1])
            deeper = False
        elif items and line[:1].isspace() and line.strip():
            deeper = deeper or place in inside or bool(_ITEM.match(line.strip()))
            if not deeper:
                items[-1] += " " + line.strip()
        elif line.strip():
            deeper = True
    return tuple(point for point in map(read_point, items) if point)
