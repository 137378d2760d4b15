"""The values every other room works with: a card and the deck it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """How a card is graded. Guessed from the reference unless the deck says it."""

    TRUE_FALSE = "true/false"
    SHORT = "short"
    LIST = "list"
    STEPS = "steps"
    FORMULA = "formula"
    PROSE = "prose"
    CLOZE = "cloze"


STRICTNESSES = ("strict", "balanced", "lenient")
"""How much benefit of the doubt answers may get."""


@dataclass(frozen=True)
class Point:
    """One thing the answer should contain."""

    wordings: tuple[str, ...]
    """Equivalent ways to say it, at least one; the first is the one shown."""
    required: bool = True
    """An optional point (written in parentheses) never costs the learner anything."""


@dataclass(frozen=True)
class Misconception:
    """A wording that proves a misunderstanding."""

    wordings: tuple[str, ...]
    reason: str = ""
    """What the learner should hear about it."""


@dataclass(frozen=True)
class Card:
    """One question and its reference answer."""

    id: str
    """Stable identity, written in the deck file; never a hash of the words."""
    question: str
    """Markdown, possibly several lines."""
    answer: str
    """The reference as shown. Markdown, possibly several lines."""
    kind: Kind | None = None
    """As said in the deck (`Type:`); None means guess."""
    accepts: tuple[str, ...] = ()
    """Whole answers that are right as well (`Accept:`)."""
    points: tuple[Point, ...] = ()
    """Points said in the deck (`Point:` lines, or the list under `A:`)."""
    wrongs: tuple[Misconception, ...] = ()
    """Wordings that prove a misunderstanding (`Wrong: wording / wording -> reason`)."""
    remarks: tuple[str, ...] = ()
    """Shown with the answer, never required (`Note:`)."""
    tags: tuple[str, ...] = ()
    line: int = 0
    """1-based line of the question in its file; 0 when it has none."""
    conceded: tuple[str, ...] = ()
    """Answers this learner had accepted ("I was right"): from the review log, never in the file."""


@dataclass(frozen=True)
class Deck:
    """A deck file, read."""

    name: str
    cards: tuple[Card, ...] = ()
    language: str = "en"
    """BCP 47 tag of what is spoken, e.g. `en` or `de`."""
    path: str = ""
    """The file it came from, as given; empty when it came from none."""
    strictness: str = ""
    """One of `STRICTNESSES`; empty when the deck leaves it to the learner."""
