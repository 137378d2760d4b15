"""Strictness that rises with a card's interval."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from drill.grading.strictness import Strictness
from drill.schedule.memory import Memory
from drill.schedule.strictness import strictness_for

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)
LENIENT, BALANCED, STRICT = Strictness.LENIENT, Strictness.BALANCED, Strictness.STRICT


def known_for(days: float) -> Memory:
    """A card that comes back after so many days."""
    return Memory("review", None, 1.0, 5.0, NOW + timedelta(days=days), NOW)


@pytest.mark.parametrize(
    ("base", "days", "expected"),
    [
        (BALANCED, 0.01, BALANCED),
        (BALANCED, 21, BALANCED),
        (BALANCED, 22, STRICT),
        (BALANCED, 400, STRICT),
        (LENIENT, 21, LENIENT),
        (LENIENT, 22, BALANCED),
        (LENIENT, 90, BALANCED),
        (LENIENT, 91, STRICT),
        (STRICT, 3, STRICT),
        (STRICT, 400, STRICT),
    ],
)
def test_it_rises_one_step_beyond_21_days_and_one_beyond_90(
    base: Strictness, days: float, expected: Strictness
) -> None:
    assert strictness_for(base, known_for(days), rising=True) is expected
    assert strictness_for(base, known_for(days), rising=False) is base


def test_a_new_card_gets_the_base() -> None:
    assert strictness_for(BALANCED, None, rising=True) is BALANCED


def test_without_a_last_review_the_stability_counts() -> None:
    settled = Memory("review", None, 30.0, 5.0, NOW, None)
    fresh = Memory("learning", 0, None, None, NOW, None)
    assert strictness_for(BALANCED, settled, rising=True) is STRICT
    assert strictness_for(BALANCED, fresh, rising=True) is BALANCED
