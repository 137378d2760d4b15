"""A program in a pseudo-terminal, and the screen it draws: what a learner would see and type."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import ptyprocess
import pyte

ESCAPE = "\x1b"
ENTER = "\r"
QUIT = "\x11"
"""Ctrl+Q."""
PACE = 0.15
"""Seconds from one key to the next, at least: drill takes a second Enter that is quicker than any
hand for a key that bounces."""

# What pyte takes for text: strings to the terminal (DCS, OSC...) and private CSI it does not know.
_UNKNOWN = re.compile(
    rb"\x1b[P_^X][^\x1b]*\x1b\\|\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-zA-Z]"
)


class Terminal:
    """A running program; used as a context manager nothing of it is left behind."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        columns: int = 100,
        rows: int = 30,
    ) -> None:
        """Start `command` with `env` on top of this process's environment."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition()
        self._ended = False
        self._typed = 0.0
        with warnings.catch_warnings():
            # Python 3.12 warns of forking while threads run; this child does nothing but exec.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = ptyprocess.PtyProcess.spawn(
                list(command),
                cwd=cwd and str(cwd),
                env={**os.environ, "TERM": "xterm-256color", **(env or {})},
                dimensions=(rows, columns),
            )
        self.started = time.monotonic()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The program's process id."""
        return int(self._process.pid)

    @property
    def text(self) -> str:
        """What is on screen, line by line."""
        with self._changed:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def send(self, keys: str) -> None:
        """Type these keys, no sooner after the last ones than a hand could."""
        time.sleep(max(0.0, self._typed + PACE - time.monotonic()))
        self._typed = time.monotonic()
        self._process.write(keys.encode())

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 30) -> float:
        """Wait until this is on screen; returns the seconds since the program was started."""
        shows = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + seconds
        with self._changed:
            while not shows(self.text):
                if self._ended or not self._changed.wait(deadline - time.monotonic()):
                    state = "the program ended" if self._ended else f"{seconds} s"
                    raise AssertionError(
                        f"after {state} without what was waited for ({wanted}):\n{self.text}"
                    )
            return time.monotonic() - self.started

    def wait_exit(self, seconds: float = 10) -> float:
        """Wait for the end; returns the monotonic time at which the shell had its terminal back."""
        self._reader.join(seconds)
        if not self._ended:
            raise AssertionError(f"still running after {seconds} s:\n{self.text}")
        self._process.wait()
        return time.monotonic()

    @property
    def exit_code(self) -> int | None:
        """The exit status after `wait_exit`; None when a signal ended it."""
        status = self._process.exitstatus
        return None if status is None else int(status)

    def hang_up(self) -> None:
        """Tell the program what the kernel tells it when the window of its terminal is closed."""
        os.kill(self.pid, signal.SIGHUP)

    def kill(self) -> None:
        """End the program as `kill -9` does."""
        os.kill(self.pid, signal.SIGKILL)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.isalive():
            self.kill()
            self._process.wait()
        self._reader.join(10)
        self._process.close()

    def _read(self) -> None:
        pending = b""
        with contextlib.suppress(EOFError):
            while True:
                pending += self._process.read(65536)
                whole, pending = _split(pending)
                with self._changed:
                    self._stream.feed(_UNKNOWN.sub(b"", whole))
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


def _split(data: bytes) -> tuple[bytes, bytes]:
    """`data` up to an escape sequence that is not complete yet, and the rest."""
    start = data.rfind(b"\x1b")
    if (
        start >= 0
        and len(data) - start < 64
        and not re.match(rb"\x1b[^P_^X].*[a-zA-Z\\]", data[start:], re.S)
    ):
        return data[:start], data[start:]
    return data, b""


def descendants(pid: int) -> dict[int, str]:
    """The living processes below `pid`, with their command lines (Linux)."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    parents[int(folder.name)] = int(fields[1])
    below = {pid}
    while grown := {child for child, parent in parents.items() if parent in below} - below:
        below |= grown
    return {child: command_line(child) for child in below - {pid}}


def command_line(pid: int) -> str:
    """How the process was started; empty when it is gone."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b" ").decode("utf-8", "replace").strip()


def alive(pid: int) -> bool:
    """Whether that process still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
