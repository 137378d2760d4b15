"""Which presses of Enter are meant."""

from __future__ import annotations

BOUNCE = 0.03
"""Seconds: an Enter that follows another sooner is the key bouncing; nobody reads that fast."""
GRACE = 0.4
"""Seconds for which a new card takes no bare Enter: it was meant for the card before."""


class EnterGuard:
    """Keeps a double Enter from deciding about something the learner has not seen."""

    def __init__(self) -> None:
        self._pressed = float("-inf")
        self._asked = float("-inf")

    def asked(self, at: float) -> None:
        """A card appeared (monotonic seconds)."""
        self._asked = at

    def bounces(self, at: float) -> bool:
        """Note an Enter pressed at `at`; whether it only follows the one before."""
        before, self._pressed = self._pressed, at
        return at - before < BOUNCE

    def early(self, at: float) -> bool:
        """Whether the present card is too new for an Enter without words."""
        return at - self._asked < GRACE
