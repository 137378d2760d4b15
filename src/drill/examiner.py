"""The judge of a drill: each card graded by the rules of its deck, as this learner is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from drill.deck.card import Card, Deck
from drill.grading.strictness import Strictness
from drill.grading.verdict import Verdict
from drill.schedule.memory import Memory
from drill.schedule.strictness import strictness_for

if TYPE_CHECKING:
    from drill.grading.opinion import Opinion

Aliases = Mapping[str, Sequence[str]]


class Examiner:
    """Grades with the deck's strictness and lexicon. A `session.judging.Judge`."""

    def __init__(
        self,
        lexicons: Sequence[tuple[Deck, Aliases]],
        strictness: Strictness = Strictness.BALANCED,
        rising: bool = False,
        opinion: Opinion | None = None,
    ) -> None:
        """Each deck with what is heard for its terms; the learner's own strictness, for decks that
        name none, and whether it rises with a card's interval; a judge beside the rules."""
        self._lexicons = {card.id: pair for pair in lexicons for card in pair[0].cards}
        self._strictness = strictness
        self._rising = rising
        self._opinion = opinion

    def __call__(self, card: Card, answer: str, language: str, memory: Memory | None) -> Verdict:
        """The verdict on what was heard; `memory` is the card's before this answer."""
        from drill.grading.accepted import grade_conceding  # loaded when the first answer comes
        from drill.grading.aliases import respell

        deck, aliases = self._lexicons.get(card.id, (None, {}))
        base = Strictness(deck.strictness) if deck and deck.strictness else self._strictness
        # What was accepted was heard by the same recogniser.
        conceded = tuple(respell(accepted, card, aliases) for accepted in card.conceded)
        return grade_conceding(
            replace(card, conceded=conceded),
            respell(answer, card, aliases),
            language=language,
            strictness=strictness_for(base, memory, self._rising),
            opinion=self._opinion,
        )
