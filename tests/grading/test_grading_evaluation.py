"""The figures of `drill eval`, on tables small enough to count by hand."""

from __future__ import annotations

import pytest

from drill.grading.evaluation import Graded, by_kind, summarise, worst


def graded(label: str, ruling: str, kind: str = "short", number: int = 1) -> Graded:
    allowed = frozenset(label.split("/"))
    return Graded(kind, allowed, False, ruling, 0.5, 1.0, "a", "r", "why", number)


def test_rates() -> None:
    report = summarise(
        [
            graded("right", "right"),
            graded("right", "partly"),
            graded("right", "wrong"),
            graded("wrong", "right"),
            graded("wrong", "unheard"),
            graded("partly/wrong", "partly"),
        ]
    )
    assert report.accuracy == pytest.approx(3 / 6)
    assert report.wrong_passed == pytest.approx(1 / 2)
    assert report.right_failed == pytest.approx(1 / 3)
    assert report.right_not_passed == pytest.approx(2 / 3)
    assert report.table["right"] == {"right": 1, "partly": 1, "wrong": 1}
    # right: 1 hit of 3 + 2; partly: 1 of 1 + 2; wrong: 1 of 2 + 2
    assert report.macro_f1 == pytest.approx((2 / 5 + 2 / 3 + 2 / 4) / 3)


def test_nothing_to_count() -> None:
    report = summarise([])
    assert (report.accuracy, report.macro_f1, report.wrong_passed) == (0, 0, 0)


def test_kinds_apart() -> None:
    kinds = by_kind([graded("right", "right", "list"), graded("right", "wrong", "short")])
    assert {kind: report.accuracy for kind, report in kinds.items()} == {"list": 1, "short": 0}


def test_the_farthest_off_comes_first() -> None:
    answers = [
        graded("right", "partly", number=1),
        graded("wrong", "right", number=2),
        graded("right", "right", number=3),
    ]
    assert [one.number for one in worst(answers, 5)] == [2, 1]
