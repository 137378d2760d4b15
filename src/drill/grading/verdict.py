"""What the grader says about an answer, with everything a screen needs to explain it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ruling(str, Enum):
    """The four things an examiner can say."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNHEARD = "unheard"
    """Nothing was said, or nothing a recogniser can be trusted on. Never graded."""


class Mark(str, Enum):
    """What became of a piece of the reference."""

    PLAIN = "plain"
    """Not asked for: stop words, punctuation, remarks."""
    SAID = "said"
    MISSED = "missed"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Span:
    """A piece of the reference; the pieces of a verdict join to the whole reference."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Tick:
    """A point, list item or step, and whether it was said."""

    text: str
    said: bool
    required: bool = True


UNSURE = 0.5
"""Below this sureness a ruling is about as often wrong as right: see `docs/grading.md`."""


@dataclass(frozen=True)
class Verdict:
    """The grade of one answer and why."""

    ruling: Ruling
    score: float
    """0 to 1: how much of what was asked was said, after the vetoes."""
    said: tuple[str, ...] = ()
    """Words or points of the reference the learner said."""
    missed: tuple[str, ...] = ()
    """Words or points of the reference the learner did not say: what is worth reading aloud."""
    why: str = ""
    """One plain sentence."""
    spans: tuple[Span, ...] = ()
    """The reference in pieces, marked."""
    ticks: tuple[Tick, ...] = ()
    """Points, items or steps in the reference's order; empty for prose without points."""
    sure: float = 1.0
    """0 to 1: how sure the grader is of the ruling."""
    contradicted: tuple[str, ...] = ()
    """Words or points of the reference the learner said the opposite of."""

    @property
    def unsure(self) -> bool:
        """The grader would not insist: the learner is asked first."""
        return self.sure < UNSURE
