"""How the database came to look as it does: numbered steps, one module each, never edited later.

A step is a function that is given `execute`; it runs inside a transaction that others hold.
"""

from __future__ import annotations

from collections.abc import Callable

from drill.store.migrations import m0001_review_log, m0002_accepted

Step = Callable[[Callable[[str], object]], None]

STEPS: tuple[Step, ...] = (m0001_review_log.migrate, m0002_accepted.migrate)
"""Step n brings a database from version n - 1 to version n (`PRAGMA user_version`)."""
