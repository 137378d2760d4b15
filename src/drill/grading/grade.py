"""The grader: a card and what was said become a verdict. Pure, deterministic, never raises."""

from __future__ import annotations

import re
from dataclasses import replace

from drill.deck.card import Card, Kind
from drill.grading import rubric
from drill.grading.align import Heard
from drill.grading.evidence import Evidence
from drill.grading.fixed import by_formula, by_side
from drill.grading.items import settle, tick_entries
from drill.grading.kinds import guess_kind
from drill.grading.lexicon import Lexicon, lexicon
from drill.grading.meaning import by_meaning
from drill.grading.opinion import Opinion, Second
from drill.grading.outcome import Outcome, capped, lay_out
from drill.grading.speech import giving_up, tidy, unheard
from drill.grading.strictness import CUTS, Cuts, Strictness
from drill.grading.verdict import Ruling, Verdict
from drill.grading.words import Piece, pieces, read_reference, understand
from drill.text import clean

__all__ = ["MAX_CHARACTERS", "MAX_WORDS", "Strictness", "grade"]

MAX_CHARACTERS = 2400
"""A longer answer is cut; a minute of speech has about 1,000."""
MAX_WORDS = 200
MAX_REFERENCE = 6000
"""Characters of a reference that are looked at."""

_ALTERNATIVES = re.compile(r"\s+/\s+")
_OPTIONAL = re.compile(r"\s*\([^()]*\)")


def grade(
    card: Card,
    answer: str,
    *,
    language: str = "en",
    strictness: Strictness = Strictness.BALANCED,
    opinion: Opinion | None = None,
) -> Verdict:
    """Grade what was said against the card. The same input always gives the same verdict.

    `language` is the deck's BCP 47 tag; `opinion` a judge beside the rules, asked about English
    answers to cards without points; it cannot overrule a veto. Nothing the answer holds makes this raise or take long:
    beyond MAX_CHARACTERS or MAX_WORDS it is cut, and the verdict's `why` says so.
    """
    known = lexicon(language)
    text = clean(answer[: MAX_CHARACTERS * 2])[:MAX_CHARACTERS]
    cut = pieces(text, known)
    too_long = len(answer) > MAX_CHARACTERS or len(cut) > MAX_WORDS
    cut = cut[:MAX_WORDS]
    reference = card.answer
    words = read_reference(reference[:MAX_REFERENCE], known.language)
    if unheard(cut, text, known):
        return lay_out(Outcome(Ruling.UNHEARD, 0.0, why="Nothing was heard."), reference, words)
    asks = opinion is not None and known.english and not card.points
    second = Second(opinion, card.question, text) if opinion and asks else None
    outcome = _outcome(card, text, cut, known, CUTS[strictness], second)
    if too_long:
        outcome = replace(outcome, why=f"{outcome.why} Only the first part was graded.".strip())
    return lay_out(outcome, reference, words)


def _outcome(
    card: Card, text: str, cut: list[Piece], known: Lexicon, cuts: Cuts, second: Second | None
) -> Outcome:
    said, _ = tidy(cut, known)
    heard = Heard(understand(said, text, known), known)
    kind = guess_kind(card)
    words = read_reference(card.answer[:MAX_REFERENCE], known.language)
    if known.english and giving_up(text, known):
        missed = frozenset(at for at, word in enumerate(words) if word.content)
        why = "You said you did not know."
        ticks = tuple(replace(t, said=False) for t in rubric.ticks(card, heard, text, "en"))
        return Outcome(Ruling.WRONG, 0.0, 1.0, why, missed=missed, ticks=ticks)
    if _same(card, heard, known):
        every = frozenset(at for at, word in enumerate(words) if word.content)
        ticks = tuple(replace(t, said=True) for t in rubric.ticks(card, heard, text, "en"))
        return Outcome(Ruling.RIGHT, 1.0, 1.0, "Word for word.", said=every, ticks=ticks)
    if kind is Kind.TRUE_FALSE and known.english:
        best = by_side(card, said, heard, text, known)
    elif kind is Kind.FORMULA:
        best = by_formula(card, card.answer, heard, text, known)
    else:
        best = _against(kind, card, card.answer, heard, known, cuts, second)
    for accepted in card.accepts:
        other = (
            by_formula(card, accepted, heard, text, known)
            if kind is Kind.FORMULA
            else _against(kind, card, accepted, heard, known, cuts, second)
        )
        if kind is not Kind.TRUE_FALSE and not best.veto and other.rank > best.rank:
            best = replace(
                best, ruling=other.ruling, score=other.score, sure=other.sure, why=other.why
            )
    if card.points and kind is not Kind.TRUE_FALSE:
        best = _by_points(card, kind, heard, text, known, best)
    wrong = rubric.misconception(card, heard, known.language)
    if wrong is not None:
        whole = len(best.ticks) > 1 and all(tick.said for tick in best.ticks if tick.required)
        partly = kind is Kind.TRUE_FALSE or (
            whole and best.ruling is Ruling.RIGHT and not best.veto
        )
        ruling = capped(best.ruling, Ruling.PARTLY if partly else Ruling.WRONG)
        best = replace(best, ruling=ruling, why=wrong.reason or "That is a mistake.", sure=0.95)
    return best if best.why else replace(best, why=_why(best))


