"""Short answers, prose, lists and steps against one reference: evidence, judge, vetoes, reasons."""

from __future__ import annotations

from drill.deck.card import Kind
from drill.grading.align import Heard
from drill.grading.evidence import Evidence, gather
from drill.grading.judge import Odds, judge
from drill.grading.lexicon import Lexicon
from drill.grading.opinion import Second, mixed
from drill.grading.outcome import Outcome, capped
from drill.grading.strictness import Cuts
from drill.grading.verdict import Ruling

DOUBTFUL, LIKELY = 0.2, 0.3
"""Likelihood of wrong from which a contradiction in a longer answer costs it the right, and from
which it makes it wrong."""
SURE = 0.75
"""Likelihood of right from which "I don't recall the rest" costs nothing."""
SALAD = "That is a list of words, not an answer."
ASKED = 0.15
"""Weight from which a missed word is worth telling."""


def by_meaning(
    kind: Kind,
    question: str,
    reference: str,
    heard: Heard,
    known: Lexicon,
    cuts: Cuts,
    second: Second | None = None,
) -> tuple[Outcome, Evidence]:
    """Grade the tidied words of an answer against one reference.

    `second` is asked where its opinion counts; the vetoes listen to the rules alone.
    """
    evidence = gather(question, reference, heard, known)
    rules = judge().weigh(evidence.values)
    cap, reason = _veto(kind, evidence, heard, rules)
    asked = second is not None and kind is not Kind.SHORT and cap is not Ruling.WRONG
    other = second(reference) if second is not None and asked else None
    odds = rules if other is None else mixed(rules, other)
    if odds.right >= cuts.right:
        ruling = Ruling.RIGHT
    elif odds.wrong >= cuts.wrong:
        ruling = Ruling.WRONG
    else:
        ruling = Ruling.PARTLY
    judged = ruling
    ruling = capped(ruling, cap)
    said = frozenset(
        at
        for at, match in enumerate(evidence.alignment.matches)
        if match.credit > 0 and evidence.reference[at].content
    )
    against = frozenset(evidence.clash.places)
    missed = frozenset(
        at
        for at, weight in enumerate(evidence.weights)
        if weight >= ASKED and at not in said and at not in against
    )
    score = odds.right + 0.5 * max(0.0, 1 - odds.right - odds.wrong)
    sure = {
        Ruling.RIGHT: odds.right,
        Ruling.WRONG: odds.wrong,
        Ruling.PARTLY: 1 - abs(odds.right - odds.wrong),
    }[ruling]
    if ruling is not judged:
        sure = 0.8
    elif ruling is not Ruling.RIGHT:
        reason = reason or _contradiction(evidence)
    outcome = Outcome(
        ruling,
        score,
        max(0.0, min(1.0, sure)),
        reason,
        said - against,
        missed,
        against,
        veto=ruling is not judged,
        contrary=bool(reason) or evidence["negations"] > 0 or bool(evidence.clash.places),
    )
    return outcome, evidence


def _veto(kind: Kind, evidence: Evidence, heard: Heard, odds: Odds) -> tuple[Ruling, str]:
    """The best ruling the answer can get, and the reason when something stands against it."""
    short = kind is Kind.SHORT
    reason = _contradiction(evidence)
    nothing = evidence["fresh_said"] == 0 and evidence["fresh_count"] > 0
    if nothing and (short or evidence["novel"] == 0):
        some = evidence["vague"] > 0 and evidence["coverage"] > 0
        return (Ruling.PARTLY if some else Ruling.WRONG), reason
    if evidence["small"] < 0.12 and len(heard.words) >= 10 and evidence["purity"] < 0.55:
        return Ruling.WRONG, SALAD
    if kind not in (Kind.LIST, Kind.STEPS) and _enumerates(heard) and evidence["purity"] < 0.5:
        return Ruling.WRONG, SALAD
    if reason and (short or odds.wrong >= DOUBTFUL):
        return Ruling.WRONG if short or odds.wrong >= LIKELY else Ruling.PARTLY, reason
    if evidence["admits"] and evidence["fresh"] < 0.99 and odds.right < SURE:
        return Ruling.PARTLY, ""
    if short and evidence["vague"] and evidence["fresh"] < 0.99:
        return Ruling.PARTLY, ""
    return Ruling.RIGHT, ""


def _enumerates(heard: Heard) -> bool:
    """Whether the answer is many bits between commas: terms thrown out in the hope of a hit."""
    clauses = heard.words[-1].clause + 1 if heard.words else 0
    return clauses >= 5 and len(heard.words) <= 2.6 * clauses


def _contradiction(evidence: Evidence) -> str:
    """What the answer says against the reference, in a sentence; empty when nothing."""
    clash = evidence.clash
    if clash.unit:
        return f"The number is right, the unit is not: {clash.unit}."
    if clash.swapped:
        one, other = (_spoken(stem, evidence) for stem in clash.swapped[0])
        return f"You exchanged {one} and {other}."
    if clash.words and evidence["opposite"] >= 0.12:
        return f"You said the opposite: {', '.join(clash.words[:3])}."
    if evidence["against"] >= 0.08 and evidence["against_said"] >= 0.2:
        first = min(clash.negated)
        return f"You said the opposite about “{evidence.reference[first].text}”."
    if clash.numbers and clash.missing_numbers:
        return f"You said {clash.numbers[0]}; the card has another number."
    return ""


def _spoken(stem: str, evidence: Evidence) -> str:
    return next((word.text for word in evidence.reference if word.stem == stem), stem)
