"""The system's clock."""

from __future__ import annotations

from datetime import timedelta

from drill.clock import SystemClock
from drill.ports import Clock


def test_utc_and_never_backwards() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    readings = [clock.seconds() for _ in range(100)]
    assert readings == sorted(readings)
