"""Formulas, spoken and typed."""

from __future__ import annotations

import pytest

from drill.deck.card import Card
from drill.grading.formula import compare
from drill.grading.grade import grade

ROOTS = Card("r", "Distance between two points?", "d = sqrt((x_2 - x_1)^2 + (y_2 - y_1)^2)")
KINETIC = Card("k", "Kinetic energy?", "E = 1/2 m v²")
LENS = Card("l", "Power of a lens with focal length f?", "D = 1/f")
GATE = Card("g", "Output of a gated unit?", "sigmoid(W x) * h")


@pytest.mark.parametrize(
    ("card", "answer", "ruling"),
    [
        (KINETIC, "one half m v squared", "right"),
        (KINETIC, "half of m times v squared", "right"),
        (KINETIC, "E equals 1/2 m v^2", "right"),
        (KINETIC, "E = 1/2 m v", "partly"),
        (KINETIC, "banana", "wrong"),
        (LENS, "one over f", "right"),
        (LENS, "f over one", "wrong"),
        (LENS, "one divided by f", "right"),
        (GATE, "sigmoid of W x times h", "right"),
        (GATE, "W x times h", "partly"),
        (ROOTS, "square root of x two minus x one squared plus y two minus y one squared", "right"),
    ],
)
def test_formula(card: Card, answer: str, ruling: str) -> None:
    verdict = grade(card, answer)
    assert verdict.ruling.value == ruling, verdict


def test_names_given_in_the_question_stand_for_letters() -> None:
    found = compare(
        "V - E + F", "From vertices V, edges E and faces F", "vertices minus edges plus faces"
    )
    assert found.recall == 1


def test_subtract_from_turns_around() -> None:
    assert compare("a - b", "", "subtract b from a").recall == 1
