"""The parent's end of the pipes: a helper process that is started when needed and never outlives us."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from drill.errors import VoiceError
from drill.voice.frames import BrokenFrame, Header, read_frame, write_frame

_LAUNCH = (
    "import sys; sys.path = [p for p in sys.path if p] + [sys.argv.pop()]; "
    "import runpy; runpy.run_module(sys.argv.pop(), run_name='__main__', alter_sys=True)"
)
"""`python -m`, but without the current folder on the path: a learner's `random.py` must not be
imported instead of the library's."""

_PACKAGES = Path(__file__).parents[2]
"""The folder drill was imported from."""

_PATIENCE = 0.15
"""Seconds that `close` waits for a killed process at most."""

_Answer = tuple[Header, bytes]


class Worker:
    """A helper process: `python -m MODULE` at the other end of two pipes.

    It starts with the first request and again when a request finds it dead. The blocking reads and
    writes have a thread each, so that requests may come from any event loop and `close` from
    anywhere.
    """

    def __init__(
        self,
        module: str,
        what: str,
        environment: Mapping[str, str] | None = None,
        log: int | None = None,
    ) -> None:
        """`what` names the process in errors ("recogniser"); `environment` is added to ours;
        `log` is the descriptor its standard error goes to (default: our own)."""
        self._module = module
        self._what = what
        self._environment = dict(environment or {})
        self._log = log
        self._life: _Life | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, while it lives."""
        life = self._life
        return life.process.pid if life is not None and life.process.poll() is None else None

    def start(self) -> None:
        """Start the process unless it runs. Raises VoiceError when that is impossible."""
        self._living()

    async def request(self, header: Header, payload: bytes = b"") -> _Answer:
        """Send a request and wait for its answer. Cancelling the task cancels the request.

        Raises VoiceError with what the helper reported, or when it died or was closed.
        """
        answer = self._living().send(asyncio.get_running_loop(), header, payload)
        reply, body = await answer
        if "error" in reply:
            raise VoiceError(str(reply["error"]), str(reply.get("hint", "")))
        return reply, body

    def close(self) -> None:
        """Kill the process, whatever it is doing, within 0.2 s. Harmless when repeated."""
        self._closed = True
        if self._life is not None:
            self._life.end()

    def _living(self) -> _Life:
        if self._closed:
            raise VoiceError(f"The {self._what} was closed.")
        if self._life is None or self._life.over:
            if self._life is not None:
                self._life.end()
            self._life = _Life(self._launch(), self._what)
        return self._life

    def _launch(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [sys.executable, "-c", _LAUNCH, self._module, str(_PACKAGES)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env={**os.environ, **self._environment},
                start_new_session=True,  # Ctrl-C is the parent's business
            )
        except OSError as error:
            raise VoiceError(
                f"The {self._what} process cannot be started: {error.strerror}.",
                "Close other programs and try again.",
            ) from error


class _Life:
    """One life of the helper process."""

    def __init__(self, process: subprocess.Popen[bytes], what: str) -> None:
        self.process = process
        self.over = False
        """No answer will come any more."""
        self._what = what
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, asyncio.Future[_Answer]] = {}
        self._outbox: queue.SimpleQueue[tuple[Header, bytes] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, args=(stream,), name=f"{what} pipe", daemon=True)
            for target, stream in ((self._write, process.stdin), (self._read, process.stdout))
        ]
        for thread in self._threads:
            thread.start()

    def send(
        self, loop: asyncio.AbstractEventLoop, header: Header, payload: bytes
    ) -> asyncio.Future[_Answer]:
        """Queue a request; the future holds its answer."""
        answer: asyncio.Future[_Answer] = loop.create_future()
        number = next(self._numbers)
        with self._lock:
            if self.over:
                answer.set_exception(self._death())
                return answer
            self._waiting[number] = answer
        answer.add_done_callback(lambda done: self._forget(number, done))
        self._outbox.put(({**header, "id": number}, payload))
        return answer

    def end(self) -> None:
        """Kill the process and let the threads go."""
        self.process.kill()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return  # stuck in the kernel; it is killed as soon as that lets go
        self._outbox.put(None)
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _forget(self, number: int, answer: asyncio.Future[_Answer]) -> None:
        with self._lock:
            self._waiting.pop(number, None)
        if answer.cancelled():
            self._outbox.put(({"cancel": number}, b""))

    def _write(self, stream: IO[bytes]) -> None:
        try:
            with stream:
                while (message := self._outbox.get()) is not None:
                    write_frame(stream, *message)  # type: ignore[arg-type]
        except OSError:
            pass  # it died; the reading thread tells everybody

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            try:
                while (frame := read_frame(stream)) is not None:  # type: ignore[arg-type]
                    with self._lock:
                        answer = self._waiting.pop(frame[0]["id"], None)
                    if answer is not None:
                        _settle(answer, frame)
            except BrokenFrame:
                pass  # whatever writes there is not our helper any more
        self.process.kill()
        self.process.wait()
        with self._lock:
            self.over = True
            orphans = list(self._waiting.values())
            self._waiting.clear()
        self._outbox.put(None)
        for orphan in orphans:
            _settle(orphan, self._death())

    def _death(self) -> VoiceError:
        return VoiceError(
            f"The {self._what} process ended unexpectedly.",
            "It is started again when needed; `drill doctor` checks it.",
        )


def _settle(answer: asyncio.Future[_Answer], outcome: _Answer | VoiceError) -> None:
    """Hand the outcome over to the event loop that waits for it."""

    def settle() -> None:
        if answer.done():
            return
        if isinstance(outcome, VoiceError):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    with contextlib.suppress(RuntimeError):  # a closed loop: nobody waits any more
        answer.get_loop().call_soon_threadsafe(settle)
