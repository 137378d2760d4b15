"""What a deck says about a card: points with their wordings, and wordings that prove a mistake."""

from __future__ import annotations

from functools import lru_cache

from drill.deck.card import Card, Misconception, Point
from drill.grading.align import Alignment, Heard, align
from drill.grading.contrast import opposed
from drill.grading.formula import compare
from drill.grading.fold import fold
from drill.grading.kinds import is_formula
from drill.grading.verdict import Tick
from drill.grading.words import Word, read_reference


def ticks(card: Card, heard: Heard, text: str, tag: str) -> tuple[Tick, ...]:
    """The card's points, each with whether one of its wordings was said."""
    return tuple(
        Tick(point.wordings[0], said_point(point, heard, text, tag), point.required)
        for point in card.points
        if point.wordings
    )


def said_point(point: Point, heard: Heard, text: str, tag: str) -> bool:
    """Whether all content words of one wording were said, none of them under a "not"."""
    return any(_said(wording, heard, text, tag) for wording in point.wordings)


def _said(wording: str, heard: Heard, text: str, tag: str) -> bool:
    words = _wording(wording, tag)
    if not words:
        return False
    if is_formula(fold(wording)):
        return compare(wording, "", text).recall >= 0.85
    alignment = align(words, heard)
    for word, match in zip(words, alignment.matches):
        if not word.content:
            continue
        if match.first < 0:
            return False
        if match.credit >= 0.85 and _denied(word, match.first, heard):
            return False
    return not _opposite_said(words, alignment, heard)


@lru_cache(maxsize=2048)
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


def _opposite_said(words: tuple[Word, ...], alignment: Alignment, heard: Heard) -> bool:
    """A synonym counts only while the word's opposite is not said right beside it."""
    for word, match in zip(words, alignment.matches):
        if not word.content or match.credit >= 0.95 or match.first < 0:
            continue
        if opposed(word.stem, heard.words[match.first].stem):
            return True
    return False


def misconception(card: Card, heard: Heard, tag: str) -> Misconception | None:
    """The first of the card's wrong wordings that was said: every word, in order, not denied."""
    for wrong in card.wrongs:
        if any(_strictly_said(wording, heard, tag) for wording in wrong.wordings):
            return wrong
    return None


def _strictly_said(wording: str, heard: Heard, tag: str) -> bool:
    words = _wording(wording, tag)
    if not words:
        return False
    spoken = heard.words
    # Start at every place where the first content word is said; the others must follow closely.
    wanted = [word for word in words if word.content]
    return any(
        _follows(wanted, spoken, at) for at, word in enumerate(spoken) if _is(wanted[0], word)
    )


def _follows(wanted: list[Word], spoken: tuple[Word, ...], at: int) -> bool:
    place = at
    for word in wanted[1:]:
        for ahead in range(place + 1, min(place + 7, len(spoken))):
            if _is(word, spoken[ahead]):
                place = ahead
                break
        else:
            return False
    return True


def _is(word: Word, said: Word) -> bool:
    return word.stem == said.stem and word.negated == said.negated
