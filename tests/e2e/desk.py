"""A learner's folder, the real `drill` running on it, and what it leaves behind."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from terminal import Terminal

HOOKS = Path(__file__).parent / "hooks"
DRILL = str(Path(sys.executable).parent / "drill")

DECK = """\
---
name: Odds and ends
---
Q: What is the capital of France? ^odd-01
A: Paris.

Q: Which three colours are in the flag of France? ^odd-02
A: Blue, white and red.
Point: blue
Point: white
Point: red

Q: What do bees make from the nectar of flowers? ^odd-03
A: Honey.
"""
"""Small cards whose words a small recogniser knows."""


@dataclass
class Desk:
    """One learner: a folder of their own, and an environment without a network."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.home / "decks").mkdir(parents=True)
        self.deck.write_text(DECK, "utf-8")
        self.env = {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "DRILL_HOME": str(self.home),
            "DRILL_TEST_NETWORK": str(self.home / "network.log"),
            "PYTHONPATH": str(HOOKS),
            **self.env,
        }

    @property
    def deck(self) -> Path:
        """The deck file."""
        return self.home / "decks" / "odds-and-ends.md"

    @property
    def watched(self) -> list[str]:
        """What the network guard wrote: one line a process, and one line an attempt."""
        return (self.home / "network.log").read_text("utf-8").splitlines()

    @contextmanager
    def review(self, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Drill]:
        """`drill review` on the deck, in a terminal, with a trace."""
        trace = self.home / "trace.jsonl"
        command = [DRILL, "review", str(self.deck), "--home", str(self.home)]
        command += ["--trace", str(trace), *options]
        with Terminal(command, env={**self.env, **(env or {})}, cwd=self.home) as terminal:
            yield Drill(terminal, trace)

    def run(
        self, *arguments: str, env: Mapping[str, str] | None = None, seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Any `drill` command without a terminal."""
        return subprocess.run(
            [DRILL, *arguments],
            env={**os.environ, **self.env, **(env or {})},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
        )

    def query(self, sql: str) -> list[sqlite3.Row]:
        """Rows of the review log."""
        with closing(sqlite3.connect(self.home / "drill.db")) as database:
            database.row_factory = sqlite3.Row
            return database.execute(sql).fetchall()


@dataclass(frozen=True)
class Drill:
    """A running review."""

    terminal: Terminal
    trace: Path

    def events(self, name: str | None = None) -> list[dict[str, Any]]:
        """The lines of the trace so far, or those of one event."""
        if not self.trace.exists():
            return []
        lines = self.trace.read_text("utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.endswith("\n")]
        return [event for event in events if name in (None, event["event"])]

    def wait_event(
        self, name: str, card: str | None = None, *, count: int = 1, seconds: float = 60
    ) -> dict[str, Any]:
        """Wait until the trace has `count` such events (of that card); the last of them."""
        deadline = time.monotonic() + seconds
        while True:
            found = [event for event in self.events(name) if card in (None, event["card"])]
            if len(found) >= count:
                return found[count - 1]
            if time.monotonic() > deadline:
                lines = "\n".join(map(str, self.events()))
                raise AssertionError(
                    f"no {name} of {card} in {seconds} s:\n{lines}\n{self.terminal.text}"
                )
            time.sleep(0.01)
