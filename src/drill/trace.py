"""The trace: what happens in a drill as JSON lines, each flushed as it happens."""

from __future__ import annotations

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
        """One line, on disk when this returns as far as a flush can do it."""
        if self._file is None:
            return
        values = {"t": round(self._seconds(), 4), "event": line.event, "card": line.card}
        self._file.write(json.dumps({**values, **line.fields}, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file. Harmless when repeated."""
        if self._file is not None:
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
