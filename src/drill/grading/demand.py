"""How much each word of a reference matters: what the question already says or a remark counts less."""

from __future__ import annotations

import re
from functools import lru_cache

from drill.grading.fold import bag, fold
from drill.grading.lexicon import lexicon
from drill.grading.words import Word, read_reference

IN_QUESTION, REPEATED, OPTIONAL, VAGUE = 0.25, 0.35, 0.2, 0.5
NUMBER, NAME = 1.5, 1.2

_REMARK = re.compile(
    r"(?:^|(?<=[.!?;,\n(])\s*)(?:remember\b|note\b|for example\b|for instance\b|e\.g\.|such as\b|"
    r"where [a-z_]{1,4} (?:is|are|denotes)\b|for these reasons\b|\bas the name\b)[^.!?;\n)]*"
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_HEADING = re.compile(
    r"(?:^|[.;\n])\s*(?:\d+[.)]\s*|[-*]\s*)?([^\s:.;]+(?: [^\s:.;]+){0,2})\s*:(?=\s)"
)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n|;")
_VAGUE = bag(
    "model method way task process approach technique special different really important useful "
    "help example work part people various talk able become consider provide achieve result "
    "certain particular effective good great new main type form set system method"
)


@lru_cache(maxsize=1024)
def demand(reference: str, question: str, tag: str) -> tuple[float, ...]:
    """A weight for each word of the reference, 0 for small words, about 1 for what is asked."""
    words = read_reference(reference, tag)
    asked = {word.stem for word in read_reference(question, tag) if word.content}
    english = lexicon(tag).english
    remarks = _remarks(reference, words) if english else ()
    seen: set[str] = set()
    weights: list[float] = []
    for word in words:
        weight = 1.0 if word.content else 0.0
        if weight and word.value is not None:
            weight = NUMBER
        elif weight and word.name:
            weight = NAME
        if in_question(word, asked):
            weight *= IN_QUESTION
        if word.stem in seen:
            weight *= REPEATED
        if english and word.text in _VAGUE:
            weight *= VAGUE
        if any(start <= word.start < end for start, end in remarks):
            weight *= OPTIONAL
        seen.add(word.stem)
        weights.append(weight)
    return tuple(weights)


def in_question(word: Word, asked: set[str] | frozenset[str]) -> bool:
    """Whether the question already says the word, or a longer form of it ("multi", "multiple")."""
    if word.stem in asked:
        return True
    return (
        word.value is None
        and len(word.text) >= 5
        and any(other.startswith(word.text) for other in asked)
    )


def _remarks(reference: str, words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Side remarks: "Remember: ...", examples, what stands in parentheses of a longer reference."""
    folded = fold(reference)
    spans = [match.span() for match in _REMARK.finditer(folded)]
    if "softmax(" not in folded:
        spans += [match.span() for match in _PARENTHESES.finditer(folded)]
    covered = [any(a <= word.start < b for a, b in spans) for word in words if word.content]
    return spans if covered and not all(covered) else []


@lru_cache(maxsize=1024)
def headings(reference: str, tag: str) -> tuple[tuple[str, ...], ...]:
    """Stems of what stands before a colon at the start of a line or sentence, one tuple each;
    words that several of them share are left out."""
    found = [
        [word.stem for word in read_reference(match[1], tag) if word.content]
        for match in _HEADING.finditer(reference)
    ]
    if len(found) < 2:
        return ()
    unique = [tuple(s for s in each if sum(s in others for others in found) == 1) for each in found]
    return tuple(each for each in unique if each)


@lru_cache(maxsize=1024)
def sentences(reference: str, tag: str) -> tuple[int, ...]:
    """For each word of the reference the number of its sentence, from 0."""
    ends = [match.start() for match in _SENTENCE.finditer(reference)]
    return tuple(sum(end < word.start for end in ends) for word in read_reference(reference, tag))