def _same(card: Card, heard: Heard, known: Lexicon) -> bool:
    """The answer is the reference, or an accepted answer, but for case, accents and small signs."""
    said = [word.text for word in heard.words]
    return any(
        said == [word.text for word in read_reference(text, known.language)]
        for text in (card.answer, *card.accepts)
        if text and len(text) <= MAX_REFERENCE
    )


def _against(
    kind: Kind,
    card: Card,
    reference: str,
    heard: Heard,
    known: Lexicon,
    cuts: Cuts,
    second: Second | None,
) -> Outcome:
    """Grade against one reference and, for short ones, its alternatives; the best counts."""
    reference = reference[:MAX_REFERENCE]
    outcome, evidence = by_meaning(kind, card.question, reference, heard, known, cuts, second)
    if kind in (Kind.LIST, Kind.STEPS):
        return _by_entries(kind, card, reference, evidence, outcome, cuts)
    if kind is Kind.SHORT:
        for other in _variants(reference):
            found, _ = by_meaning(kind, card.question, other, heard, known, cuts)
            if found.rank > outcome.rank:
                outcome = replace(
                    outcome,
                    ruling=found.ruling,
                    score=found.score,
                    sure=found.sure,
                    why=found.why,
                    veto=found.veto,
                )
    return outcome


def _variants(reference: str) -> list[str]:
    """ "a / b" without the other, and without what stands in parentheses."""
    if "\n" in reference:
        return []
    found = _ALTERNATIVES.split(reference) if " / " in reference else []
    bare = [_OPTIONAL.sub("", part).strip() for part in (found or [reference]) if "(" in part]
    return [part for part in (*found, *bare) if part and part != reference][:12]


def _by_entries(
    kind: Kind, card: Card, reference: str, evidence: Evidence, outcome: Outcome, cuts: Cuts
) -> Outcome:
    entries = tick_entries(card, reference, evidence, cuts.point)
    if len(entries.ticks) < 2:
        return outcome
    ruling = outcome.ruling if outcome.veto else settle(kind, entries, outcome.ruling)
    why = outcome.why
    if not why and not entries.in_order and kind is Kind.STEPS and ruling is Ruling.PARTLY:
        why = "The steps are in another order."
    elif not why and entries.missing and ruling is not Ruling.WRONG:
        why = entries.sentence(kind)
    veto = outcome.veto or (kind is Kind.STEPS and not entries.in_order)
    return replace(outcome, ruling=ruling, ticks=entries.ticks, why=why, veto=veto)


def _by_points(
    card: Card, kind: Kind, heard: Heard, text: str, known: Lexicon, judged: Outcome
) -> Outcome:
    """The deck's points decide; the judge where they are silent, or where it is all but certain."""
    ticks = rubric.ticks(card, heard, text, known.language)
    required = [tick for tick in ticks if tick.required]
    if not required:
        return judged
    missing = [tick.text for tick in required if not tick.said]
    done = len(required) - len(missing)
    ruling = rubric.settle(kind, done, len(required), judged)
    gaps = kind is Kind.CLOZE
    why = judged.why if judged.veto and not gaps else ""
    if not why and missing and ruling is not Ruling.WRONG:
        name = _NAMES.get(kind, "points")
        why = f"{len(missing)} of {len(required)} {name} missing: {', '.join(missing)}."
    score = judged.score if ruling is Ruling.WRONG else max(done / len(required), judged.score)
    sure = 0.95 if gaps else judged.sure
    return replace(judged, ruling=ruling, score=score, ticks=ticks, why=why, sure=sure)


_NAMES = {Kind.CLOZE: "gaps", Kind.STEPS: "steps", Kind.LIST: "items"}


def _why(outcome: Outcome) -> str:
    """A sentence for an outcome that has no better one."""
    if outcome.ruling is Ruling.RIGHT:
        return "You said what was asked."
    if outcome.ruling is Ruling.PARTLY:
        return "Not all of it was said." if outcome.missed else "Something in it is not right."
    return "That is not the answer." if outcome.said else "Nothing of the answer was said."
