"""The kinds of card that rules alone decide: true or false, and formulas."""

from __future__ import annotations

import re

from drill.deck.card import Card
from drill.grading.align import Heard
from drill.grading.evidence import Evidence, gather
from drill.grading.fold import bag, fold
from drill.grading.formula import FUNCTIONS, compare
from drill.grading.lexicon import Lexicon
from drill.grading.outcome import Outcome
from drill.grading.speech import admits
from drill.grading.truth import Side, side
from drill.grading.verdict import Ruling
from drill.grading.words import Piece, pieces, read_reference

_SYMBOLS = re.compile(r"[=+*/^√²³()]")
_WHY = re.compile(r"\b(?:why|explain|justify|justification|reasons?)\b")
_OPENING = bag(
    "true false no nope nah yes yeah yep yup right correct wrong incorrect it that is the answer i "
    "would say think not definitely certainly so well falls threw through actually"
)
_EMPTY = bag(
    "true false statement reason explain sure certain fairly explanation justify justification ask "
    "certainly definitely story end words hmm honestly proper name"
)
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
    reason = _reason(heard)
    if taken is Side.NONE:
        evidence = gather(card.question, statement, reason, known)
        denied = evidence.clash.negated or evidence.clash.words
        if denied and not negated and evidence["coverage"] >= 0.6:
            taken = Side.FALSE
    if taken is Side.NONE:
        return Outcome(Ruling.WRONG, 0.1, 0.7, "You took neither side.", missed=first)
    if taken is not wanted:
        why = f"You said {taken.value}; it is {wanted.value}."
        return Outcome(Ruling.WRONG, 0.0, 1.0, why, contradicted=first)
    evidence = gather(card.question, card.answer, reason, known)
    rest = {at for at in evidence.clash.places if at > 0 and evidence.weights[at] > 0.2}
    every = (
        frozenset(at for at, match in enumerate(evidence.alignment.matches) if match.credit > 0)
        | first
    )
    missed = frozenset(at for at, w in enumerate(evidence.weights) if w > 0.2) - every
    if (rest and evidence["against"] + evidence["opposite"] >= 0.1) or _against_statement(
        taken, negated, gather("", statement, reason, known)
    ):
        return Outcome(
            Ruling.PARTLY, 0.5, 0.7, "The side is right, the reason is not.",
            said=every - rest, missed=missed, contradicted=frozenset(rest),
        )  # fmt: skip
    if _WHY.search(fold(card.question)) and _no_reason(reason, heard.text):
        return Outcome(Ruling.PARTLY, 0.5, 0.85, "Right, but why?", said=first, missed=missed)
    return Outcome(Ruling.RIGHT, 1.0, 0.97, "", said=every, missed=missed)


def _reason(heard: Heard) -> Heard:
    """The answer without the words that only take the side: a "no" negates nothing after it."""
    words = heard.words
    at = 0
    while at < len(words) and at < 6 and words[at].text in _OPENING:
        at += 1
    if not at:
        return heard
    rest = [*words[at:]]
    if any(word.text in heard.known.negators for word in words[:at]):
        for k, word in enumerate(rest[:8]):
            if word.text in heard.known.negators or (k and word.clause != rest[0].clause):
                break
            rest[k] = word._replace(negated=False)
    return Heard(tuple(rest), heard.known)


def _against_statement(taken: Side, negated: bool, evidence: Evidence) -> bool:
    """A reason that denies what was just called true, or grants what was just called false."""
    if taken is Side.TRUE and not negated:
        denied = sum(evidence.weights[at] for at in evidence.clash.negated)
        return denied >= 0.6 or bool(evidence.clash.swapped)
    if taken is Side.FALSE and negated:
        heard = [at for at, m in enumerate(evidence.alignment.matches) if m.credit >= 0.85]
        agreeing = [
            at
            for at in heard
            if evidence.reference[at].negated and at not in evidence.clash.negated
        ]
        return bool(agreeing) and len(agreeing) < len(heard)
    return False


def _no_reason(reason: Heard, text: str) -> bool:
    content = [word for word in reason.words if word.content and word.text not in _EMPTY]
    return not content or (admits(text) and len(content) < 8)


def by_formula(card: Card, reference: str, heard: Heard, text: str, known: Lexicon) -> Outcome:
    """Formulas: tokens in order; another operator or a missing function is not right."""
    spoken = text if _SYMBOLS.search(text) else " ".join(word.text for word in heard.words)
    found = compare(reference, card.question, spoken)
    words = read_reference(reference, known.language)
    describes = re.search(r"\b(?:multipl|divid|subtract|take|put|square)", fold(text)) is not None
    swapped = found.loose - found.recall > 0 and found.rigid and not describes
    share = found.recall if found.rigid and not describes else max(found.recall, 0.97 * found.loose)
    if found.clash or (swapped and found.loose >= 0.8):
        ruling = Ruling.PARTLY if len(found.wanted) >= 8 and not found.clash else Ruling.WRONG
        share = min(share, 0.4)
    elif share >= 0.82 and not found.functions_missing:
        ruling = Ruling.RIGHT if found.precision >= 0.5 or describes else Ruling.PARTLY
    elif share >= 0.4 and found.precision >= 0.3:
        ruling = Ruling.PARTLY
    else:
        ruling = Ruling.WRONG
    said_tokens = {t for t, ok in zip(found.wanted, found.said, strict=True) if ok}
    said = frozenset(
        at for at, w in enumerate(words) if w.text in said_tokens or w.stem in said_tokens
    )
    missing = [t for t, ok in zip(found.wanted, found.said, strict=True) if not ok]
    missed = frozenset(at for at, w in enumerate(words) if w.text in missing) - said
    why = ""
    if found.clash:
        why = f"You said “{found.clash[0]}” where the formula has something else."
    elif found.functions_missing and ruling is Ruling.PARTLY:
        why = f"Missing: {', '.join(found.functions_missing)}."
    elif missing and ruling is Ruling.PARTLY:
        why = f"Missing: {' '.join(missing[:8])}."
    elif swapped:
        why = "The parts are there, not in this order."
    return Outcome(ruling, max(0.0, share), 0.85, why, said=said, missed=missed)


__all__ = ["FUNCTIONS", "by_formula", "by_side"]
