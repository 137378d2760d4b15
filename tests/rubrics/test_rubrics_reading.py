from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.rubrics.reading import find_objects

ONE = {"id": "m1", "accepts": ["cellular respiration"]}
TWO = {"id": "m2", "points": [{"wordings": ["makes proteins"]}]}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
        f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n",
        json.dumps({"rubrics": [ONE, TWO]}),
        f"Sure! Here is [what you asked for]:\n```json\n{json.dumps([ONE, TWO])}\n```\nGood luck {{with it}}!",
        f"```json\n{json.dumps([ONE])}\n```\nand the rest\n```\n{json.dumps([TWO])}\n```",
    ],
)
def test_every_shape_of_an_answer_is_read(text: str) -> None:
    assert find_objects(text) == ([ONE, TWO], ())


def test_a_broken_place_costs_what_stands_there_and_nothing_else() -> None:
    text = '[\n{"id": "m1", "accepts": ["cellular respiration"]},\n{"id": "m2", "accepts" ["x"]},\n{"id": "m3", "accepts": ["y"]}\n]'
    found, faults = find_objects(text)
    assert [each["id"] for each in found] == ["m1", "m3"]
    assert [fault.place for fault in faults] == ["line 3"]
    assert "not JSON" in faults[0].what


def test_an_answer_cut_short_gives_what_is_whole() -> None:
    text = json.dumps([ONE, TWO])[:-20]
    found, faults = find_objects(text)
    assert found == [ONE]
    assert faults


def test_the_schema_of_a_request_is_no_rubric() -> None:
    assert find_objects('{"$schema": "x", "type": "array"}') == ([], ())


@pytest.mark.parametrize("text", ["", "no JSON here", "[" * 50_000, '{"a":' * 20_000])
def test_hopeless_text_gives_nothing(text: str) -> None:
    assert find_objects(text)[0] == []


@given(st.text(alphabet='{}[]":, ab1\n`\\', max_size=80))
def test_it_never_raises(text: str) -> None:
    found, _ = find_objects(text)
    assert all(isinstance(each, dict) for each in found)
