from __future__ import annotations

from itertools import count

import pytest

from drill.deck.card import Card, Kind, Misconception, Point
from drill.deck.minting import mint_ids
from drill.deck.native import parse_deck, write_deck

EXAMPLE = """\
---
name: Small deck
language: en-GB
---
<!-- for me: ask Ann
about this one -->

# Heading of the file

Q: What is a cell?          ^b-1
   Say it in one sentence.
A: The smallest unit of life.

It may stand alone.
Point: smallest unit / basic unit
Point: (of life / of living things)
Accept: the unit of life / the smallest \\/ basic unit
Wrong: battery / phone -> Not that kind of cell.
Note: Hooke saw the first ones.
Type: prose
Tags: #biology, cells

---

C: The [mitochondrion / mitochondria] makes [ATP] from \\[sugar] (see [this](x)). ^b-2
Q: Stages? ^b-3
A:
1. prophase / first
2. (metaphase)
   in the middle
- deeper
"""


def cards(text: str) -> tuple[Card, ...]:
    return parse_deck(text)[0].cards


def test_every_field_is_read() -> None:
    deck, problems = parse_deck(EXAMPLE, "x/small.md")
    assert problems == ()
    assert (deck.name, deck.language, deck.path) == ("Small deck", "en-GB", "x/small.md")
    first, second, third = deck.cards
    assert first == Card(
        id="b-1",
        question="What is a cell?\nSay it in one sentence.",
        answer="The smallest unit of life.\n\nIt may stand alone.",
        kind=Kind.PROSE,
        accepts=("the unit of life", "the smallest / basic unit"),
        points=(
            Point(("smallest unit", "basic unit")),
            Point(("of life", "of living things"), required=False),
        ),
        wrongs=(Misconception(("battery", "phone"), "Not that kind of cell."),),
        remarks=("Hooke saw the first ones.",),
        tags=("biology", "cells"),
        line=10,
    )
    assert second.kind is Kind.CLOZE
    assert second.question == "The [...] makes [...] from [sugar] (see [this](x))."
    assert second.answer == "mitochondrion; ATP"
    assert second.points[0].wordings == ("mitochondrion", "mitochondria")
    assert third.points == (
        Point(("prophase", "first")),
        Point(("(metaphase) in the middle",)),
        Point(("deeper",)),
    )


def test_the_deck_is_called_after_its_file_when_it_has_no_name() -> None:
    assert parse_deck("Q: a\nA: b\n", "some/where/Latin verbs.md")[0].name == "Latin verbs"


def test_said_points_replace_those_of_the_list() -> None:
    (card,) = cards("Q: Parts?\nA:\n- one\n- two\nPoint: both\n")
    assert card.points == (Point(("both",)),)
    (card,) = cards("Q: Parts?\nA:\n- one\n- two\nPoint:\n")
    assert card.points == ()


def test_a_fence_is_kept_as_it_is() -> None:
    (card, after) = cards(
        "Q: a\nA: see\n```\nQ: not a card\n---\n  \\# x  \n```\nend\nQ: b\nA: c\n"
    )
    assert card.answer == "see\n```\nQ: not a card\n---\n  \\# x  \n```\nend"
    assert after.question == "b"


def test_an_unclosed_fence_does_not_swallow_the_cards_after_it() -> None:
    text = "Q: a\nA: x\n```py\ncode\nQ: b\nA: y\n```\nz\n```\nQ: c\nA: d\n"
    deck, problems = parse_deck(text)
    assert [card.question for card in deck.cards] == ["a", "b", "c"]
    assert deck.cards[1].answer == "y\n```\nz\n```"
    assert [(each.line, "code fence" in each.what) for each in problems] == [(3, True)]


def test_a_backslash_makes_text_of_a_field_word() -> None:
    (card,) = cards(
        "Q: q\nA: a\n\\Note: is text\n\\--- too\n\\\\Note: one\n\\---\nC:\\path\nA::B\n"
    )
    assert card.answer == "a\nNote: is text\n\\--- too\n\\Note: one\n---\nC:\\path\nA::B"
    assert card.remarks == ()


def test_a_heading_between_cards_belongs_to_none() -> None:
    first, second = cards("Q: a\nA: b\n\n## Part two\n\nQ: c\nA: d\n# not below a blank line\n")
    assert first.answer == "b"
    assert second.answer == "d\n# not below a blank line"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_minting_keeps_line_ends_comments_and_blanks(newline: str) -> None:
    text = newline.join(
        ["<!-- top -->", "Q: one?  ", "A: x", "", "Q: two ^two", "A: y", "Q:", "three", "A: z <!-- ! -->"]
    )  # fmt: skip
    minted = mint_ids(text, iter(["two", "n1", "n2"]).__next__)
    assert minted == text.replace("one?  ", "one? ^n1  ").replace(
        "Q:" + newline, "Q: ^n2" + newline
    )
    assert [card.id for card in cards(minted)] == ["n1", "two", "n2"]
    assert mint_ids(minted, iter(()).__next__) == minted


def test_minting_numbers_an_id_that_keeps_coming_back() -> None:
    minted = mint_ids("Q: a\nA: b\nQ: c\nA: d\n", lambda: "same")
    assert [card.id for card in cards(minted)] == ["same", "same-2"]


def test_a_line_that_ends_in_a_comment_gets_its_id_before_it() -> None:
    minted = mint_ids("Q: a <!-- why\nso -->\nA: b\n", map("i{}".format, count()).__next__)
    assert minted == "Q: a ^i0 <!-- why\nso -->\nA: b\n"
    assert cards(minted)[0].id == "i0"


def test_a_caret_in_a_question_is_text_behind_a_backslash_or_with_other_signs() -> None:
    assert [(card.question, card.id) for card in cards("Q: 2 \\^3\nA: 8\nQ: $x ^2$\nA: y\n")] == [
        ("2 ^3", ""),
        ("$x ^2$", ""),
    ]


def test_escape_sequences_and_control_characters_are_gone() -> None:
    (card,) = cards("Q: \x1b[31mred\x1b]0;title\x07 \u202eab\x00\nA: \x1b]8;;unterminated\nmore\n")
    assert card.question == "red ab"
    assert card.answer == "more"


def test_markup_is_text() -> None:
    (card,) = cards("Q: [/x] [red]a[/red]\nA: [b]\n")
    assert (card.question, card.answer) == ("[/x] [red]a[/red]", "[b]")


def test_the_file_written_is_pleasant() -> None:
    deck, _ = parse_deck(EXAMPLE)
    text = write_deck(deck)
    assert "Point: (of life / of living things)\n" in text
    assert "Wrong: battery / phone -> Not that kind of cell.\n" in text
    assert "C: The [mitochondrion / mitochondria] makes [ATP] from \\[sugar\\]" in text
    assert "A:\n1. prophase / first\n" in text
    assert "Point: prophase" not in text
