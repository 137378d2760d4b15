"""A ruling with its reasons, before it is laid out over the reference; and the laying out."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.grading.verdict import Mark, Ruling, Span, Tick, Verdict
from drill.grading.words import Word

_RANK = {Ruling.UNHEARD: -1, Ruling.WRONG: 0, Ruling.PARTLY: 1, Ruling.RIGHT: 2}
_BANDS = {
    Ruling.UNHEARD: (0.0, 0.0),
    Ruling.WRONG: (0.0, 0.34),
    Ruling.PARTLY: (0.35, 0.69),
    Ruling.RIGHT: (0.7, 1.0),
}


@dataclass(frozen=True)
class Outcome:
    """What one way of grading found."""

    ruling: Ruling
    score: float
    sure: float = 1.0
    why: str = ""
    said: frozenset[int] = frozenset()
    """Reference words said."""
    missed: frozenset[int] = frozenset()
    """Reference words asked for and not said."""
    contradicted: frozenset[int] = frozenset()
    ticks: tuple[Tick, ...] = ()
    veto: bool = field(default=False)
    """A veto fired: nothing may raise this outcome."""
    contrary: bool = False
    """Something in the answer speaks against the reference, if perhaps not enough for a veto."""

    @property
    def rank(self) -> tuple[int, float]:
        """For choosing the best of several: ruling first, then score."""
        return _RANK[self.ruling], self.score

    def banded(self) -> float:
        """The score brought into the range of its ruling."""
        low, high = _BANDS[self.ruling]
        return round(min(high, max(low, self.score)), 3)


def capped(ruling: Ruling, cap: Ruling) -> Ruling:
    """The lower of the two."""
    return ruling if _RANK[ruling] <= _RANK[cap] else cap


def lay_out(outcome: Outcome, reference: str, words: tuple[Word, ...]) -> Verdict:
    """The verdict: spans over the whole reference, phrases said, missed and contradicted."""
    marks = [_mark(at, outcome) for at in range(len(words))]
    ticked = bool(outcome.ticks)
    said = tuple(t.text for t in outcome.ticks if t.said) if ticked else None
    missed = tuple(t.text for t in outcome.ticks if not t.said and t.required) if ticked else None
    return Verdict(
        ruling=outcome.ruling,
        score=outcome.banded(),
        said=_phrases(reference, words, marks, Mark.SAID) if said is None else said,
        missed=_phrases(reference, words, marks, Mark.MISSED) if missed is None else missed,
        why=outcome.why,
        spans=_spans(reference, words, marks),
        ticks=outcome.ticks,
        sure=round(outcome.sure, 3),
        contradicted=_phrases(reference, words, marks, Mark.CONTRADICTED),
    )


def _mark(at: int, outcome: Outcome) -> Mark:
    if at in outcome.contradicted:
        return Mark.CONTRADICTED
    if at in outcome.said:
        return Mark.SAID
    return Mark.MISSED if at in outcome.missed else Mark.PLAIN


def _spans(reference: str, words: tuple[Word, ...], marks: list[Mark]) -> tuple[Span, ...]:
    spans: list[Span] = []
    cursor = 0
    for word, mark in zip(words, marks, strict=True):
        if word.start < cursor:
            continue
        if mark is Mark.PLAIN:
            continue
        if word.start > cursor:
            spans.append(Span(reference[cursor : word.start], Mark.PLAIN))
        spans.append(Span(reference[word.start : word.end], mark))
        cursor = word.end
    if cursor < len(reference):
        spans.append(Span(reference[cursor:], Mark.PLAIN))
    return tuple(spans)


def _phrases(
    reference: str, words: tuple[Word, ...], marks: list[Mark], wanted: Mark
) -> tuple[str, ...]:
    """Neighbouring words with this mark as one phrase; small words between them join it."""
    phrases: list[str] = []
    start = end = clause = -1
    for word, mark in zip(words, marks, strict=True):
        small = mark is Mark.PLAIN and not word.content
        if mark is wanted and (start < 0 or word.clause != clause):
            if start >= 0:
                phrases.append(reference[start:end])
            start, end, clause = word.start, word.end, word.clause
        elif mark is wanted:
            end = word.end
        elif start >= 0 and not (small and word.clause == clause):
            phrases.append(reference[start:end])
            start = -1
    if start >= 0:
        phrases.append(reference[start:end])
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases))
