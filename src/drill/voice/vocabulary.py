"""Terms of a deck that a recogniser would not write by itself. Pure.

The terms become a prompt, and on silence a recogniser repeats its prompt. So they are those of the
whole deck, mixed, and what only the present card's answer contains is never among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from drill.deck.card import Card

MOST = 24
"""Terms at most: more of them help no further, and each costs time."""
_NEAR = 3
"""Cards to either side that are probably about the same: their terms count twice."""

_WORD = re.compile(r"[^\W\d_][\w+#]*(?:[-'’.][\w+#]+)*")
_MARKED = re.compile(r"`([^`\n]{2,40})`|\*\*([^*\n]{2,40})\*\*|\{\{(?:c\d+::)?([^{}:]{2,40})")
_SENTENCE = re.compile(r"(?:^|[.!?:;]\s+|[-*(\"“]\s*)$")
_LONG = 8
"""Letters from which a plain word counts as a technical one when several cards use it."""
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
although another available because becoming before between calculate combined compared complete
completely compute computes contains continue continuous currently decrease depending describe
describes determine difference different directly distance distribute efficient especially
everything example examples explicit following function general generally generate generated
generates happened however important improves increase increases individual information instead
interest involves knowledge language learning multiple necessary otherwise parallel particular
performance position possible predict previous probability problem process produces property
provides question questions relative remember representation represents required requires
respectively sequence sequences several similar sometimes somebody something specific standard
statement structure suddenly therefore together transform understand understanding usually value
variable whatever whenever without yourself
""",
    )
)


def key_terms(cards: Iterable[Card], exclude: str | None = None) -> tuple[str, ...]:
    """The telling terms of a deck, most telling first, at most `MOST`.

    `exclude` is the id of the card being asked: what is said only in its answer is left out, the
    terms of its question come first, then those of its neighbours.
    """
    cards = tuple(cards)
    asked = next((place for place, card in enumerate(cards) if card.id == exclude), None)
    scores: Counter[str] = Counter()
    written: dict[str, str] = {}
    for place, card in enumerate(cards):
        own = place == asked
        near = asked is not None and abs(place - asked) <= _NEAR
        weight = _OWN if own else 2 if near else 1
        for term, score in terms_in((card.question,) if own else _texts(card)).items():
            written.setdefault(term.casefold(), term)
            scores[term.casefold()] += score * weight
    telling = [key for key, score in scores.most_common(MOST) if score >= _ENOUGH]
    return tuple(written[key] for key in telling)


_OWN = 10
_ENOUGH = 2
_SURE, _NAME, _TECHNICAL = 4, 2, 1
"""What one card adds to a term it spells strangely, in capitals, or that is only long. A long
word takes two cards."""


def _texts(card: Card) -> Sequence[str]:
    points = [wording for point in card.points for wording in point.wordings]
    return (card.question, card.answer, *card.accepts, *points)


def terms_in(texts: Sequence[str]) -> dict[str, int]:
    """The terms of one card's texts and how telling each is, from 1 to 4."""
    found: dict[str, int] = {}
    for text in texts:
        for match in _MARKED.finditer(text):
            marked = next(group for group in match.groups() if group).strip()
            if _WORD.fullmatch(marked):
                found[marked] = _SURE
        for match in _WORD.finditer(text):
            word = re.sub(r"['’]s$", "", match[0])
            found[word] = max(found.get(word, 0), _telling(word, text[: match.start()]))
    return {word: score for word, score in found.items() if score}


def _telling(word: str, before: str) -> int:
    inner = word[1:]
    if any(letter.isupper() or letter.isdigit() or letter in "+#" for letter in inner):
        return _SURE
    if word[0].isupper():
        return 0 if _SENTENCE.search(before) or len(word) < 3 else _NAME
    if "-" in word and len(word) >= _LONG:
        return _TECHNICAL
    plain = word in _PLAIN or word.endswith("ly")
    return _TECHNICAL if len(word) >= _LONG and not plain else 0
