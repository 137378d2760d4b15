"""First pass over a deck file: front matter, cards as blocks of fields, and what stands outside.

Knows nothing of what the fields mean. Works on any text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drill.deck.fences import find_fences
from drill.deck.lines import FIELD, HEADING, meant_field
from drill.text import clean

MAX_LINE = 20_000
"""Longest line in characters; what is longer is left out."""
_BREAK = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"---\s*$")
_MISSPELT = re.compile(r"([A-Za-z]{1,12}):(?:\s|$)")
_INLINE_COMMENT = re.compile(r"<!--.*?-->")


@dataclass
class Field:
    """A field as it stands in the file; grows while the file is read."""

    name: str
    line: int
    """1-based."""
    lines: list[str]
    """What follows the name, then the lines below it."""
    last: int = 0
    """1-based line of the last line that is not blank."""

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks is there."""
        return not any(map(str.strip, self.lines))


@dataclass(frozen=True)
class Outline:
    """A deck file in pieces."""

    front: list[tuple[int, str]] = field(default_factory=list)
    """Lines of the front matter with their numbers."""
    blocks: list[list[Field]] = field(default_factory=list)
    """Fields of one card each; the first is `Q` or `C`, or the card has lost its question."""
    strays: list[tuple[int, str]] = field(default_factory=list)
    """Text outside any card: first line of each run of lines."""
    misspelt: list[tuple[int, str, str]] = field(default_factory=list)
    """Lines that look like a field: number, word, name meant."""
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    """Lines that open something nobody closes, and what: a code fence, a comment, front matter."""
    long: list[int] = field(default_factory=list)
    """Lines longer than MAX_LINE."""


def split_lines(text: str) -> list[str]:
    """Cleaned lines, one for each line of the file."""
    if "\x1b" in text or "\x9b" in text:  # an escape sequence must not swallow the next line
        return [clean(line) for line in _BREAK.split(text)]
    return clean(text).split("\n")


def outline(text: str) -> Outline:
    """Take a deck file to pieces. Never fails."""
    found = Outline()
    lines = split_lines(text.removeprefix("\ufeff"))
    if len(text) > MAX_LINE:
        for place, line in enumerate(lines):
            if len(line) > MAX_LINE:
                found.long.append(place + 1)
                lines[place] = line[:200] + "…"
    fences = find_fences(lines)
    found.unclosed.extend((place + 1, "code fence") for place in fences.unclosed)
    body = _front_matter(lines, found)
    shown = _without_comments(lines, body, fences.inside, found) if "<!--" in text else lines
    _fields(shown, body, fences.inside, found)
    for block in found.blocks:
        _drop_headings(block[-1])
    return found


def _front_matter(lines: Sequence[str], found: Outline) -> int:
    """Collect the front matter; returns the 0-based line after it."""
    start = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not _RULE.match(lines[start]):
        return 0
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if _RULE.match(line):
            found.front.extend(enumerate(lines[start + 1 : place], start + 2))
            return place + 1
        if FIELD.match(line):
            head = [(n, text) for n, text in enumerate(lines[start + 1 : place], start + 2)]
            if not any(text.strip() for _, text in head):
                return start  # a rule above the first card
            found.front.extend(head)
            found.unclosed.append((start + 1, "front matter"))
            return place
    return start


def _without_comments(
    lines: Sequence[str], start: int, inside: frozenset[int], found: Outline
) -> list[str | None]:
    """The lines without `<!-- comments -->`; None for a line that was nothing else."""
    out: list[str | None] = list(lines)
    last = max((place for place, line in enumerate(lines) if "-->" in line), default=-1)
    opened: int | None = None
    for place in range(start, len(lines)):
        line = lines[place]
        if opened is not None:
            head, end, tail = line.partition("-->")
            out[place] = tail if end and tail.strip() else None
            opened = None if end else opened
            line = out[place] or ""
        if place in inside or "<!--" not in line:
            continue
        line = _INLINE_COMMENT.sub("", line)
        head, mark, _ = line.partition("<!--")
        if mark and last > place:
            opened, line = place, head
        elif mark:
            found.unclosed.append((place + 1, "comment"))
        out[place] = line if line.strip() else None
    return out


def _fields(
    lines: Sequence[str | None], start: int, inside: frozenset[int], found: Outline
) -> None:
    block: list[Field] | None = None
    current: Field | None = None
    stray = False
    for place in range(start, len(lines)):
        line = lines[place]
        if line is None:
            continue
        verbatim = place in inside
        match = None if verbatim or line[:1] not in _INITIALS else FIELD.match(line)
        if match:
            current = Field(match[1], place + 1, [match[2]], place + 1)
            if block is None or current.name in "QC" or _answered(block, current.name):
                block = []
                found.blocks.append(block)
            block.append(current)
            stray = False
        elif not verbatim and line[:3] == "---" and _RULE.match(line):
            block = current = None
            stray = False
        elif current is not None:
            if current.name not in _PARAGRAPHS and not verbatim and not line.strip():
                current = None
                continue
            current.lines.append(line)
            current.last = place + 1 if line.strip() else current.last
            if not verbatim and ":" in line[:13]:
                _suspect(place, line, found)
        elif not line.strip() or HEADING.match(line):
            stray = False
        elif not stray:
            found.strays.append((place + 1, line.strip()))
            stray = True


_INITIALS = frozenset("QACPWNT")
_PARAGRAPHS = frozenset("QAC")
"""Fields that go on over blank lines."""


def _answered(block: list[Field], name: str) -> bool:
    """Whether an `A:` cannot belong to this card any more."""
    return name == "A" and any(each.name in ("A", "C") for each in block)


def _suspect(place: int, line: str, found: Outline) -> None:
    word = _MISSPELT.match(line)
    meant = meant_field(word[1]) if word else None
    if word and meant:
        found.misspelt.append((place + 1, word[1], meant))


def _drop_headings(last: Field) -> None:
    """A heading below a card, with a blank line above it, is there for the reader of the file."""
    lines = last.lines
    while len(lines) > 1:
        heading = len(lines) > 2 and HEADING.match(lines[-1]) and not lines[-2].strip()
        if lines[-1].strip() and not heading:
            return
        lines.pop()
