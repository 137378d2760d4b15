"""What a deck says about a card: points with their wordings, and wordings that prove a mistake."""

from __future__ import annotations

from functools import lru_cache

from drill.deck.card import Card, Kind, Misconception, Point
from drill.grading.align import Alignment, Heard, align
from drill.grading.fold import fold
from drill.grading.formula import compare
from drill.grading.kinds import is_formula
from drill.grading.outcome import Outcome
from drill.grading.roles import turned_around
from drill.grading.verdict import Ruling, Tick
from drill.grading.words import Word, read_reference

REACH = 4
"""Words of the answer a point may stretch over, for each of its own content words."""
AHEAD = 6
"""Words between two words of a misconception, at most."""

UNSURE = 0.6
"""A point said outweighs a judge less sure than this that the answer is wrong; all points said
outweigh it only this far where something speaks against the answer."""
CONVINCED = 0.88
"""A judge this sure that the answer is wrong outweighs even points that were all said."""
PERSUADED = 0.75
"""A judge this sure that an answer is right makes up for half where no point was said."""

_LIGHT = frozenset(["a", "an", "the", "of", "is", "are", "it", "its", "to", "in", "on", "at", "be"])


def ticks(card: Card, heard: Heard, text: str, tag: str) -> tuple[Tick, ...]:
    """The card's points, each with whether one of its wordings was said."""
    return tuple(
        Tick(point.wordings[0], said_point(point, heard, text, tag), point.required)
        for point in card.points
        if point.wordings
    )


def said_point(point: Point, heard: Heard, text: str, tag: str) -> bool:
    """Whether one wording was said: all its content words, close together, none denied."""
    return any(_said(wording, heard, text, tag) for wording in point.wordings)


def _said(wording: str, heard: Heard, text: str, tag: str) -> bool:
    words = _wording(wording, tag)
    if not words:
        return False
    if is_formula(fold(wording)):
        return compare(wording, "", text).recall >= 0.85
    alignment = align(words, heard)
    for word, match in zip(words, alignment.matches, strict=True):
        if not word.content:
            continue
        if match.first < 0:
            return False
        if match.credit >= 0.85 and _denied(word, match.first, heard):
            return False
    return _close(words, alignment, heard) and not turned_around(words, heard.words)


@lru_cache(maxsize=4096)
def _wording(wording: str, tag: str) -> tuple[Word, ...]:
    """The words of a wording; when all of them are small ones, all of them count."""
    words = read_reference(wording, tag)
    if any(word.content for word in words):
        return words
    return tuple(word._replace(content=True) for word in words)


def _denied(word: Word, place: int, heard: Heard) -> bool:
    said = heard.words[place]
    if said.negated == word.negated:
        return False
    return not any(
        other.stem == said.stem and other.negated == word.negated for other in heard.words
    )


def _close(words: tuple[Word, ...], alignment: Alignment, heard: Heard) -> bool:
    """Whether the words stand together somewhere: "encoder ... input" in one statement."""
    places: list[list[int]] = []
    for word, match in zip(words, alignment.matches, strict=True):
        if word.content:
            stem = heard.words[match.first].stem
            places.append([*heard.by_stem.get(stem, [match.first]), match.last])
    reach = REACH * len(places) + 2
    for start in places[0]:
        nearest = [min(each, key=lambda at: abs(at - start)) for each in places]
        if max(nearest) - min(nearest) <= reach:
            return True
    return False


def settle(kind: Kind, done: int, needed: int, judged: Outcome) -> Ruling:
    """The ruling where `done` of `needed` points were said and the judge thinks this of it."""
    whole = done == needed
    if kind is Kind.CLOZE:
        return Ruling.RIGHT if whole else Ruling.PARTLY if done else Ruling.WRONG
    if whole and kind is Kind.STEPS and judged.veto:
        return Ruling.PARTLY
    if whole:
        limit = UNSURE if judged.contrary else CONVINCED
        doubtful = judged.ruling is Ruling.WRONG and judged.sure >= limit
        return judged.ruling if doubtful or judged.veto else Ruling.RIGHT
    if judged.ruling is Ruling.RIGHT:
        return Ruling.PARTLY if done or judged.sure >= PERSUADED else Ruling.WRONG
    if done and not judged.veto and judged.sure < UNSURE:
        return Ruling.PARTLY
    return judged.ruling


def misconception(card: Card, heard: Heard, tag: str) -> Misconception | None:
    """The first of the card's wrong wordings that was said: every word, in order, not denied."""
    for wrong in card.wrongs:
        if any(_strictly_said(wording, heard, tag) for wording in wrong.wordings):
            return wrong
    return None


def _strictly_said(wording: str, heard: Heard, tag: str) -> bool:
    words = read_reference(wording, tag)
    wanted = [word for word in words if word.text not in _LIGHT] or list(words)
    return bool(wanted) and any(
        _follows(wanted, heard.words, at)
        for at, word in enumerate(heard.words)
        if _is(wanted[0], word)
    )


def _follows(wanted: list[Word], spoken: tuple[Word, ...], at: int) -> bool:
    place = at
    for word in wanted[1:]:
        for ahead in range(place + 1, min(place + AHEAD, len(spoken))):
            if _is(word, spoken[ahead]):
                place = ahead
                break
        else:
            return False
    return True


def _is(word: Word, said: Word) -> bool:
    return word.stem == said.stem and word.negated == said.negated
