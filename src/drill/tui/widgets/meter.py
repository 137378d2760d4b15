"""How loud it is, while drill listens."""

from __future__ import annotations

from collections import deque

from textual.content import Content
from textual.widgets import Static

from drill.ports import Level

_BARS = "▁▂▃▄▅▆▇█"
WIDTH = 12
"""Levels shown, the newest at the right."""


class Meter(Static):
    """The last levels as bars, and the seconds since listening began."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._levels: deque[float] = deque(maxlen=WIDTH)

    def clear(self) -> None:
        """Show nothing, and forget."""
        self._levels.clear()
        self.update(Content(""))

    def push(self, level: Level) -> None:
        """Draw one more level."""
        self._levels.append(level.value)
        bars = "".join(_bar(value) for value in self._levels)
        self.update(Content(f"{bars:▁>{WIDTH}} {level.seconds:5.1f} s"))


def _bar(value: float) -> str:
    return _BARS[min(len(_BARS) - 1, max(0, int(value * len(_BARS))))]
