from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.deck.card import Card, Misconception, Point
from drill.deck.native import parse_deck
from drill.rubrics.change import join, write_into
from drill.rubrics.rubric import Rubric, has_rubric, lacking

DECK = """\
---
name: The cell
---
<!-- Mine. -->

Q: What do mitochondria do? ^m1
A: They release energy.

   It comes from glucose.

# Division

Q: What are the stages of mitosis? ^m2
A:
1. prophase
2. metaphase
Tags: x
<!-- Two are missing. -->

C: The [nucleus] holds the [DNA]. ^m3

Q: What is a ribosome?   ^m4
A: A machine.
Point: builds
  proteins
Point: (small)
Note: See above."""
RUBRIC = Rubric(
    "",
    (Point(("a / b", "(c)")), Point(("d",), False)),
    ("yes -> no",),
    (Misconception(("e",), "Because."),),
)


def cards_of(text: str) -> dict[str, Card]:
    return {card.id: card for card in parse_deck(text)[0].cards}


def added_lines(before: str, after: str) -> list[str]:
    """The lines that came on top; every old one must still be there, in order."""
    old, added = before.split("\n"), []
    for line in after.split("\n"):
        if old and line == old[0]:
            old.pop(0)
        else:
            added.append(line)
    assert old == []
    return added


@pytest.mark.parametrize("card", ["m1", "m2"])
def test_a_rubric_comes_on_top_and_nothing_else_changes(card: str) -> None:
    wanted = join(cards_of(DECK)[card], RUBRIC, False)
    changed = write_into(DECK, [wanted])
    assert changed.faults == ()
    added = [r"Accept: yes -> no", r"Point: a \/ b / (c)", "Point: (d)", "Wrong: e -> Because."]
    assert added_lines(DECK, changed.text) == added
    assert changed.changes[0].added == tuple(added)
    after = cards_of(changed.text)
    assert replace(after[card], line=0) == replace(wanted, line=0)
    assert list(after) == ["m1", "m2", "m3", "m4"]


def test_a_heading_stays_with_what_it_heads() -> None:
    text = write_into(DECK, [join(cards_of(DECK)["m1"], RUBRIC, False)]).text
    assert "   It comes from glucose.\nAccept: yes -> no\n" in text
    assert "Wrong: e -> Because.\n\n# Division\n\nQ: What are" in text


def test_lines_written_by_hand_stay() -> None:
    card = cards_of(DECK)["m4"]
    assert join(card, RUBRIC, False).points == card.points
    text = write_into(DECK, [join(card, RUBRIC, False)]).text
    assert added_lines(DECK, text) == ["Accept: yes -> no", "Wrong: e -> Because."]


def test_with_over_they_make_room() -> None:
    changed = write_into(DECK, [join(cards_of(DECK)["m4"], RUBRIC, True)])
    assert changed.changes[0].removed == ("Point: builds", "  proteins", "Point: (small)")
    assert changed.text.endswith(
        "A: A machine.\nPoint: a \\/ b / (c)\nPoint: (d)\nNote: See above.\n"
        "Accept: yes -> no\nWrong: e -> Because."
    )


def test_a_lone_point_is_written_by_hand() -> None:
    """It says that the list is only to look at."""
    text = "Q: Which? ^x\nA:\n- one\n- two\nPoint:\n"
    (card,) = parse_deck(text)[0].cards
    assert has_rubric(card)
    assert join(card, RUBRIC, False).points == ()
    assert "Point:\n" not in write_into(text, [join(card, RUBRIC, True)]).text


def test_a_comment_between_lines_to_replace_is_not_lost() -> None:
    text = "Q: What? ^x\nA: That.\nPoint: one <!-- sure? -->\n"
    (card,) = parse_deck(text)[0].cards
    changed = write_into(text, [join(card, RUBRIC, True)])
    assert changed.text == text
    assert changed.changes == ()
    assert [fault.card for fault in changed.faults] == ["x"]


def test_line_breaks_and_mark_stay_as_they_are() -> None:
    text = "\ufeff" + DECK.replace("\n", "\r\n")
    changed = write_into(text, [join(cards_of(text)["m1"], RUBRIC, False)])
    assert changed.text.startswith("\ufeff---\r\n")
    assert changed.text.count("\n") == changed.text.count("\r\n") == DECK.count("\n") + 4


def test_a_card_the_file_does_not_have_is_named() -> None:
    changed = write_into(DECK, [Card("m9", "?", "!", accepts=("x",))])
    assert changed.text == DECK
    assert [fault.card for fault in changed.faults] == ["m9"]


def test_cards_without_a_rubric_are_found() -> None:
    text = f"{DECK}\n\nQ: True or false? Cells live. ^m5\nA: True.\n"
    assert [card.id for card in lacking(parse_deck(text)[0].cards)] == ["m1", "m2"]


WORDING = st.text(alphabet="ab /()\\->→<!-:Q^#[]", min_size=1, max_size=12).map(
    lambda text: " ".join(f"w{text}".split())
)


@given(
    st.lists(WORDING, min_size=1, max_size=3, unique=True),
    st.lists(WORDING, min_size=1, max_size=2, unique=True),
    st.booleans(),
)
def test_whatever_the_wordings_are_the_deck_reads_them_back(
    wordings: list[str], accepts: list[str], required: bool
) -> None:
    rubric = Rubric(
        "m1",
        (Point(tuple(wordings), required),),
        tuple(accepts),
        (Misconception(tuple(wordings), "so"),),
    )
    changed = write_into(DECK, [join(cards_of(DECK)["m1"], rubric, False)])
    assert changed.faults == ()
    after = cards_of(changed.text)
    assert (after["m1"].points, after["m1"].accepts, after["m1"].wrongs) == (
        rubric.points,
        rubric.accepts,
        rubric.wrongs,
    )
    assert len(added_lines(DECK, changed.text)) == 3
