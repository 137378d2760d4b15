"""What a recogniser makes of a deck's terms, put back: "whobert" is HuBERT on a card about HuBERT.

Which mishearings may become an alias at all is decided here as well: one that could pass for
another answer, or for the opposite, would turn wrong answers into right ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from drill.deck.card import Card
from drill.grading.contrast import opposed
from drill.grading.fold import fold
from drill.grading.fuzzy import likeness
from drill.grading.lexicon import lexicon
from drill.grading.numerals import spoken
from drill.grading.sound import skeleton
from drill.grading.stems import stem

LONGEST = 8000
"""Characters of an answer that are looked at; the grader takes fewer."""
SOUNDS_LIKE = 0.55
"""How alike a term and its alias must be, in letters or in sound, from 0 to 1."""
SPELLED = 3
"""Single letters in a row that are a term spelled out, and not small words."""

_WORD = re.compile(r"[^\W_]+[+#]*")
_TURNING = frozenset(["un", "non", "anti", "counter", "dis", "self", "semi"])
"""What turns a term into another one when it comes on top or is lost."""
_PERSONS = frozenset(["me", "my", "you", "your", "we", "our", "he", "she", "they"])
"""Words of a sentence that was heard where a term was said."""

_LIPS = str.maketrans("FM", "PP")
"""Sounds made with the lips are mistaken for one another: "waptommack" is wav2vec."""
_ROUGHLY = 0.9

_Words = tuple[str, ...]


def respell(answer: str, card: Card, aliases: Mapping[str, Sequence[str]]) -> str:
    """The answer with what a recogniser made of the card's own terms spelled as the deck does.

    `aliases` maps a term to what is heard for it. Only terms of the card's reference, points or
    accepted answers are put back, so that no alias helps on another card, and what the card itself
    says (in its question or as a misconception) is never taken for an alias. Case and punctuation
    do not matter; where two aliases overlap the longer one counts.
    """
    known = _sequences(card, aliases)
    if not known:
        return answer
    longest = max(map(len, known))
    found = list(_WORD.finditer(fold(answer[:LONGEST])))
    words = [match[0] for match in found]
    parts: list[str] = []
    at = copied = 0
    while at < len(words):
        term, used = _longest(words, at, longest, known)
        if term:
            parts += (answer[copied : found[at].start()], term)
            copied = found[at + used - 1].end()
        at += used
    return "".join((*parts, answer[copied:]))


def _longest(
    words: list[str], at: int, longest: int, known: Mapping[_Words, str]
) -> tuple[str, int]:
    """The term for the longest alias that begins here (or nothing), and how many words it takes."""
    for length in range(min(longest, len(words) - at), 0, -1):
        term = known.get(tuple(words[at : at + length]))
        if term is not None:
            return term, length
    return "", 1


def _sequences(card: Card, aliases: Mapping[str, Sequence[str]]) -> dict[_Words, str]:
    """What to replace on this card; a term itself stands for "leave these words alone"."""
    answers = _joined(_answers(card))
    own = [term for term in aliases if _within(split(term), answers)]
    if not own:
        return {}
    texts = answers + _joined((card.question, *_mistakes(card)))
    found: dict[_Words, str] = {}
    for term in own:
        for alias in aliases[term]:
            words = split(alias)
            if words and not _within(words, texts):
                # The same for two terms of one card: it tells neither.
                found[words] = term if found.get(words, term) == term else ""
    return {**found, **{split(term): "" for term in own if split(term)}}


def _answers(card: Card) -> Iterator[str]:
    yield card.answer
    yield from card.accepts
    for point in card.points:
        yield from point.wordings


def _mistakes(card: Card) -> Iterator[str]:
    for wrong in card.wrongs:
        yield from wrong.wordings


@lru_cache(maxsize=16384)
def split(text: str) -> _Words:
    """The words of a text as aliases are compared: folded, without punctuation."""
    return tuple(_WORD.findall(fold(text)))


def _joined(texts: Iterable[str]) -> str:
    """Texts as one string to look for word sequences in."""
    return "".join(f" {' '.join(split(text))} |" for text in texts)


def _within(words: _Words, texts: str) -> bool:
    return bool(words) and f" {' '.join(words)} " in texts


class Admission:
    """Decides what may become an alias in a deck."""

    def __init__(self, cards: Iterable[Card], terms: Iterable[str], language: str = "en") -> None:
        """`terms` are the deck's key terms; `language` is its BCP 47 tag."""
        texts = [
            text for card in cards for text in (card.question, *_answers(card), *_mistakes(card))
        ]
        self._known = lexicon(language)
        self._texts = _joined(texts)
        self._stems = {self._stem(word) for text in texts for word in split(text)}
        self._terms = {term: split(term) for term in terms}

    def refuse(self, heard: str, term: str) -> str:
        """Why `heard` must not stand for `term`; empty when it may."""
        words, wanted = split(heard), split(term)
        if not words or words == wanted:
            return "nothing else was heard"
        if set(words) & self._known.negators - set(wanted):
            return "it negates"
        if self._turns(words, wanted):
            return "it may mean the opposite"
        if words in self._terms.values():
            return "it is another term"
        if _within(words, self._texts) or (len(words) == 1 and self._stem(words[0]) in self._stems):
            return "cards say it"
        spelled = len(words) >= SPELLED and all(len(word) == 1 for word in words)
        if not spelled and all(word in self._known.stops or len(word) == 1 for word in words):
            return "it is only small words"
        if _speaks(words):
            return "it is a sentence"
        if _numbers(words) - _numbers(wanted):
            return "it holds another number"
        if _within(wanted, _joined([heard])):
            return "it says more than the term"
        close = _alike(words, wanted)
        if close < SOUNDS_LIKE:
            return "it sounds too different"
        forms = self._run(wanted)
        rivals = (other for other in self._terms.values() if self._run(other) != forms)
        if any(_alike(words, other) > close for other in rivals):
            return "it sounds more like another term"
        return ""

    def _stem(self, word: str) -> str:
        return stem(word, self._known.language)

    def _run(self, words: _Words) -> str:
        """What two forms of one term have in common: "multi-head", "multiheaded"."""
        return "".join(self._stem(word) for word in words)

    def _turns(self, words: _Words, wanted: _Words) -> bool:
        """Whether one is the other with an "un", a "self", or an antonym in it."""
        if (set(words) ^ set(wanted)) & _TURNING:
            return True
        pairs = [("".join(words), "".join(wanted))]
        pairs += [(one, other) for one in words for other in wanted]
        return any(
            opposed(one, other) or opposed(self._stem(one), self._stem(other))
            for one, other in pairs
        )


def _speaks(words: _Words) -> bool:
    """Whether somebody is spoken of; the "i" of "open a i" is a letter."""
    after_i = [other for one, other in pairwise(words) if one == "i"]
    return bool(_PERSONS & set(words)) or any(len(word) > 1 or word == "m" for word in after_i)


def _numbers(words: _Words) -> set[str]:
    """The numbers in the words, in digits or spelled."""
    texts = list(words)
    found = {number for word in words for number in re.findall(r"\d+", word)}
    for at in range(len(texts)):
        number = spoken(texts, at)
        if number is not None:
            found.add(f"{number[0]:g}")
    return found


@lru_cache(maxsize=4096)
def _alike(words: _Words, wanted: _Words) -> float:
    """How alike they are run together, in letters or in sound, from 0 to 1."""
    one, other = "".join(words), "".join(wanted)
    sounds = skeleton(one), skeleton(other)
    close = likeness(one, other)
    if min(map(len, sounds)) > 2:
        close = max(close, likeness(*sounds))
    if min(map(len, sounds)) > 3:
        close = max(close, likeness(*(each.translate(_LIPS) for each in sounds)) * _ROUGHLY)
    return close
