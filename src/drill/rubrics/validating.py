"""From JSON to rubrics: every mistake named by card and field, with what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from drill.deck.card import Card, Kind, Misconception, Point
from drill.grading.kinds import guess_kind
from drill.rubrics.rubric import Fault, Rubric
from drill.rubrics.schema import EXAMPLE, FIELDS, LONGEST, MOST, POINT_FIELDS, WRONG_FIELDS
from drill.text import clean


def validate(
    values: Sequence[Mapping[str, object]], cards: Mapping[str, Card]
) -> tuple[tuple[Rubric, ...], tuple[Fault, ...]]:
    """The rubrics that have the right form, in order, and the faults of the others.

    `cards` are the deck's, by id. Never raises.
    """
    rubrics: dict[str, Rubric] = {}
    faults: list[Fault] = []
    for number, value in enumerate(values, 1):
        form = _Form(value, number)
        rubric = form.read(cards)
        if rubric.card in rubrics:
            form.say("id", "There are two rubrics for this card.", "Keep one of them.")
        faults += form.faults
        if not form.faults:
            rubrics[rubric.card] = rubric
    return tuple(rubrics.values()), tuple(faults)


class _Form:
    """One object being read; collects all of its faults, not only the first."""

    def __init__(self, value: Mapping[str, object], number: int) -> None:
        self._value = value
        given = value.get("id")
        self._card = clean(given).strip() if isinstance(given, str) else ""
        self._name = self._card or f"rubric {number}"
        self.faults: list[Fault] = []

    def say(self, place: str, what: str, remedy: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self._name, place, what, remedy))

    def read(self, cards: Mapping[str, Card]) -> Rubric:
        """The rubric; worth something only when no fault was noted."""
        self._known(self._value, FIELDS, "")
        points = [self._point(*each) for each in self._entries("points")]
        wrongs = [self._wrong(*each) for each in self._entries("wrongs")]
        rubric = Rubric(
            card=self._card,
            points=tuple(point for point in points if point),
            accepts=self._texts(self._value, "accepts", "accepts", LONGEST),
            wrongs=tuple(wrong for wrong in wrongs if wrong),
            right_examples=self._texts(self._value, "right_examples", "right_examples", EXAMPLE),
            wrong_examples=self._texts(self._value, "wrong_examples", "wrong_examples", EXAMPLE),
        )
        self._fits(rubric, cards)
        return rubric

    def _fits(self, rubric: Rubric, cards: Mapping[str, Card]) -> None:
        """Whether the deck has the card, and its kind has use for what is there."""
        if not self._card:
            self.say("id", "There is no id.", "Copy the id of the card from the request.")
            return
        card = cards.get(rubric.card)
        if card is None:
            near = difflib.get_close_matches(rubric.card, cards, 1, 0.6)
            remedy = f"Did you mean {near[0]}?" if near else "Copy the ids from the request."
            self.say("id", "The deck has no card with this id.", remedy)
        elif not (rubric.points or rubric.accepts or rubric.wrongs) and not self.faults:
            self.say("", "The rubric is empty.", "Give it points, accepts or wrongs.")
        elif rubric.points and guess_kind(card) in (Kind.TRUE_FALSE, Kind.CLOZE):
            kind = guess_kind(card).value
            self.say("points", f"A {kind} card has no use for points.", "Leave them out.")

    def _entries(self, field: str) -> list[tuple[str, Mapping[str, object]]]:
        """The objects of a list, each with its place."""
        found: list[tuple[str, Mapping[str, object]]] = []
        for place, each in self._list(self._value, field, field):
            if isinstance(each, dict):
                found.append((place, each))
            else:
                self.say(place, f"This is {_kind(each)}, not an object.", 'Write {"wordings": ["..."]}.')  # fmt: skip
        return found

    def _point(self, place: str, value: Mapping[str, object]) -> Point | None:
        self._known(value, POINT_FIELDS, f"{place}.")
        wordings = self._wordings(place, value)
        required = value.get("required", True)
        if not isinstance(required, bool):
            self.say(f"{place}.required", f"This is {_kind(required)}.", "Write true or false.")
        return Point(wordings, required is True) if wordings else None

    def _wrong(self, place: str, value: Mapping[str, object]) -> Misconception | None:
        self._known(value, WRONG_FIELDS, f"{place}.")
        wordings = self._wordings(place, value)
        reason = self._text(f"{place}.reason", value.get("reason"), LONGEST)
        return Misconception(wordings, reason) if wordings else None

    def _wordings(self, place: str, value: Mapping[str, object]) -> tuple[str, ...]:
        field = f"{place}.wordings"
        wordings = self._texts(value, "wordings", field, LONGEST)
        if not wordings and value.get("wordings") in (None, []):
            self.say(field, "There is no wording.", "Give at least one, or drop the entry.")
        return wordings

    def _texts(
        self, owner: Mapping[str, object], name: str, place: str, longest: int
    ) -> tuple[str, ...]:
        entries = self._list(owner, name, place)
        return tuple(dict.fromkeys(filter(None, (self._text(*each, longest) for each in entries))))

    def _text(self, place: str, value: object, longest: int) -> str:
        """One line of text; empty when a fault was noted."""
        if not isinstance(value, str):
            what = "It is missing." if value is None else f"This is {_kind(value)}, not a text."
            self.say(place, what, "Write a text in double quotes.")
            return ""
        text = " ".join(clean(value).split())
        if not any(map(str.isalnum, text)):
            self.say(place, "There is no word in it.", "Write words, or drop the entry.")
        elif len(text) > longest:
            what = f"It has {len(text):,} characters; {longest:,} is the most."
            self.say(place, what, "Shorten it to what somebody would say.")
        else:
            return text
        return ""

    def _list(self, owner: Mapping[str, object], name: str, place: str) -> list[tuple[str, object]]:
        """The entries of a list, each with its place; a missing list is an empty one."""
        value = owner.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.say(place, f"This is {_kind(value)}, not a list.", "Put it in [brackets].")
            return []
        if len(value) > MOST:
            self.say(place, f"It has {len(value)} entries; {MOST} is the most.", "Keep the best.")
        return [(f"{place}[{at}]", each) for at, each in enumerate(value[:MOST])]

    def _known(self, value: Mapping[str, object], fields: Sequence[str], prefix: str) -> None:
        for name in value:
            if name not in fields:
                near = difflib.get_close_matches(name, fields, 1, 0.6)
                remedy = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(fields)}."
                self.say(f"{prefix}{clean(name)[:40]}", "There is no such field.", remedy)


def _kind(value: object) -> str:
    """A JSON value by its kind."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    kinds = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")
