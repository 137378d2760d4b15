"""The trace: what happens in a drill as JSON lines, each flushed as it happens."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from drill.errors import SettingsError
from drill.session.effects import Trace


class Tracer:
    """Writes `{"t", "event", "card", ...}` lines; without a file it writes nothing."""

    def __init__(self, path: Path | None, seconds: Callable[[], float]) -> None:
        """Open `path` anew. Raises SettingsError when that is not possible."""
        self._seconds = seconds
        self._file: TextIO | None = None
        if path is not None:
            try:
                self._file = path.open("w", encoding="utf-8", buffering=1)
            except OSError as error:
                raise SettingsError(
                    f"The trace file {path} cannot be written: {error.strerror}.",
                    "Give --trace another file.",
                ) from error

    def write(self, line: Trace) -> None:
        """One line, on disk when this returns as far as a flush can do it.

        Raises SettingsError once when the file cannot be written any more; after that it writes
        nothing.
        """
        if self._file is None:
            return
        values = {"t": round(self._seconds(), 4), "event": line.event, "card": line.card}
        try:
            self._file.write(json.dumps({**values, **line.fields}, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            self.close()
            raise SettingsError(
                f"The trace cannot be written any more: {error.strerror}.",
                "The drill goes on without it.",
            ) from error

    def close(self) -> None:
        """Close the file. Harmless when repeated."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # what could not be written before cannot be now
                self._file.close()
            self._file = None

    def __enter__(self) -> Tracer:
        """The tracer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()
