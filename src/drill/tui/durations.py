"""Spans of time in the few letters a screen has room for."""

from __future__ import annotations

from datetime import datetime

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MONTH, _YEAR = 30.44 * _DAY, 365.25 * _DAY


def until(due: datetime, now: datetime) -> str:
    """How long it is from `now` to `due`: `1 min`, `5 h`, `4 d`, `2.5 mo`, `1.2 y`.

    Never less than a minute: what is due sooner, or was due before, is due at once.
    """
    seconds = max(0.0, (due - now).total_seconds())
    if (minutes := round(seconds / _MINUTE)) < 60:
        return f"{max(1, minutes)} min"
    if (hours := round(seconds / _HOUR)) < 24:
        return f"{hours} h"
    if (days := round(seconds / _DAY)) < 31:
        return f"{days} d"
    if (months := round(seconds / _MONTH, 1)) < 12:
        return f"{months:g} mo"
    return f"{round(seconds / _YEAR, 1):g} y"


def stopwatch(seconds: float) -> str:
    """Elapsed time as `00:04:12`."""
    whole = max(0, int(seconds))
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
