"""What speech adds does not count: fillers, stutters, corrections; non-answers are not graded."""

from __future__ import annotations

import pytest

from drill.deck.card import Card
from drill.grading.grade import grade
from drill.grading.lexicon import lexicon
from drill.grading.speech import tidy
from drill.grading.verdict import Ruling
from drill.grading.words import pieces, read

ENGLISH = lexicon("en")
CARD = Card("c", "Which organ pumps the blood?", "The heart")


def said(text: str) -> str:
    return " ".join(piece.text for piece in tidy(pieces(text, ENGLISH), ENGLISH)[0])


@pytest.mark.parametrize(
    ("spoken", "left"),
    [
        ("um the uh liver", "the liver"),
        ("the the liver", "the liver"),
        ("the lung, no wait, the liver", "the liver"),
        ("lung... no, sorry, liver", "liver"),
        ("lung, I mean liver", "liver"),
        ("it goes in, I mean it really does go in there somehow", "it goes in it really does go in there somehow"),
        ("left to right, no, other way round, right to left", "right to left"),
        ("there is no mask", "there is no mask"),
        ("no, it is not", "no it is not"),
        ("the liver, you know, filters", "the liver filters"),
    ],
)  # fmt: skip
def test_tidy(spoken: str, left: str) -> None:
    assert said(spoken) == left


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "   ",
        "...",
        "um",
        "uh, um",
        "you",
        "Thank you.",
        "Thank you for watching!",
        "\x1b[31m",
        "?",
    ],
)
def test_unheard(nothing: str) -> None:
    verdict = grade(CARD, nothing)
    assert verdict.ruling is Ruling.UNHEARD
    assert verdict.score == 0


@pytest.mark.parametrize(
    "giving_up", ["I don't know", "no idea", "pass", "Um, I forgot.", "skip it"]
)
def test_giving_up_is_wrong_and_says_so(giving_up: str) -> None:
    verdict = grade(CARD, giving_up)
    assert verdict.ruling is Ruling.WRONG
    assert verdict.why == "You said you did not know."
    assert verdict.missed == ("heart",)


def test_a_hedge_before_the_right_answer_costs_nothing() -> None:
    assert grade(CARD, "I don't know for sure, but I think it's the heart").ruling is Ruling.RIGHT


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one hundred", [100]),
        ("a hundred and five", [105]),
        ("sixteen forty eight", [1648]),
        ("nineteen oh five", [1905]),
        ("two thousand and twelve", [2012]),
        ("twenty-first", [21]),
        ("three point one four", [3.14]),
        ("1,000", [1000]),
        ("the second one of these", []),
        ("4.5 percent", [4.5]),
        ("250 ml", [250]),
    ],
)
def test_numbers_by_value(text: str, values: list[float]) -> None:
    assert [word.value for word in read(text, ENGLISH) if word.value is not None] == values


def test_negation_reaches_to_the_next_statement() -> None:
    words = {word.text: word.negated for word in read("It is not hot, it is cold.", ENGLISH)}
    assert words["hot"]
    assert not words["cold"]
