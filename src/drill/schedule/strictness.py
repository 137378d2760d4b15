"""How strictly a card is graded: the learner's choice, which may tighten as the card settles."""

from __future__ import annotations

from datetime import timedelta

from drill.grading.strictness import Strictness
from drill.schedule.memory import Memory

STEPS = (timedelta(days=21), timedelta(days=90))
"""Intervals beyond which a card is graded one step more strictly each."""

_ORDER = (Strictness.LENIENT, Strictness.BALANCED, Strictness.STRICT)


def strictness_for(base: Strictness, memory: Memory | None, rising: bool) -> Strictness:
    """The strictness for a card whose memory is this; None for a new card.

    With `rising` it goes one step up once the card's interval is longer than 21 days, and another
    one beyond 90: what was known for months has to be known well.
    """
    if not rising or memory is None:
        return base
    passed = sum(_interval(memory) > step for step in STEPS)
    return _ORDER[min(_ORDER.index(base) + passed, len(_ORDER) - 1)]


def _interval(memory: Memory) -> timedelta:
    """From the last review to the day the card is due."""
    if memory.last_review is None:
        return timedelta(days=memory.stability or 0.0)
    return memory.due - memory.last_review
