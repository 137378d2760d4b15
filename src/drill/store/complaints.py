"""What SQLite complains about, in words that help."""

from __future__ import annotations

from pathlib import Path

from drill.errors import StoreError

_RIGHTS = (
    "See that its folder exists and that you may write to both, or choose another home with "
    "--home DIR."
)
_CAUSES = (
    # SQLite's words (Python 3.10 hands out no error code), what happened, what to do.
    (
        "locked",
        "is in use by another program",
        "Close the other program and try again; nothing was changed.",
    ),
    (
        "not a database",
        "is not a review log of drill",
        "Move it away or put a copy from a backup in its place; it was not touched.",
    ),
    (
        "malformed",
        "is damaged",
        "Put a copy from a backup in its place; `sqlite3 {path} .recover` reads what is left.",
    ),
    ("readonly", "cannot be written", _RIGHTS),
    ("unable to open", "cannot be opened", _RIGHTS),
    (
        "full",
        "cannot grow: the disk is full",
        "Free some space and try again; everything saved before is safe.",
    ),
    (
        "disk I/O",
        "could not be read or written: the disk reports an error",
        "Check the disk and its free space and try again; everything saved before is safe.",
    ),
)


def explain(path: Path, error: Exception) -> StoreError:
    """The error for the learner: which file, what happened, what to do."""
    words = str(error)
    for sign, happened, remedy in _CAUSES:
        if sign in words:
            return StoreError(f"The review log {path} {happened}.", remedy.format(path=path))
    return StoreError(
        f"The review log {path} refused: {words}.",
        "Try again; if it stays so, put a copy from a backup in its place.",
    )
