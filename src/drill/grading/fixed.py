"""The kinds of card that rules alone decide: true or false, and formulas."""

from __future__ import annotations

import re

from drill.deck.card import Card
from drill.grading.align import Heard
from drill.grading.evidence import gather
from drill.grading.fold import fold
from drill.grading.formula import FUNCTIONS, compare
from drill.grading.lexicon import Lexicon
from drill.grading.outcome import Outcome
from drill.grading.truth import Side, side
from drill.grading.verdict import Ruling
from drill.grading.words import Piece, pieces, read_reference

_ASKING = re.compile(
    r"\W*\b(?:true or false|true/false|t/f|right or wrong)\b[^.?!]*[.?!:]?", re.IGNORECASE
)


def by_side(card: Card, said: list[Piece], heard: Heard, text: str, known: Lexicon) -> Outcome:
    """True or false: the right side is right, the wrong side wrong whatever follows.

    An explanation that contradicts the card's makes the right side partly right.
    """
    statement = _ASKING.sub(" ", card.question)
    negated = any(word.text in known.negators for word in read_reference(statement, known.language))
    wanted = side(pieces(card.answer, known)[:6])
    taken = side(said, negated)
    words = read_reference(card.answer, known.language)
    first = frozenset({0}) if words else frozenset()
    if taken is Side.BOTH:
        return Outcome(Ruling.WRONG, 0.0, 0.95, "You said both.", missed=first)
    if taken is Side.NONE:
        evidence = gather(card.question, statement, text, heard, known)
        opposite = Side.FALSE if not negated or evidence.clash.negated else Side.NONE
        if evidence["coverage"] >= 0.4 and (evidence.clash.negated or evidence.clash.words):
            taken = opposite
    if taken is Side.NONE:
        return Outcome(Ruling.WRONG, 0.1, 0.7, "You took neither side.", missed=first)
    if taken is not wanted:
        why = f"You said {taken.value}; it is {wanted.value}."
        return Outcome(Ruling.WRONG, 0.0, 1.0, why, contradicted=first)
    evidence = gather(card.question, card.answer, text, heard, known)
    clash = evidence.clash
    rest = {at for at in clash.places if at > 0 and evidence.weights[at] > 0.2}
    every = frozenset(at for at, m in enumerate(evidence.alignment.matches) if m.credit > 0) | first
    missed = frozenset(at for at, w in enumerate(evidence.weights) if w > 0.2) - every
    if rest and evidence["against"] + evidence["opposite"] >= 0.1:
        return Outcome(
            Ruling.PARTLY, 0.5, 0.7, "The side is right, the reason is not.",
            said=every - rest, contradicted=frozenset(rest),
        )  # fmt: skip
    return Outcome(Ruling.RIGHT, 1.0, 0.97, "", said=every, missed=missed)


def by_formula(card: Card, reference: str, heard: Heard, text: str, known: Lexicon) -> Outcome:
    """Formulas: tokens in order; another operator or a missing function is not right."""
    found = compare(reference, card.question, text)
    words = read_reference(reference, known.language)
    folded = fold(text)
    describes = re.search(r"\b(?:multipl|divid|subtract|take|put|square)", folded) is not None
    share = found.recall
    if describes:
        share = max(share, 0.95 * found.loose)
    if found.clash:
        share -= 0.3
    if share >= 0.82 and not found.functions_missing and not found.clash:
        ruling = Ruling.RIGHT if found.precision >= 0.5 or describes else Ruling.PARTLY
    elif share >= 0.4 and found.precision >= 0.4:
        ruling = Ruling.PARTLY
    else:
        ruling = Ruling.WRONG
    said_tokens = {t for t, ok in zip(found.wanted, found.said) if ok}
    said = frozenset(
        at for at, w in enumerate(words) if w.text in said_tokens or w.stem in said_tokens
    )
    missing = [t for t, ok in zip(found.wanted, found.said) if not ok]
    missed = frozenset(at for at, w in enumerate(words) if w.text in missing) - said
    why = ""
    if found.clash:
        why = f"You said “{found.clash[0]}” where the formula has something else."
    elif found.functions_missing and ruling is Ruling.PARTLY:
        why = f"Missing: {', '.join(found.functions_missing)}."
    elif missing and ruling is Ruling.PARTLY:
        why = f"Missing: {' '.join(missing[:8])}."
    elif ruling is Ruling.PARTLY:
        why = "The parts are there, not in this order."
    return Outcome(ruling, max(0.0, share), 0.85, why, said=said, missed=missed)


__all__ = ["FUNCTIONS", "by_formula", "by_side"]
