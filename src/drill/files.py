"""Reading text files of unknown origin, and writing files whole."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import tempfile
from pathlib import Path

from drill.deck.problems import Problem
from drill.errors import DeckError

MAX_BYTES = 20_000_000
"""Largest file that is read."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a deck or study page. Raises DeckError with the reason and what to do."""
    try:
        if path.is_dir():
            raise DeckError(f"{path} is a folder, not a file.", "Name one of the files in it.")
        if path.exists() and not path.is_file():
            raise DeckError(f"{path} is not a regular file.", "Name a text file.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DeckError(
                f"{path} has {size / 1e6:.0f} MB; drill reads up to {MAX_BYTES / 1e6:.0f} MB.",
                "Split it into several files.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DeckError(f"There is no file {path}.", "Check the spelling.") from error
    except PermissionError as error:
        raise DeckError(f"{path} may not be read.", f"Try `chmod u+r {path}`.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        reason = getattr(error, "strerror", None) or error
        raise DeckError(f"{path} cannot be read: {reason}.", "Name another file.") from error


def decode(data: bytes, path: str) -> tuple[str, str, tuple[Problem, ...]]:
    """The text (a byte-order mark included, so that encoding gives the bytes back), its encoding,
    and what is wrong with it. The encoding is "" when bytes were lost on the way."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        what = f"The byte 0x{data[error.start]:02X} is not {encoding.upper()} text."
        return text, "", (Problem(path, line, what, "Save the file as UTF-8."),)


def write_whole(path: Path, data: bytes, expected: bytes | None = None) -> None:
    """Replace a file in one step: whoever reads it sees the old or the new one, never a part.

    A link is followed and the file's mode kept. With `expected`, the file must still hold these
    bytes. Raises OSError; the old file is then unharmed.
    """
    target = Path(os.path.realpath(path))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if mode is not None and not (mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(13, "the file is read-only", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        os.chmod(name, mode)  # noqa: PTH101
        if expected is not None and target.read_bytes() != expected:
            raise OSError(None, "the file changed while drill was reading it")
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
