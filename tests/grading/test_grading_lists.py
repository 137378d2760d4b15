"""Lists, steps and cloze: entry by entry."""

from __future__ import annotations

from drill.deck.card import Card, Kind, Point
from drill.grading.grade import grade
from drill.grading.verdict import Ruling

COLOURS = Card("c", "Name the primary colours of light.", "red\ngreen\nblue")
TEA = Card(
    "t",
    "How do you make tea, step by step?",
    "1. Boil the water\n2. Warm the pot\n3. Add the leaves\n4. Pour the water\n5. Wait four minutes",
)
GAPS = Card(
    "g",
    "The [...] was signed in [...].",
    "The Magna Carta was signed in 1215.",
    kind=Kind.CLOZE,
    points=(Point(("Magna Carta", "Great Charter")), Point(("1215",))),
)


def test_any_order_will_do_for_a_list() -> None:
    verdict = grade(COLOURS, "blue, red and green")
    assert verdict.ruling is Ruling.RIGHT
    assert [tick.said for tick in verdict.ticks] == [True, True, True]


def test_an_item_missing_is_told() -> None:
    verdict = grade(COLOURS, "red and green")
    assert verdict.ruling is not Ruling.WRONG
    assert verdict.missed == ("blue",)
    assert [tick.said for tick in verdict.ticks] == [True, True, False]


def test_other_items_are_wrong() -> None:
    assert grade(COLOURS, "cyan, magenta, yellow").ruling is Ruling.WRONG


def test_all_steps_in_order() -> None:
    spoken = (
        "boil the water, warm the pot, add the leaves, pour the water on and wait for four minutes"
    )
    assert grade(TEA, spoken).ruling is Ruling.RIGHT


def test_steps_backwards_are_not_right() -> None:
    spoken = "wait four minutes, then pour the water, then add the leaves, warm the pot and boil the water"
    verdict = grade(TEA, spoken)
    assert verdict.ruling is Ruling.PARTLY
    assert verdict.why == "The steps are in another order."


def test_gaps() -> None:
    assert grade(GAPS, "Magna Carta, twelve fifteen").ruling is Ruling.RIGHT
    assert grade(GAPS, "the great charter in 1215").ruling is Ruling.RIGHT
    partly = grade(GAPS, "the Magna Carta in 1315")
    assert partly.ruling is Ruling.PARTLY
    assert partly.missed == ("1215",)
    assert grade(GAPS, "the Bill of Rights, 1689").ruling is Ruling.WRONG
