"""Standard input and output as the shell handed them over: closed, full, or of another encoding."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TextIO


def ready_streams() -> None:
    """Make the standard streams safe to use. Harmless when repeated."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed: its descriptor must not become that of a file
            null = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(null, mode, encoding="utf-8"))
    codecs.register_error("json escapes", _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every terminal can show every character
            stream.reconfigure(errors="json escapes")


def drop_stdout() -> None:
    """Lead standard output to nowhere: Python flushes it at exit, which must not fail again."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def stdin_lines() -> TextIO:
    """Standard input as text lines, whatever the locale: UTF-8, or UTF-16 with its mark.

    Bytes that are neither come as lone surrogates.
    """
    stream = sys.stdin
    if isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.BufferedReader):
        stream.reconfigure(encoding=encoding_of(stream.buffer), errors="surrogateescape")
    return stream


def encoding_of(file: io.BufferedReader) -> str:
    """The encoding a file of text begins with; nothing of it is consumed."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if file.peek(2).startswith(marks) else "utf-8-sig"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """A character that cannot be written, as JSON escapes it: JSON must stay JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import json  # rarely needed

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
