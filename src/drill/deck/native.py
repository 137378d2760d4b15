"""The native deck format: Markdown that is pleasant to write by hand (see docs/decks.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from drill.deck.blocks import MAX_LINE, Field, Outline, outline
from drill.deck.card import Card, Deck, Kind, Misconception, Point
from drill.deck.cloze import read_cloze
from drill.deck.frontmatter import read_front_matter
from drill.deck.lines import ID, read_text, show_comments, split_id
from drill.deck.minting import mint_ids
from drill.deck.problems import Problem
from drill.deck.wordings import list_points, read_point, read_wordings, read_wrong
from drill.deck.writing import write_card, write_deck

__all__ = ["mint_ids", "parse_deck", "write_card", "write_deck"]


def parse_deck(text: str, path: str = "") -> tuple[Deck, tuple[Problem, ...]]:
    """The deck in `text` and what is wrong with it, in the file's order. Never raises.

    A card without an id, or with one that cannot be used, has the id "". A broken card is left out
    and named; the others are unharmed.
    """
    found = outline(text)
    report = _Report(path)
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        report.say(line, "There is a NUL byte.", "Save the file as UTF-8 text.")
    head = read_front_matter(found.front, report.say)
    _outside(found, report)
    cards: list[Card] = []
    ids: dict[str, int] = {}
    questions: dict[str, int] = {}
    for block in found.blocks:
        card = _card(block, set(found.long), report)
        if card is None:
            continue
        if card.id and card.id in ids:
            report.say(
                card.line,
                f"The id ^{card.id} is also used on line {ids[card.id]}.",
                "Remove it here and drill gives the card a new one.",
                card.id,
            )
            card = replace(card, id="")
        seen = questions.setdefault(f"{card.question}\n{card.kind}", card.line)
        if seen != card.line:
            report.say(
                card.line,
                f"The same question is on line {seen}.",
                "Remove one of the two, or let the question say what makes them different.",
                card.id,
            )
        ids.setdefault(card.id, card.line)
        cards.append(card)
    name = head.get("name") or PurePath(path).stem
    deck = Deck(name, tuple(cards), head.get("language", "en"), path, head.get("strictness", ""))
    return deck, tuple(sorted(report.problems, key=lambda problem: problem.line))


@dataclass
class _Report:
    path: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, what: str, remedy: str, card: str = "") -> None:
        self.problems.append(Problem(self.path, line, what, remedy, card))


def _outside(found: Outline, report: _Report) -> None:
    """Report what belongs to no card, or looks like something else."""
    for line in found.long:
        report.say(
            line,
            f"The line is longer than {MAX_LINE:,} characters; its card is left out.",
            "Break it into several lines.",
        )
    for line, text in found.strays:
        report.say(
            line,
            f"The text {_short(text)} is outside any card.",
            "Begin it with a field such as Q: or A:, or make it a heading or a <!-- comment -->.",
        )
    for line, word, meant in found.misspelt:
        report.say(
            line,
            f"There is no field {word}: and the line was read as text.",
            f"Did you mean {meant}:? If it is text, write \\{word}:.",
        )
    closers = {"code fence": "a line of ```", "comment": "-->", "front matter": "a line of ---"}
    for line, what in found.unclosed:
        report.say(line, f"The {what} that begins here is never closed.", f"Close it with {closers[what]}.")  # fmt: skip


def _short(text: str) -> str:
    return f'"{text[:37]}..."' if len(text) > 40 else f'"{text}"'


def _card(block: list[Field], long: set[int], report: _Report) -> Card | None:
    first = block[0]
    if long and any(n in long for f in block for n in range(f.line, f.line + len(f.lines))):
        return None
    if first.name == "A":
        report.say(first.line, "There is an answer without a question.", "Write a Q: line above it.")  # fmt: skip
        return None
    if first.name not in "QC":
        report.say(
            first.line, f"{first.name}: stands outside any card.", "Move it below a card's answer."
        )
        return None
    head, card_id = split_id(first.lines[0])
    if card_id and not ID.fullmatch(card_id):
        report.say(
            first.line,
            f"The id ^{card_id} has characters an id cannot have.",
            "Use up to 64 letters a-z, digits, dots, hyphens and underscores.",
        )
        card_id = ""
    text = read_text([head, *first.lines[1:]])
    if not text:
        report.say(first.line, "The question is empty.", "Write the question behind Q:.", card_id)
        return None
    card = Card(card_id, text, "", line=first.line)
    read = _cloze if first.name == "C" else _question
    read_card = read(card, block, report)
    return _details(read_card, block[1:], report) if read_card else None


def _question(card: Card, block: list[Field], report: _Report) -> Card | None:
    answer = next((each for each in block if each.name == "A"), None)
    if answer is None:
        report.say(card.line, "The question has no answer.", "Write an A: line below it.", card.id)
        return None
    text = read_text(answer.lines)
    if not text:
        report.say(answer.line, "The answer is empty.", "Write the answer behind A:.", card.id)
        return None
    points = list_points(text) if "\n" in text or text[0] in "-*+0123456789" else ()
    return replace(card, answer=text, points=points)


def _cloze(card: Card, block: list[Field], report: _Report) -> Card | None:
    question, points, closed = read_cloze(card.question)
    if not closed:
        report.say(card.line, "A gap is opened with [ and never closed.", "Close it with ], or write \\[ for a bracket.", card.id)  # fmt: skip
    if not points:
        report.say(card.line, "The cloze text has no gap.", "Put [brackets] around what is asked for.", card.id)  # fmt: skip
        return None
    answer = "; ".join(point.wordings[0] for point in points)
    return replace(card, question=question, answer=answer, kind=Kind.CLOZE, points=points)


def _details(card: Card, fields: Iterable[Field], report: _Report) -> Card:
    """The card with what its further fields say."""
    said: list[Point] | None = None
    accepts: list[str] = []
    wrongs: list[Misconception] = []
    remarks: list[str] = []
    tags: list[str] = []
    kind = card.kind
    for each in fields:
        if each.name == "A":
            continue
        if each.name == "Point":
            said = said or []
        elif each.empty:
            report.say(each.line, f"{each.name}: is empty.", "Complete or remove the line.", card.id)  # fmt: skip
            continue
        value = show_comments(" ".join(map(str.strip, each.lines)).strip())
        if each.name == "Point":
            point = read_point(value)
            said = [*(said or []), point] if point else said
        elif each.name == "Accept":
            accepts += read_wordings(value)
        elif each.name == "Wrong":
            wrong = read_wrong(value)
            if wrong:
                wrongs.append(wrong)
            else:
                report.say(each.line, "Wrong: has a reason and no wording.", "Write `Wrong: wording -> reason`.", card.id)  # fmt: skip
        elif each.name == "Note":
            remarks.append(read_text(each.lines))
        elif each.name == "Tags":
            tags += [tag for word in value.replace(",", " ").split() if (tag := word.lstrip("#"))]
        elif each.name == "Type":
            kind = _kind(value, each.line, card, report)
    return replace(
        card,
        kind=kind,
        accepts=tuple(accepts),
        points=card.points if said is None else tuple(said),
        wrongs=tuple(wrongs),
        remarks=tuple(remarks),
        tags=tuple(dict.fromkeys(tags)),
    )


def _kind(value: str, line: int, card: Card, report: _Report) -> Kind | None:
    word = value.lower().replace(" ", "")
    if word in Kind._value2member_map_:
        return Kind(word)
    report.say(
        line,
        f"There is no type {_short(value)}.",
        f"There are: {', '.join(kind.value for kind in Kind)}.",
        card.id,
    )
    return card.kind
