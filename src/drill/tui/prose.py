"""Card text as it is shown: the common signs of Markdown become looks, everything else stays.

Unlike a full Markdown renderer this keeps track of where each shown character stands in the
source, so that the words of a reference can be marked, and it is one pass over one string, so
that a card of 100 kB is no different from a short one. What is not sure to be Markdown
(`a*b*c`, `snake_case`, `$x_1$`, `[x]`) is left as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content, Span

from drill.grading.verdict import Mark
from drill.grading.verdict import Span as Marked
from drill.text import clean

STRONG, EMPHASIS, CODE = ".prose--strong", ".prose--emphasis", ".prose--code"

# Every inner part is bounded and cannot run over its own delimiter: no text makes this slow.
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!$~>|-])"
    r"|(?<!`)(?P<ticks>``?)(?!`)(?P<code>[^`\n]{1,500})(?P=ticks)(?!`)"
    r"|(?P<math>\$\$[^$\n]{1,900}\$\$|\$(?!\s)[^$\n]{1,400}(?<!\s)\$(?!\d))"
    r"|!?\[(?P<label>[^\[\]\n]{1,300})\]\((?P<target>[^()\s]{1,500})\)"
    r"|(?<![\w*])\*\*(?!\s)(?P<strong>(?:[^*\n]|\*(?!\*)){1,400}?)(?<!\s)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?!\s)(?P<star>[^*\n]{1,400})(?<!\s)\*(?![\w*])"
    r"|(?<![\w_])_(?!\s)(?P<under>[^_\n]{1,400})(?<!\s)_(?![\w_])"
    r"|(?P<break><br */?>)"
)
_BLOCK = re.compile(
    r"(?P<heading>#{1,6} +)|(?P<indent>[ \t]*)(?:(?P<bullet>[-*+]) +|(?P<quote>> ?))"
)
_FENCE = re.compile(r"[ \t]*(?:```[^`]*|~~~[^~]*)$")


@dataclass(frozen=True)
class _Piece:
    shown: str
    start: int
    """Where it begins in the source; -1 when it only stands for a sign of the source."""
    styles: tuple[str, ...] = ()


def render(source: str, marks: Sequence[Marked] = ()) -> Content:
    """`source` (Markdown) as it is shown; `marks` join to `source` and say what became of it.

    Marks that do not join to it are left out.
    """
    source, marks = clean(source), [replace(mark, text=clean(mark.text)) for mark in marks]
    if "".join(mark.text for mark in marks) != source:
        marks = ()
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    edges = list(_edges(marks))
    edge = 0
    for piece in _pieces(source):
        end = length + len(piece.shown)
        parts.append(piece.shown)
        spans += [Span(length, end, style) for style in piece.styles]
        if piece.start >= 0:
            while edge < len(edges) and edges[edge][1] <= piece.start:
                edge += 1
            for low, high, style in _within(edges, edge, piece):
                spans.append(Span(length + low - piece.start, length + high - piece.start, style))
        length = end
    return Content("".join(parts).rstrip("\n"), spans)


def _edges(marks: Sequence[Marked]) -> Iterator[tuple[int, int, str]]:
    """Start, end and style of every marked stretch of the source."""
    position = 0
    for mark in marks:
        end = position + len(mark.text)
        if mark.mark is not Mark.PLAIN:
            yield position, end, f".prose--{mark.mark.value}"
        position = end


def _within(
    edges: Sequence[tuple[int, int, str]], first: int, piece: _Piece
) -> Iterator[tuple[int, int, str]]:
    stop = piece.start + len(piece.shown)
    for start, end, style in edges[first:]:
        if start >= stop:
            return
        yield max(start, piece.start), min(end, stop), style


def _pieces(source: str) -> Iterator[_Piece]:
    fenced = False
    start = 0
    for line in source.splitlines(keepends=True):
        end = start + len(line)
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield _Piece(line, start, (CODE,))
        else:
            yield from _line(source, start, end)
        start = end


def _line(source: str, start: int, end: int) -> Iterator[_Piece]:
    styles: tuple[str, ...] = ()
    if block := _BLOCK.match(source, start, end):
        if block["heading"]:
            styles = (STRONG,)
        else:
            yield _Piece(block["indent"] + ("• " if block["bullet"] else "│ "), -1)
        start = block.end()
    yield from _inline(source, start, end, styles)


def _inline(source: str, start: int, end: int, styles: tuple[str, ...]) -> Iterator[_Piece]:
    for found in _INLINE.finditer(source, start, end):
        if found.start() > start:
            yield _Piece(source[start : found.start()], start, styles)
        start = found.end()
        group = found.lastgroup
        if group in ("strong", "star", "under"):
            look = STRONG if group == "strong" else EMPHASIS
            yield from _inline(source, *found.span(group), (*styles, look))
        elif group == "target":
            yield _Piece(found["label"], found.start("label"), styles)
            yield _Piece(f" ({found['target']})", -1, styles)
        elif group == "break":
            yield _Piece("\n", -1)
        elif group is not None:
            look_of_code = (CODE,) if group == "code" else ()
            yield _Piece(found[group], found.start(group), (*styles, *look_of_code))
    if start < end:
        yield _Piece(source[start:end], start, styles)
