from __future__ import annotations

from typing import Any

import pytest

from drill.deck.card import Card, Kind, Misconception, Point
from drill.rubrics.rubric import Rubric
from drill.rubrics.schema import LONGEST, MOST
from drill.rubrics.validating import validate

CARDS = {
    card.id: card
    for card in (
        Card("cell-1", "What do mitochondria do?", "They release energy from glucose."),
        Card("cell-2", "What is a ribosome?", "The machine that builds proteins."),
        Card("cell-3", "True or false? Plants have mitochondria.", "True."),
        Card(
            "cell-4", "The [...] holds DNA.", "nucleus", Kind.CLOZE, points=(Point(("nucleus",)),)
        ),
    )
}


def faults_of(**value: Any) -> list[tuple[str, str, str]]:
    rubrics, faults = validate([{"id": "cell-1", **value}], CARDS)
    assert not rubrics
    assert all(fault.what and fault.remedy for fault in faults)
    return [(fault.card, fault.place, fault.remedy) for fault in faults]


def test_a_whole_rubric_is_read_and_cleaned() -> None:
    value = {
        "id": "cell-1",
        "points": [
            {"wordings": ["release  energy\n", "make\x1b[31m energy", "release energy"]},
            {"wordings": ["from sugar"], "required": False},
        ],
        "accepts": ["cellular respiration"],
        "wrongs": [{"wordings": ["photosynthesis"], "reason": "Chloroplasts do that."}],
        "right_examples": ["They turn sugar into energy."],
        "wrong_examples": ["They make sugar."],
    }
    rubrics, faults = validate([value], CARDS)
    assert faults == ()
    assert rubrics == (
        Rubric(
            "cell-1",
            (Point(("release energy", "make energy")), Point(("from sugar",), False)),
            ("cellular respiration",),
            (Misconception(("photosynthesis",), "Chloroplasts do that."),),
            ("They turn sugar into energy.",),
            ("They make sugar.",),
        ),
    )


@pytest.mark.parametrize(
    ("value", "place", "remedy"),
    [
        ({"point": []}, "point", "Did you mean points?"),
        ({"points": "release energy"}, "points", "[brackets]"),
        ({"points": ["release energy"]}, "points[0]", '{"wordings": ["..."]}'),
        ({"points": [{"wordings": []}]}, "points[0].wordings", "at least one"),
        ({"points": [{"wordings": [7]}]}, "points[0].wordings[0]", "double quotes"),
        ({"points": [{"wordings": ["a"], "required": "yes"}]}, "points[0].required", "true or false"),
        ({"points": [{"wording": ["a"]}]}, "points[0].wording", "Did you mean wordings?"),
        ({"accepts": ["..."]}, "accepts[0]", "drop the entry"),
        ({"accepts": ["x" * (LONGEST + 1)]}, "accepts[0]", "Shorten"),
        ({"accepts": ["x"] * (MOST + 1)}, "accepts", "Keep the best"),
        ({"accepts": [None]}, "accepts[0]", "double quotes"),
        ({"wrongs": [{"wordings": ["photosynthesis"]}]}, "wrongs[0].reason", "double quotes"),
        ({}, "", "points, accepts or wrongs"),
    ],
)  # fmt: skip
def test_every_fault_names_card_field_and_remedy(
    value: dict[str, Any], place: str, remedy: str
) -> None:
    found = faults_of(**value)
    assert ("cell-1", place) in [(card, where) for card, where, _ in found]
    assert any(remedy in each for _, where, each in found if where == place)


@pytest.mark.parametrize(
    ("card", "remedy"), [("cel-1", "Did you mean cell-1?"), ("physics", "Copy the ids")]
)
def test_an_unknown_card_is_named(card: str, remedy: str) -> None:
    _, (fault,) = validate([{"id": card, "accepts": ["x"]}], CARDS)
    assert (fault.card, fault.place) == (card, "id")
    assert remedy in fault.remedy


def test_a_rubric_without_an_id_is_counted() -> None:
    _, (fault,) = validate([{"accepts": ["x"]}], CARDS)
    assert (fault.card, fault.place) == ("rubric 1", "id")


def test_the_second_rubric_for_a_card_is_left_out() -> None:
    rubrics, (fault,) = validate(
        [{"id": "cell-1", "accepts": ["one"]}, {"id": "cell-1", "accepts": ["two"]}], CARDS
    )
    assert [rubric.accepts for rubric in rubrics] == [("one",)]
    assert "two rubrics" in fault.what


@pytest.mark.parametrize("card", ["cell-3", "cell-4"])
def test_points_are_refused_where_the_kind_has_no_use_for_them(card: str) -> None:
    rubrics, (fault,) = validate([{"id": card, "points": [{"wordings": ["x"]}]}], CARDS)
    assert not rubrics
    assert fault.place == "points"


def test_one_bad_rubric_harms_no_other() -> None:
    rubrics, faults = validate(
        [{"id": "cell-1", "accepts": [1]}, {"id": "cell-2", "accepts": ["protein factory"]}], CARDS
    )
    assert [rubric.card for rubric in rubrics] == ["cell-2"]
    assert [fault.card for fault in faults] == ["cell-1"]
