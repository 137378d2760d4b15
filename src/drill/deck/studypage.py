"""A pasted study page: a title, then question and answer lines with nothing between them.

Every line gets a role by several cues (`cues`, `scores`), the page the best sequence of roles (`segment`).
Where another reading is almost as good, the card is doubtful and says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drill.deck.cues import BULLET, ORDERLY, SCENE, SENTENCE_END, Line, look_at
from drill.deck.scores import score_lines
from drill.deck.segment import Choice, Role, choose_roles
from drill.text import clean

SURE = 1.2
"""Margin below which a line's role is doubtful."""
_RULE = re.compile(r"[-=_*–—]{3,}$")
_HEADING = re.compile(r"#{1,6}\s+")
_QUESTION_LABEL = re.compile(
    r"(?:Q(?:uestion)?|F(?:rage)?)\s*\d*\s*[:.)]\s+|\(?\d{1,3}[.)]\s+", re.I
)
_ANSWER_LABEL = re.compile(r"(?:A(?:ns(?:wer)?)?|Antwort|Solution|Lösung)\s*\d*\s*:\s*", re.I)
_TERM = re.compile(r"[A-ZÄÖÜ][^.!?:;,]{2,90}$")


@dataclass(frozen=True)
class StudyCard:
    """A question and its answer, as found."""

    question: str
    """One or several lines, with the page's own characters."""
    answer: str
    """One or several lines."""
    line: int
    """1-based line of the question in the page."""
    doubt: str = ""
    """Why the split may be wrong; empty when it is clear."""
    doubt_line: int = 0
    """The line that could be read in another way; 0 when there is none."""


@dataclass(frozen=True)
class StudyPage:
    """A page, read."""

    title: str
    cards: tuple[StudyCard, ...]


def read_study_page(text: str) -> StudyPage:
    """The title and the cards of a page, in its order. Never fails; a page of fewer than two lines
    below its title has no cards."""
    title, lines = _lines(text)
    if len(lines) < 2:
        return StudyPage(title, ())
    choices = choose_roles(score_lines(lines))
    starts = [place for place, choice in enumerate(choices) if choice.role is Role.ASK]
    ends = [*starts[1:], len(lines)]
    cards = [_card(lines[a:b], choices[a:b]) for a, b in zip(starts, ends)]  # noqa: B905
    return StudyPage(title, tuple(cards))


def _lines(text: str) -> tuple[str, list[Line]]:
    """The title and the lines that say something."""
    rows: list[tuple[str, int, bool]] = []
    gap = False
    for number, raw in enumerate(clean(text.removeprefix("\ufeff")).split("\n"), 1):
        shown = raw.strip()
        if not shown or _RULE.match(shown):
            gap = True
            continue
        rows.append((shown, number, gap))
        gap = False
    if not rows:
        return "", []
    lines = look_at(rows)
    first = lines[0]
    if (first.asks or first.ordered) and len(lines) > 1 and not _HEADING.match(first.text):
        return "", lines
    return _HEADING.sub("", first.text), lines[1:]


def _card(lines: Sequence[Line], choices: Sequence[Choice]) -> StudyCard:
    middle = next(place for place, choice in enumerate(choices) if choice.role is Role.ANSWER)
    question, answer = [[line.text for line in part] for part in (lines[:middle], lines[middle:])]
    doubt, place = _doubt(lines, choices)
    return StudyCard(
        question="\n".join([_without(_QUESTION_LABEL, question[0]), *question[1:]]),
        answer="\n".join([_without(_ANSWER_LABEL, answer[0]), *answer[1:]]),
        line=lines[0].number,
        doubt=doubt,
        doubt_line=lines[place].number if doubt else 0,
    )


def _without(label: re.Pattern[str], line: str) -> str:
    found = label.match(line)
    return line[found.end() :] or line if found else line


_RIVALS = {
    Role.ASK: "may begin a new question",
    Role.ASK_MORE: "may still belong to the question",
    Role.ANSWER: "may be the answer, or begin it",
    Role.ANSWER_MORE: "may still belong to the answer above it",
}


def _doubt(lines: Sequence[Line], choices: Sequence[Choice]) -> tuple[str, int]:
    """Why a card may be split wrongly, and at which of its lines; "" when it is clear."""
    least = min(choice.margin for choice in choices)
    if least < SURE:
        place = next(n for n, choice in enumerate(choices) if choice.margin < least + 0.01)
        return f"{_short(lines[place])} {_RIVALS[choices[place].rival]}", place
    for place in range(1, len(lines)):
        if choices[place].role is Role.ANSWER_MORE and _breaks(lines[place - 1], lines[place]):
            may = "begin a new question" if place < len(lines) - 1 else "be a heading"
            return f"{_short(lines[place])} may {may}", place
    return "", 0


def _breaks(above: Line, line: Line) -> bool:
    """Whether a line looks unlike the line of the answer above it, and does not follow from it."""
    if SCENE.match(line.text) and SENTENCE_END.search(line.text) and re.search(r"\d", line.text):
        return True  # numbers to reckon with
    if (
        line.lower
        or ORDERLY.match(line.text)
        or BULLET.match(line.text)
        or line.words & above.words
    ):
        return False
    if BULLET.match(above.text):
        return True
    return bool(SENTENCE_END.search(above.text)) and bool(_TERM.match(line.text))


def _short(line: Line) -> str:
    return f'"{line.text[:37]}..."' if len(line.text) > 40 else f'"{line.text}"'
