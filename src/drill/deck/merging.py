"""Putting found cards into a deck file: ids stay, nothing is lost, the rest is left as it was."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drill.deck.blocks import outline
from drill.deck.card import Card, Deck
from drill.deck.cloze import write_cloze
from drill.deck.lines import split_id
from drill.deck.writing import write_card, write_deck, write_field

_SMALL = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "und", "der", "die", "das"])  # fmt: skip


@dataclass(frozen=True)
class Merge:
    """A deck with found cards in it."""

    text: str
    """The file's new text."""
    cards: tuple[Card, ...]
    """The found cards with their ids, in the order they were found."""
    added: tuple[Card, ...]
    changed: tuple[Card, ...]
    """Same question, another answer: the answer was replaced."""
    kept: tuple[Card, ...]
    """Found as they were."""
    left: tuple[Card, ...]
    """In the deck and not among the found cards; they stay."""


def new_deck(title: str, cards: Sequence[Card], language: str = "en") -> Merge:
    """A new deck of these cards; ids come from the title and are numbered."""
    named = number(cards, id_prefix(title), ())
    return Merge(
        write_deck(Deck(" ".join(title.split()), named, language)), named, named, (), (), ()
    )


def merge(deck: Deck, text: str, cards: Sequence[Card]) -> Merge:
    """The found cards put into `deck`, whose file holds `text`.

    Cards are the same when their questions are, letter case and spacing aside; where a question
    comes several times, the first goes with the first. Of a card that is there only the answer is
    compared: points and remarks a learner wrote stay.
    """
    known = dict(zip(_keys(deck.cards), deck.cards))  # noqa: B905
    found = dict(zip(_keys(cards), cards))  # noqa: B905
    changed = [
        replace(known[key], answer=card.answer, points=card.points)
        for key, card in found.items()
        if key in known and known[key].answer != card.answer
    ]
    fresh = {key: card for key, card in found.items() if key not in known}
    added = number(list(fresh.values()), _usual_prefix(deck), [card.id for card in deck.cards])
    ids = {key: card.id for key, card in known.items()}
    ids |= {key: card.id for key, card in zip(fresh, added)}  # noqa: B905
    same = {ids[key] for key in found if key in known} - {card.id for card in changed}
    return Merge(
        text=_append(_replace_answers(text, changed), added),
        cards=tuple(replace(card, id=ids[key]) for key, card in found.items()),
        added=added,
        changed=tuple(changed),
        kept=tuple(card for card in deck.cards if card.id in same),
        left=tuple(card for key, card in known.items() if key not in found),
    )


def _keys(cards: Iterable[Card]) -> list[tuple[str, int]]:
    """For each card its question, and how many have asked the same before."""
    seen: Counter[str] = Counter()
    keys = []
    for card in cards:
        question = " ".join(card.question.split()).casefold()
        keys.append((question, seen[question]))
        seen[question] += 1
    return keys


def _replace_answers(text: str, changed: Iterable[Card]) -> str:
    """The file's text with other answers for some cards; everything else stays."""
    blocks = {split_id(block[0].lines[0])[1]: block for block in outline(text).blocks}
    spots: list[tuple[int, int, list[str]]] = []
    for card in changed:
        block = blocks.get(card.id, [])
        cloze = write_cloze(card.question, card.points)
        for field in block:
            if field.name == "C" and cloze:
                spots.append((field.line, field.last, write_field("C", cloze, card.id)))
            elif field.name == "A":
                spots.append((field.line, field.last, write_field("A", card.answer)))
    if not spots:
        return text
    lines = re.split(r"\r\n|\r|\n", text)
    for first, last, new in sorted(spots, reverse=True):
        lines[first - 1 : last] = new
    return _newline(text).join(lines)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _append(text: str, cards: Iterable[Card]) -> str:
    written = [write_card(card) for card in cards]
    if not written:
        return text
    new = "\n" + "\n".join(written)
    return text.rstrip() + _newline(text) + new.replace("\n", _newline(text))


def number(cards: Sequence[Card], prefix: str, used: Iterable[str]) -> tuple[Card, ...]:
    """The cards with ids `prefix-01`, `prefix-02`... where they have none, or one in use."""
    used = set(used)
    pattern = re.compile(re.escape(prefix) + r"-(\d{1,6})")
    taken = map(pattern.fullmatch, used | {card.id for card in cards})
    highest = max((int(each[1]) for each in taken if each), default=0)
    width = max(2, len(str(highest + len(cards))))
    out = []
    for card in cards:
        if not card.id or card.id in used:
            highest += 1
            card = replace(card, id=f"{prefix}-{highest:0{width}}")
        out.append(card)
    return tuple(out)


def _usual_prefix(deck: Deck) -> str:
    """The prefix most ids of a deck have, or one from its name."""
    found = [match[1] for card in deck.cards if (match := re.fullmatch(r"(.+)-\d{1,6}", card.id))]
    return max(set(found), key=found.count) if found else id_prefix(deck.name)


def id_prefix(title: str) -> str:
    """Two to five letters from a title: its initials, or the beginning of its one word."""
    words = [word for word in slug(title).split("-") if word and not word.isdigit()]
    words = [word for word in words if word not in _SMALL] or words
    if len(words) == 1:
        return words[0][:4]
    return "".join(word[0] for word in words[:5]) or "card"


def slug(title: str) -> str:
    """A title as a file name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
