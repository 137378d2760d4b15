"""Which kind of card it is, guessed from question and reference. The deck may say otherwise."""

from __future__ import annotations

import re

from drill.deck.card import Card, Kind
from drill.grading.fold import bag, fold
from drill.grading.words import read_reference

SHORT_WORDS = 4
"""A reference with at most so many content words is a short one."""

_TRUE_FALSE_QUESTION = re.compile(r"\b(?:true or false|true/false|t/f|right or wrong)\b")
_TRUE_FALSE = re.compile(r"\W*(?:true|false)\b")
_YES_NO = re.compile(r"\W*(?:yes|no)(?:\W|$)")
_YES_NO_QUESTION = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)\b"
)
_GAP = re.compile(r"_{3,}|\[\.\.\.\]|\[…\]|\{\{c\d+::")
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+\S")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+\S")
_STEP = re.compile(r"\s*(?:first|then|next|after that|afterwards|finally|lastly|second|third|we)\b")
_ORDERED_QUESTION = re.compile(
    r"\b(?:in (?:the )?(?:right |correct )?order|steps?|stages?|phases?|process|sequence of|procedure|strokes)\b"
)
_OPERATOR = re.compile(r"[=+*/^√±∑∫≤≥<>]|\bsqrt\b| - ")
_LEGEND = re.compile(r"\n\s*(?:where\b|[a-z]\s*=\s*[a-z]{3,})|,\s*where\b")
_POWER_OF_TEN = re.compile(r"\d[\d.]*\s*[*x]\s*10\s*\^?\s*-?\d+")
_PLAIN_WORD = re.compile(r"[a-z]{3,}")
_FUNCTIONS = bag(
    "sqrt softmax log exp sin cos tan lim sum max min sigmoid tanh relu var cov det mean"
)


def guess_kind(card: Card) -> Kind:
    """The deck's own word when it has one, else a guess. Never fails."""
    if card.kind is not None:
        return card.kind
    question, answer = fold(card.question), fold(card.answer)
    if _GAP.search(question):
        return Kind.CLOZE
    if _TRUE_FALSE.match(answer) and (
        _TRUE_FALSE_QUESTION.search(question) or len(answer.split()) <= 2 or not question.strip()
    ):
        return Kind.TRUE_FALSE
    if _YES_NO.match(answer) and (_YES_NO_QUESTION.match(question) or len(answer.split()) == 1):
        return Kind.TRUE_FALSE
    if is_formula(answer):
        return Kind.FORMULA
    lines = [line for line in answer.splitlines() if line.strip()]
    if len(lines) >= 2 or (len(card.points) >= 2 and not lines[1:]):
        return _several(question, lines, card)
    parts = items(card.answer)
    if len(parts) >= 3 and " or " not in answer and all(len(p.split()) <= 5 for p in parts):
        return Kind.STEPS if _ORDERED_QUESTION.search(question) else Kind.LIST
    content = sum(word.content for word in read_reference(card.answer, "en"))
    return Kind.SHORT if content <= SHORT_WORDS else Kind.PROSE


def _several(question: str, lines: list[str], card: Card) -> Kind:
    if len(lines) >= 3 and sum(bool(_STEP.match(line)) for line in lines) >= 0.6 * len(lines):
        return Kind.STEPS
    if all(_NUMBERED.match(line) for line in lines) and len(lines) >= 2:
        return Kind.STEPS
    if len(lines) >= 2 and all(_BULLET.match(line) for line in lines):
        return Kind.STEPS if _ORDERED_QUESTION.search(question) else Kind.LIST
    if len(lines) >= 2 and all(len(line.split()) <= 9 for line in lines):
        return Kind.STEPS if _ORDERED_QUESTION.search(question) else Kind.LIST
    content = sum(word.content for word in read_reference(card.answer, "en"))
    return Kind.SHORT if content <= SHORT_WORDS else Kind.PROSE


def is_formula(answer: str) -> bool:
    """Whether a folded reference is mostly symbols: at least one operator, few plain words."""
    first = _POWER_OF_TEN.sub(" ", _LEGEND.split(answer)[0])
    if "\n" in first.strip() and "=" not in first:
        return False
    operators = len(_OPERATOR.findall(first))
    if not operators or len(first) > 200:
        return False
    words = [word for word in _PLAIN_WORD.findall(first) if word not in _FUNCTIONS]
    if "=" in first:
        return len(words) <= 3 + 2 * operators and ". " not in first
    return len(words) < operators or ("^" in first and len(words) <= 2)


def items(reference: str) -> list[str]:
    """The entries of a list: its lines, or what commas, semicolons and a last "and" separate."""
    lines = [line.strip() for line in reference.splitlines() if line.strip()]
    if len(lines) >= 2:
        return [re.sub(r"^(?:[-*•]|\d{1,2}[.)])\s+", "", line) for line in lines]
    body = re.sub(r"\([^()]*\)", lambda m: m[0].replace(",", " ").replace(";", " "), reference)
    separator = r"\s*;\s*" if ";" in body else r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+"
    parts = [part.strip(" .") for part in re.split(separator, body)]
    return [part for part in parts if part]
