"""What the learner had accepted with "I was right", and how often the grader was overridden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from drill.deck.card import Card


@dataclass(frozen=True)
class Accepted:
    """An answer that is right from now on because the learner said so."""

    number: int
    """The store's id of the (latest) review that was overridden."""
    card: str
    deck: str
    answer: str
    at: datetime
    """When it was accepted. Aware, UTC."""


@dataclass(frozen=True)
class Tally:
    """The standing verdicts on one card; asking for the answer gets none."""

    card: str
    deck: str
    """Name of the deck when the card was last reviewed."""
    answers: int
    not_right: int
    """How many of the answers were not ruled right."""
    overridden: int
    """How many of those the learner had accepted, and did not take back."""


def concede(card: Card, *answers: str) -> Card:
    """The card with these answers accepted, each once."""
    return replace(card, conceded=tuple(dict.fromkeys((*card.conceded, *answers))))


def concede_all(cards: Iterable[Card], accepted: Iterable[Accepted]) -> tuple[Card, ...]:
    """The cards, each with what was accepted for it."""
    answers: dict[str, list[str]] = {}
    for each in accepted:
        answers.setdefault(each.card, []).append(each.answer)
    return tuple(concede(card, *answers.get(card.id, ())) for card in cards)
