"""The system's clock."""

from __future__ import annotations

import time
from datetime import datetime, timezone


class SystemClock:
    """Time as this machine has it. Implements `ports.Clock`."""

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(timezone.utc)

    def seconds(self) -> float:
        """Monotonic."""
        return time.monotonic()
