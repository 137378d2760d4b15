"""The one thread that owns a blocking resource, so that nobody else ever waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable


class Owner:
    """A daemon thread that does jobs in order. It starts with the first job."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Queue a job; it must handle its own errors. Returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def close(self, patience: float) -> None:
        """Let the thread end after its present job; wait `patience` seconds for that at most.

        A thread that is stuck in a driver is left behind: it dies with the process.
        """
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(patience)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
