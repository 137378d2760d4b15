"""The helper process's end of the pipes: take requests one by one, answer, end with the parent.

A helper is a module that calls `serve(handle)` when run as `python -m`. Its standard input and
output carry frames; whatever libraries print goes to standard error. The moment the parent is gone,
however it died, the process ends, even in the middle of a request.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from drill.errors import DrillError
from drill.voice.frames import BrokenFrame, Header, read_frame, write_frame


class Abandoned(Exception):  # noqa: N818 - an outcome, not a failure
    """Nobody wants the answer any more; raised by a handler that noticed."""


@dataclass(frozen=True)
class Job:
    """One request."""

    header: Header
    payload: bytes = b""
    cancelled: threading.Event = field(default_factory=threading.Event)
    """Set when nobody wants the answer any more; a long job looks at it now and then."""

    def check(self) -> None:
        """Raise Abandoned when nobody wants the answer any more."""
        if self.cancelled.is_set():
            raise Abandoned


Handler = Callable[[Job], tuple[Header, bytes]]
"""Answers one request. A DrillError is passed on to whoever asked."""


def serve(handle: Handler) -> None:
    """Answer requests until the parent closes the pipe. Never returns.

    `handle` runs in the calling thread, one request at a time. Requests cancelled while they
    wait are skipped.
    """
    requests, replies = _take_pipes()
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, jobs), daemon=True).start()
    while True:
        job = jobs.get()
        try:
            job.check()
            header, payload = handle(job)
        except Abandoned:
            continue
        except DrillError as error:
            header, payload = {"error": error.message, "hint": error.hint}, b""
        write_frame(replies, {**header, "id": job.header["id"]}, payload)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Streams on private copies of descriptors 0 and 1, out of reach of what libraries print."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout.flush()
    os.dup2(2, 1)
    return requests, replies


def _receive(requests: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    """Take in requests and cancellations; end the process when the parent is gone."""
    known: dict[int, Job] = {}
    try:
        while (frame := read_frame(requests)) is not None:
            header, payload = frame
            if "cancel" in header:
                if cancelled := known.pop(header["cancel"], None):
                    cancelled.cancelled.set()
                continue
            job = Job(header, payload)
            known = {number: job for number, job in known.items() if number > header["id"] - 16}
            known[header["id"]] = job
            jobs.put(job)
    except (BrokenFrame, OSError) as error:
        print(f"drill: the pipe to the parent broke: {error}", file=sys.stderr, flush=True)
    finally:
        # sys.exit would wait for the other threads, which may be deep in a library.
        os._exit(0)
