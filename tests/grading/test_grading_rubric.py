"""What the deck says about a card is used: points, accepted answers, misconceptions."""

from __future__ import annotations

from dataclasses import replace

from drill.deck.card import Card, Misconception, Point
from drill.grading.grade import grade
from drill.grading.verdict import Ruling

SEASONS = Card(
    "s",
    "Why are there seasons?",
    "Because the Earth's axis is tilted, so each hemisphere gets more direct sunlight for part of the year.",
    points=(
        Point(("axis is tilted", "tilt of the axis", "tilted axis")),
        Point(("more direct sunlight", "the sun stands higher", "steeper rays")),
        Point(("for part of the year",), required=False),
    ),
    wrongs=(
        Misconception(("closer to the sun", "distance from the sun"), "In January the Earth is nearest to the sun."),
    ),
)  # fmt: skip


def test_all_required_points_are_right_without_the_optional_one() -> None:
    verdict = grade(SEASONS, "the tilted axis makes the sun stand higher in summer")
    assert verdict.ruling is Ruling.RIGHT
    assert [tick.said for tick in verdict.ticks] == [True, True, False]
    assert verdict.missed == ()


def test_a_missing_point_is_partly_and_named() -> None:
    verdict = grade(SEASONS, "because of the tilt of the Earth's axis")
    assert verdict.ruling is Ruling.PARTLY
    assert verdict.missed == ("more direct sunlight",)
    assert verdict.why == "1 of 2 points missing: more direct sunlight."


def test_a_denied_point_is_not_said() -> None:
    verdict = grade(SEASONS, "the axis is not tilted and there is no direct sunlight")
    assert [tick.said for tick in verdict.ticks][:2] == [False, False]
    assert verdict.ruling is Ruling.WRONG


def test_a_misconception_gives_its_reason() -> None:
    verdict = grade(SEASONS, "in summer the Earth is closer to the sun")
    assert verdict.ruling is Ruling.WRONG
    assert verdict.why == "In January the Earth is nearest to the sun."


def test_a_misconception_denied_or_taken_back_is_none() -> None:
    denied = (
        "it's not that we are closer to the sun, the axis is tilted and we get more direct sunlight"
    )
    assert grade(SEASONS, denied).ruling is Ruling.RIGHT
    taken_back = (
        "we're closer to the sun, no wait, the axis is tilted and we get more direct sunlight"
    )
    assert grade(SEASONS, taken_back).ruling is Ruling.RIGHT


def test_an_accepted_answer_is_right() -> None:
    card = Card("c", "Which city is called the Big Apple?", "New York City")
    assert grade(card, "Gotham").ruling is Ruling.WRONG
    assert grade(replace(card, accepts=("Gotham",)), "Gotham!").ruling is Ruling.RIGHT
