"""The terms of a deck's answers that a recogniser may get wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from drill.deck.card import Card, Kind
from drill.grading.aliases import split
from drill.grading.kinds import guess_kind
from drill.grading.lexicon import Lexicon, lexicon
from drill.grading.numerals import spoken
from drill.text import clean
from drill.voice.vocabulary import terms_in

TELLING = 2
"""How telling a word must be, over all cards: spelled strangely, a name, or technical twice."""
LONGEST_TERM = 3
"""Words of a short answer that is a term as a whole."""
SHORTEST_TERM = 3
"""Letters; what is shorter is heard as anything."""


def answer_terms(cards: Iterable[Card], language: str = "en") -> tuple[str, ...]:
    """The terms of the deck's answers, accepted answers and points, as the deck writes them, in
    the deck's order, each once."""
    known = lexicon(language)
    cards = tuple(cards)
    scores: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    for card in cards:
        for term, score in _candidates(card, known):
            words = split(term)
            if _sayable(words):
                written.setdefault(words, clean(term))
                scores[words] += score
    return tuple(written[words] for words in written if scores[words] >= TELLING)


def _candidates(card: Card, known: Lexicon) -> Iterator[tuple[str, int]]:
    texts = [card.answer, *card.accepts]
    points = [wording for point in card.points for wording in point.wordings]
    yield from terms_in([*texts, *points]).items()
    if guess_kind(card) is Kind.SHORT:
        for text in texts:
            yield _bare(text, known), TELLING


def _bare(text: str, known: Lexicon) -> str:
    """A short answer without the small words around it; empty when it is no term but a phrase."""
    words = text.strip(" .!?").split()
    while words and _small(words[0], known):
        del words[0]
    while words and _small(words[-1], known):
        del words[-1]
    whole = 0 < len(words) <= LONGEST_TERM and not any(_small(word, known) for word in words)
    return " ".join(words) if whole and not set("=/()[]\n") & set(text) else ""


def _sayable(words: tuple[str, ...]) -> bool:
    """Whether there is something to mishear: not a letter or two, and no number."""
    number = any(word.isdigit() or spoken(words, at) for at, word in enumerate(words))
    return sum(map(len, words)) >= SHORTEST_TERM and not number


def _small(word: str, known: Lexicon) -> bool:
    return all(part in known.stops for part in split(word))
