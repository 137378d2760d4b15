"""What is wrong with a deck file: where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a deck file. The rest of the file is read all the same."""

    path: str
    """The file as it was named; empty for text that came from none."""
    line: int
    """1-based; 0 when it concerns the whole file."""
    what: str
    """What is wrong: one sentence."""
    remedy: str
    """What to do: one sentence."""
    card: str = ""
    """Id of the card concerned, when it has one."""

    def __str__(self) -> str:
        return f"{self.path or 'text'}:{self.line}: {self.what} {self.remedy}"
