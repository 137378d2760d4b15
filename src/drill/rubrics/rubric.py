"""A rubric as somebody answered it, what is wrong with an answer, and which cards want one."""

from __future__ import annotations

from dataclasses import dataclass

from drill.deck.card import Card, Kind, Misconception, Point
from drill.deck.wordings import list_points
from drill.grading.kinds import guess_kind

NEEDS_NONE = (Kind.TRUE_FALSE, Kind.CLOZE)
"""Kinds that say by themselves what is asked."""


@dataclass(frozen=True)
class Rubric:
    """What somebody proposes for one card."""

    card: str
    """Id of the card."""
    points: tuple[Point, ...] = ()
    accepts: tuple[str, ...] = ()
    wrongs: tuple[Misconception, ...] = ()
    right_examples: tuple[str, ...] = ()
    """Whole answers that must grade right; only for checking."""
    wrong_examples: tuple[str, ...] = ()
    """Whole answers that must grade wrong; only for checking."""


@dataclass(frozen=True)
class Fault:
    """Why a rubric, or a piece of an answer, cannot be used. The others are unharmed."""

    card: str
    """Id as it was given; empty when none was."""
    place: str
    """The field, such as `points[0].wordings`; or a line of the file."""
    what: str
    """What is wrong: one sentence."""
    remedy: str
    """What to do: one sentence."""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.card, self.place) if part)
        return f"{where or 'answer'}: {self.what} {self.remedy}"


def written_points(card: Card) -> tuple[Point, ...]:
    """The points somebody wrote (`Point:` lines), not those that are only the answer's list."""
    if card.kind is Kind.CLOZE or card.points == list_points(card.answer):
        return ()
    return card.points


def settled_points(card: Card) -> bool:
    """Whether somebody decided about the points: wrote some, or (a lone `Point:`) wants none."""
    return bool(written_points(card)) or (not card.points and bool(list_points(card.answer)))


def has_rubric(card: Card) -> bool:
    """Whether the deck tells the grader more than the reference."""
    return settled_points(card) or bool(card.accepts or card.wrongs)


def lacking(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards that would gain from a rubric and have none."""
    return tuple(
        card for card in cards if not has_rubric(card) and guess_kind(card) not in NEEDS_NONE
    )
