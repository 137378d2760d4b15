"""How much benefit of the doubt a learner gets."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Strictness(str, Enum):
    """A setting of the learner or of a deck."""

    STRICT = "strict"
    BALANCED = "balanced"
    LENIENT = "lenient"


class Cuts(NamedTuple):
    """Where a probability becomes a ruling."""

    right: float
    """At least this likely right: right."""
    wrong: float
    """Otherwise at least this likely wrong: wrong; between them: partly."""
    point: float
    """Share of a point's or item's words that must be said."""


CUTS = {
    Strictness.STRICT: Cuts(right=0.65, wrong=0.32, point=0.7),
    Strictness.BALANCED: Cuts(right=0.45, wrong=0.40, point=0.5),
    Strictness.LENIENT: Cuts(right=0.33, wrong=0.55, point=0.4),
}
