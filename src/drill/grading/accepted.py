"""Answers the learner had accepted ("I was right"): said again, they are right.

Unlike the deck's own `Accept:` lines they are transcripts, fillers and slips of the recogniser
included, and the learner's word: neither the deck's points nor its wrong wordings outweigh it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from drill.deck.card import Card, Kind
from drill.grading import rubric
from drill.grading.align import SOUND, Heard, align
from drill.grading.grade import MAX_CHARACTERS, MAX_WORDS, grade
from drill.grading.kinds import guess_kind
from drill.grading.lexicon import lexicon
from drill.grading.opinion import Opinion
from drill.grading.speech import tidy
from drill.grading.strictness import Strictness
from drill.grading.verdict import Mark, Ruling, Span, Verdict
from drill.grading.words import Word, pieces, read_reference, understand
from drill.text import clean

WHY = "You had this accepted."

_SYMBOLS = re.compile(r"[=+*/^√²³±<>≤≥]| - ")
"""What makes another formula of the same words."""
_OPENINGS = frozenset(
    [
        "well", "so", "okay", "i", "think", "guess", "believe", "would", "say",
        "it", "is", "that", "the", "a", "an",
    ]
)  # fmt: skip
"""What may come before the answer itself."""
_DECK_SIGNS = re.compile(r"\s/\s|[()\[\]\n]")
"""In a deck these mean alternatives, optional parts and gaps; in an answer nothing."""


def grade_conceding(
    card: Card,
    answer: str,
    *,
    language: str = "en",
    strictness: Strictness = Strictness.BALANCED,
    opinion: Opinion | None = None,
) -> Verdict:
    """Grade like `grade`; what says one of `card.conceded` again is right as well."""
    verdict = grade(card, answer, language=language, strictness=strictness, opinion=opinion)
    if verdict.ruling in (Ruling.RIGHT, Ruling.UNHEARD):
        return verdict
    if any(
        _repeats(accepted, answer, language) or _varies(card, accepted, answer, language)
        for accepted in card.conceded
    ):
        return _conceded(verdict)
    return verdict


def _repeats(accepted: str, answer: str, language: str) -> bool:
    """Whether both are the same but for case, accents, fillers, openings and punctuation."""
    same = _core(_tidied(accepted, language)) == _core(_tidied(answer, language))
    return same and _SYMBOLS.findall(accepted) == _SYMBOLS.findall(answer)


def _core(answer: _Tidied) -> str:
    """The words from the first that says something, run together ("l s t m", "multi head"), with
    numbers apart."""
    texts = [word.text for word in answer.words]
    rest = list(dropwhile(_OPENINGS.__contains__, texts)) or texts
    return "".join(f" {text} " if text[0].isdigit() else text for text in rest)


def _varies(card: Card, accepted: str, answer: str, language: str) -> bool:
    """Whether the answer says the accepted one in other forms or spellings of the same words.

    A transcript makes a loose reference, so more is asked than of a paraphrase of the deck's: no
    word of it may be missing, none may come on top but the question's, and the grader must find no
    contradiction.
    """
    kind = guess_kind(card)
    if kind is Kind.TRUE_FALSE:
        return False  # one small word decides there: only the very words are the same answer
    own, other = _tidied(accepted, language), _tidied(answer, language)
    known = lexicon(language)
    asked = {word.stem for word in read_reference(card.question, language)}
    added = tuple(word for word in other.words if word.stem not in asked)
    if not (
        any(word.content for word in own.words)
        and _all_in(own.words, Heard(other.words, known))
        and _all_in(added, Heard(own.words, known))
    ):
        return False
    wrongs = tuple(
        wrong
        for wrong in card.wrongs
        if not rubric.misconception(
            replace(card, wrongs=(wrong,)), Heard(own.words, known), language
        )
    )
    reference = Card(card.id, card.question, own.text, kind, wrongs=wrongs)
    return grade(reference, answer, language=language).ruling is Ruling.RIGHT


def _all_in(words: tuple[Word, ...], heard: Heard) -> bool:
    """Whether every content word was said: the same one, or spelled or sounding like it."""
    return all(
        match.credit >= SOUND
        and 2 * _letters(heard.words[match.first : match.last + 1]) >= len(word.text)
        for word, match in zip(words, align(words, heard).matches, strict=True)
        if word.content
    )


def _letters(words: tuple[Word, ...]) -> int:
    """How long they are together: an initial stands for no whole word here."""
    return sum(len(word.text) for word in words)


class _Tidied(NamedTuple):
    """An answer without fillers, stutters and what the speaker took back."""

    words: tuple[Word, ...]
    text: str
    """Fit to stand as a reference."""


@lru_cache(maxsize=1024)
def _tidied(answer: str, language: str) -> _Tidied:
    known = lexicon(language)
    text = clean(answer[: MAX_CHARACTERS * 2])[:MAX_CHARACTERS]
    cut = pieces(text, known)[:MAX_WORDS]
    said, _ = tidy(cut, known)
    words = understand(said, text, known)
    if len(said) < len(cut) or _DECK_SIGNS.search(text):
        text = "".join(f"{piece.pause} {piece.text}" for piece in said).strip(" ,.")
    return _Tidied(words, text)


def _conceded(verdict: Verdict) -> Verdict:
    """The verdict, right, with nothing held against the learner."""
    held = (Mark.MISSED, Mark.CONTRADICTED)
    return replace(
        verdict,
        ruling=Ruling.RIGHT,
        score=1.0,
        missed=(),
        contradicted=(),
        why=WHY,
        spans=tuple(Span(s.text, Mark.PLAIN) if s.mark in held else s for s in verdict.spans),
        ticks=tuple(replace(tick, required=tick.required and tick.said) for tick in verdict.ticks),
        sure=1.0,
    )
