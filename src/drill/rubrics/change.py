"""Writing rubrics into a deck's text: only the lines of the rubric, everything else byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from drill.deck.blocks import Field, outline
from drill.deck.card import Card
from drill.deck.lines import hide_comments, split_id
from drill.deck.native import parse_deck
from drill.deck.wordings import write_point, write_wordings, write_wrong
from drill.rubrics.rubric import Fault, Rubric, settled_points
from drill.text import clean

_BREAKS = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True)
class Change:
    """What becomes of one card's lines."""

    card: str
    question: str
    """Its first line."""
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def __str__(self) -> str:
        head = f"^{self.card}  {self.question}"
        removed = [f"- {line}" for line in self.removed]
        return "\n".join([head, *removed, *(f"+ {line}" for line in self.added)])


@dataclass(frozen=True)
class Changed:
    """A deck's text with rubrics written into it."""

    text: str
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    """Rubrics that could not be written without touching something else; left out."""


def join(card: Card, rubric: Rubric, over: bool) -> Card:
    """The card with the rubric. What somebody wrote by hand stays, unless `over`."""
    return replace(
        card,
        points=rubric.points
        if rubric.points and (over or not settled_points(card))
        else card.points,
        accepts=rubric.accepts if rubric.accepts and (over or not card.accepts) else card.accepts,
        wrongs=rubric.wrongs if rubric.wrongs and (over or not card.wrongs) else card.wrongs,
    )


def write_into(text: str, cards: Iterable[Card]) -> Changed:
    """The deck's text with the points, accepted answers and misconceptions of these cards.

    Never raises; a card the text does not have, or whose lines cannot be changed without touching
    something else, is left as it is and named.
    """
    before = {card.id: card for card in parse_deck(text)[0].cards}
    blocks = {split_id(block[0].lines[0])[1]: block for block in outline(text).blocks}
    lines = _Lines(text)
    wanted = dict(before)
    plan = _Plan()
    changes: list[Change] = []
    faults: list[Fault] = []
    for card in cards:
        old = before.get(card.id)
        if old is None:
            faults.append(Fault(card.id, "id", "The file has no card with it.", "Run `drill check`."))  # fmt: skip
        elif _rubric(old) != _rubric(card):
            wanted[card.id] = card
            own = _plan_card(old, card, blocks[card.id], lines)
            if own is None:
                faults.append(_fault(card.id))
                continue
            plan.add(own)
            changes.append(_change(card, own, lines))
    new = lines.rebuilt(plan)
    after = {card.id: card for card in parse_deck(new)[0].cards}
    harmed = {fault.card for fault in faults}
    if any(not _same(after.get(each), card) for each, card in wanted.items() if each not in harmed):
        return Changed(text, (), (*faults, *(_fault(change.card) for change in changes)))
    return Changed(new, tuple(changes), tuple(faults))


@dataclass
class _Plan:
    """Lines to drop and to insert, by their 1-based number."""

    dropped: set[int] = field(default_factory=set)
    inserted: dict[int, list[str]] = field(default_factory=dict)
    """What to put behind a line."""

    def add(self, other: _Plan) -> None:
        """Take over what another card's plan says."""
        self.dropped |= other.dropped
        self.inserted |= other.inserted


class _Lines:
    """The lines of a text with the breaks they end with."""

    def __init__(self, text: str) -> None:
        self._pieces = [*_BREAKS.split(text), ""]  # line, break, line, break...
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def __getitem__(self, number: int) -> str:
        return self._pieces[2 * (number - 1)]

    def rebuilt(self, plan: _Plan, first: int = 1, last: int = 0) -> str:
        """The lines from `first` to `last` (default: all) as planned."""
        out: list[str] = []
        for number in range(first, (last or len(self._pieces) // 2) + 1):
            end = self._pieces[2 * number - 1]
            if number not in plan.dropped:
                out.append(self[number] + end)
            for line in plan.inserted.get(number, ()):
                if out and out[-1][-1:] not in ("\n", "\r"):
                    out.append(self._newline)
                out.append(line + end)
        return "".join(out)


def _plan_card(old: Card, new: Card, block: list[Field], lines: _Lines) -> _Plan | None:
    """What to do to a card's lines; None when it cannot be done cleanly."""
    plan = _Plan()
    added: list[str] = []
    for name, written in _fields(old, new):
        standing = [each for each in block if each.name == name]
        for each in standing:
            numbers = range(each.line, each.last + 1)
            if any("<!--" in lines[number] or "-->" in lines[number] for number in numbers):
                return None
            plan.dropped.update(numbers)
        if standing:
            plan.inserted[standing[0].line] = written
        else:
            added += written
    first, end = block[0].line, block[-1]
    # The last text of an answer may be a heading that belongs to what follows: try above it too.
    for place in range(end.last, end.line - 1, -1):
        inserted = {place: [*plan.inserted.get(place, ()), *added]} if added else {}
        tried = _Plan(plan.dropped, plan.inserted | inserted)
        found = parse_deck(lines.rebuilt(tried, first, end.last))[0].cards
        if len(found) == 1 and _same(found[0], new):
            return tried
    return None


def _fields(old: Card, new: Card) -> list[tuple[str, list[str]]]:
    """The fields that change, each with its new lines."""
    found = []
    if old.accepts != new.accepts:
        found.append(("Accept", [write_wordings(new.accepts)]))
    if old.points != new.points:
        found.append(("Point", [write_point(point) for point in new.points]))
    if old.wrongs != new.wrongs:
        found.append(("Wrong", [write_wrong(wrong) for wrong in new.wrongs]))
    return [(name, [f"{name}: {hide_comments(each)}" for each in texts]) for name, texts in found]


def _rubric(card: Card) -> tuple[object, ...]:
    return card.points, card.accepts, card.wrongs


def _same(one: Card | None, other: Card) -> bool:
    """Whether they are the same card, wherever it stands."""
    return one is not None and replace(one, line=0) == replace(other, line=0)


def _change(card: Card, plan: _Plan, lines: _Lines) -> Change:
    removed = tuple(clean(lines[number]) for number in sorted(plan.dropped))
    added = tuple(line for place in sorted(plan.inserted) for line in plan.inserted[place])
    return Change(card.id, card.question.split("\n")[0], removed, added)


def _fault(card: str) -> Fault:
    return Fault(
        card,
        "",
        "Its lines cannot be changed without touching something else.",
        "Move comments from between them to a place above the card, and apply again.",
    )
