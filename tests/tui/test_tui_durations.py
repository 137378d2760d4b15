"""Times in few letters."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from drill.tui.durations import stopwatch, until

NOW = datetime(2026, 3, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        (timedelta(days=-3), "1 min"),
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(minutes=59, seconds=50), "1 h"),
        (timedelta(hours=5), "5 h"),
        (timedelta(hours=23, minutes=50), "1 d"),
        (timedelta(days=4), "4 d"),
        (timedelta(days=30), "30 d"),
        (timedelta(days=76), "2.5 mo"),
        (timedelta(days=365), "1 y"),
        (timedelta(days=440), "1.2 y"),
        (timedelta(days=36_500), "99.9 y"),
    ],
)
def test_time_until(later: timedelta, shown: str) -> None:
    assert until(NOW + later, NOW) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-1, "00:00:00"), (59.9, "00:00:59"), (252, "00:04:12"), (360_000, "100:00:00")],
)
def test_stopwatch(seconds: float, shown: str) -> None:
    assert stopwatch(seconds) == shown
