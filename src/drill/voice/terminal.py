"""Keeping what libraries and child processes print away from the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

LOG_SIZE = 1 << 20
"""Bytes; a longer log is begun anew, the old one stays as `<name>.old`."""


@contextmanager
def quiet_stderr(log: Path) -> Iterator[None]:
    """While the block runs, file descriptor 2 leads to `log` and Python's stderr to the terminal.

    Textual draws on Python's stderr; PortAudio, ALSA and child processes print on descriptor 2.
    Start it before the Textual app is made. Without a descriptor 2 it does nothing; a log that
    cannot be written is replaced by the null device.
    """
    if sys.__stderr__ is None or not _is_open(2):
        yield
        return
    before = sys.stderr, sys.__stderr__
    sys.stderr.flush()
    terminal = os.dup(2)
    os.set_inheritable(terminal, False)
    _lead(2, log)
    screen = os.fdopen(
        terminal, "w", encoding=sys.__stderr__.encoding, errors="backslashreplace", buffering=1
    )
    _replace(screen, screen)
    try:
        yield
    finally:
        _replace(*before)
        screen.flush()
        os.dup2(terminal, 2)
        screen.close()


def _replace(stderr: TextIO, original: TextIO) -> None:
    sys.stderr = stderr
    sys.__stderr__ = original  # type: ignore[misc, assignment]  # Textual's driver draws on this one


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _lead(descriptor: int, log: Path) -> None:
    """Make the descriptor write to the log, or to nowhere."""
    try:
        if log.exists() and log.stat().st_size > LOG_SIZE:
            log.replace(log.with_name(log.name + ".old"))
        target = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    os.dup2(target, descriptor)
    os.close(target)
