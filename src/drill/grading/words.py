"""A text as the words the grader compares: folded, stemmed, numbers by value, with polarity."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from drill.grading import numerals
from drill.grading.fold import bag, fold
from drill.grading.lexicon import BARE_CONTRACTIONS, CONTRACTIONS, Lexicon, lexicon
from drill.grading.stems import stem


class Word(NamedTuple):
    """One word of a text."""

    text: str
    """Folded; numbers as digits."""
    stem: str
    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset behind its last character."""
    value: float | None
    """The number it says, or None."""
    negated: bool
    """It stands under a "not", "never", "without", "rather than"..."""
    clause: int
    """Number of its clause, from 0."""
    content: bool
    """It carries content: not a small word, a filler or a negation."""
    name: bool
    """It is written with a capital inside a sentence, or all in capitals."""


class Piece(NamedTuple):
    """A word as it was written, before it is understood."""

    text: str
    start: int
    end: int
    pause: str
    """Punctuation before it: `,`, `.`, or nothing."""


_TOKEN = re.compile(
    r"c\+\+|[cf]#|\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|%"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts without spaces: every sign a word
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_UNIT = re.compile(r"(\d+(?:\.\d+)?)(st|nd|rd|th|[a-z]{1,4})$")
_JOINED_PREFIXES = {"non", "un"}
_CLAUSE_WORDS = {"whereas", "while", "but", "although", "though", "then", "because", "however"}
_EXCLUDERS = {
    ("rather", "than"),
    ("rather", "then"),
    ("away", "with"),
    ("rid", "of"),
    ("instead", "of"),
    ("opposed", "to"),
    ("other", "than"),
}
_NOT_NEGATING = {"only", "just", "sure", "matter", "idea", "doubt", "merely", "wait", "longer"}
_IS_AFTER = bag("it that he she there what here who this where how one")
_SUBJECTS = {"it", "they", "we", "he", "she", "you", "which", "who"}
"""A word that opens a new statement even where no comma was heard."""
_SCOPE = 7
"""Words a negation reaches at most."""
_EXCLUDED = 4
"""Words a "rather than" reaches."""


@lru_cache(maxsize=1024)
def read_reference(text: str, tag: str) -> tuple[Word, ...]:
    """The words of a text that is read again and again, remembered."""
    return read(text, lexicon(tag))


def read(text: str, words: Lexicon) -> tuple[Word, ...]:
    """The words of a text as it stands; offsets count in `text`."""
    return understand(pieces(text, words), text, words)


def pieces(text: str, words: Lexicon) -> list[Piece]:
    """The text cut into words with their offsets; contractions are opened in English."""
    folded = fold(text)
    cut: list[Piece] = []
    at = 0
    for match in _TOKEN.finditer(folded):
        between = folded[at : match.start()]
        pause = _pause(between)
        at = match.end()
        token = match[0]
        if words.english:
            cut.extend(_open(token, match.start(), match.end(), pause))
        else:
            for number, part in enumerate(token.split("'")):
                if part:
                    cut.append(Piece(part, match.start(), match.end(), "" if number else pause))
    return cut


def _pause(between: str) -> str:
    if not between or between == " ":
        return ""
    if "." in between or "!" in between or "?" in between or ";" in between or "\n" in between:
        return "."
    if "," in between or ":" in between or " - " in between or "(" in between or ")" in between:
        return ","
    return ""


def _open(token: str, start: int, end: int, pause: str) -> list[Piece]:
    spelled = BARE_CONTRACTIONS.get(token)
    if spelled is None and "'" in token:
        for ending, words in CONTRACTIONS.items():
            if token.endswith(ending):
                spelled = token[: -len(ending)] + words
                break
        else:
            head, _, tail = token.partition("'")
            if tail == "s" and head in _IS_AFTER:
                spelled = f"{head} is"
            else:
                spelled = head if len(head) > 1 else token.replace("'", "")
    if spelled is None:
        unit = _UNIT.fullmatch(token)
        if unit and unit[2] not in ("st", "nd", "rd", "th", "s"):
            spelled = f"{unit[1]} {unit[2]}"
        elif token in ("%",):
            spelled = "percent"
        else:
            return [Piece(token, start, end, pause)]
    parts = spelled.split()
    return [Piece(part, start, end, "" if i else pause) for i, part in enumerate(parts)]


def understand(cut: list[Piece], text: str, words: Lexicon) -> tuple[Word, ...]:
    """Words out of pieces: numbers valued, prefixes joined, polarity and clauses found."""
    texts = [piece.text for piece in cut]
    read_words: list[Word] = []
    clause, scope, at = 0, 0, 0
    while at < len(cut):
        piece = cut[at]
        token, used, value = piece.text, 1, None
        if token[0].isdecimal():
            value = numerals.digits(token)
        elif words.english:
            number = numerals.spoken(texts, at)
            if number is not None:
                value, used = number
            elif token in _JOINED_PREFIXES and at + 1 < len(cut) and len(texts[at + 1]) > 2:
                token, used = token + texts[at + 1], 2
        if value is not None:
            token = numerals.show(value)
        if piece.pause:
            scope = 0 if piece.pause == "." or token in words.stops else min(scope, 2)
            clause += 1
        elif token in _CLAUSE_WORDS:
            clause += 1
            scope = 0
        if scope and scope < _SCOPE - 1 and token in _SUBJECTS and read_words[-1].content:
            scope = 0
        content = value is not None or (token not in words.stops and token not in words.fillers)
        if len(token) == 1 and value is None and not _capital(text, piece):
            content = content and not token.isascii()
        read_words.append(
            Word(
                token,
                token if value is not None else stem(token, words.language),
                piece.start,
                cut[at + used - 1].end,
                value,
                scope > 0,
                clause,
                content,
                _capital(text, piece) and bool(at) and piece.pause != ".",
            )
        )
        scope = _scope(texts, at, scope, words)
        at += used
    return tuple(read_words)


def _scope(texts: list[str], at: int, scope: int, words: Lexicon) -> int:
    token = texts[at]
    follows = texts[at + 1] if at + 1 < len(texts) else ""
    if token in words.negators:
        if words.english and follows in _NOT_NEGATING:
            return scope
        return _SCOPE
    if words.english and at and (texts[at - 1], token) in _EXCLUDERS:
        return _EXCLUDED
    return max(0, scope - 1)


def _capital(text: str, piece: Piece) -> bool:
    written = text[piece.start : piece.end]
    return written[:1].isupper()
