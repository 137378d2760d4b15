"""The lines of a field as text and back: field names, indentation, escapes, ids.

Wherever a line could be taken for grammar, a backslash in front of it makes it text. Reading takes
one backslash away, writing adds one, so that every text survives writing and reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from drill.deck.fences import find_fences

NAMES = ("Q", "A", "C", "Point", "Accept", "Wrong", "Note", "Type", "Tags")
FIELD = re.compile(rf"({'|'.join(NAMES)}):(?![:\\/])[ \t]*(.*)")
HEADING = re.compile(r"#{1,6}(?:\s|$)")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_LAST = re.compile(r"(?:^|(?<=\s))\^([^\s^$\\{}()\[\]?!=+*]+)\s*$")
_LAST_TEXT = re.compile(r"(?:^|(?<=\s))(\\*\^\S*)\s*$")
_SIGN = re.compile(
    rf"\\*(?:(?:{'|'.join(NAMES)}):(?![:\\/])|---\s*$|#{{1,6}}(?:\s|$)|`{{3}}|~{{3}})"
)
_WORD = re.compile(r"\\*([A-Za-z]{1,12}):(?![:\\/])")
_ALIASES = {"q": "Q", "question": "Q", "a": "A", "answer": "A", "ans": "A", "c": "C", "cloze": "C"}
_ALIASES |= {"points": "Point", "accepted": "Accept", "remark": "Note", "tag": "Tags"}
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")


@lru_cache(maxsize=256)
def meant_field(word: str) -> str | None:
    """The field name that `word` (before a colon) is a misspelling of, if any."""
    if word in NAMES:
        return None
    low = word.lower()
    if low in _ALIASES:
        return _ALIASES[low]
    if len(low) < 4:
        return None
    import difflib  # only for suspicious lines

    long = {name.lower(): name for name in NAMES if len(name) > 1}
    near = difflib.get_close_matches(low, long, 1, 0.75)
    return long[near[0]] if near else None


def tidy(lines: Sequence[str]) -> str:
    """Lines of a field as its text: no blank lines around it, no common indentation, no trailing
    blanks, except that code fences keep theirs. The first line stands after the field's name."""
    if len(lines) == 1:
        return lines[0].strip()
    inside = find_fences(lines).inside
    margin = _margin(lines[1:])
    kept = [lines[0].strip()]
    for place, line in enumerate(lines[1:], 1):
        line = line.removeprefix(margin)
        kept.append(line if place in inside else line.rstrip())
    return "\n".join(kept).strip()


def _margin(lines: Sequence[str]) -> str:
    """The indentation that all lines share, blank ones left out."""
    margin: str | None = None
    for line in lines:
        if line.strip():
            indent = _indent(line)
            while margin and not indent.startswith(margin):
                margin = margin[:-1]
            margin = indent if margin is None else margin
    return margin or ""


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def read_text(lines: Sequence[str]) -> str:
    """The text of a `Q:`, `A:`, `C:` or `Note:` field."""
    text = tidy(lines)
    if "\\" not in text:
        return text
    found = text.split("\n")
    inside = find_fences(found).inside
    return "\n".join(line if i in inside else _unescape(line) for i, line in enumerate(found))


def write_text(text: str) -> list[str]:
    """The lines of a field holding `text`; the first one goes behind the field's name and is empty
    when the text has to begin on a line of its own."""
    lines = text.split("\n")
    fences = find_fences(lines)
    opened = {i - 1 for i in fences.inside if i - 1 not in fences.inside}
    out = [
        line if i in fences.inside or i in opened else _escape(line, first=i == 0)
        for i, line in enumerate(lines)
    ]
    rest = [line for line in lines[1:] if line.strip()]
    on_its_own = rest and (0 in opened or _ITEM.match(lines[0]) or all(map(_indent, rest)))
    if not on_its_own:
        return out
    return ["", _escape(lines[0], first=False) if 0 not in opened else lines[0], *out[1:]]


def _escape(line: str, *, first: bool) -> str:
    line = hide_comments(line)
    if _SIGN.match(line):
        plain = first and line[0] not in "\\`~"
        return line if plain else "\\" + line
    word = _WORD.match(line)
    return "\\" + line if word and line[0] == "\\" and meant_field(word[1]) else line


def _unescape(line: str) -> str:
    line = show_comments(line)
    if line[:1] != "\\":
        return line
    word = _WORD.match(line)
    return line[1:] if _SIGN.match(line) or (word and meant_field(word[1])) else line


def hide_comments(text: str) -> str:
    """The text with a backslash in every `<!--`, so that it is not taken for a comment."""
    return re.sub(r"<(\\*!--)", r"<\\\1", text)


def show_comments(text: str) -> str:
    """The inverse of `hide_comments`."""
    return re.sub(r"<\\(\\*!--)", r"<\1", text)


def split_id(line: str) -> tuple[str, str]:
    """The first line of a question without its ` ^id`, and what stands for the id ("" for none)."""
    found = _LAST.search(line)
    if found:
        line = line[: found.start()].rstrip()
    caret = _LAST_TEXT.search(line)
    if caret and caret[1][0] == "\\":
        line = line[: caret.start(1)] + caret[1][1:]
    return line, found[1] if found else ""


def join_id(line: str, card: str) -> str:
    """The first line of a question with its id behind it."""
    caret = _LAST_TEXT.search(line)
    if caret:
        line = line[: caret.start(1)] + "\\" + caret[1]
    return f"{line} ^{card}".lstrip() if card else line
