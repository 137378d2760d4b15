"""How quickly drill is there, how much memory it takes, how quickly it is gone.

Everything is measured from the shell, in a pseudo-terminal, against an empty Textual app in the same
run: the two take turns, so that both see the same machine. The voice parts are left out where the
target is for the keyboard, and counted where it says so.

    python bench/start.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from terminal import QUIT, Terminal  # noqa: E402

DRILL = str(Path(sys.executable).parent / "drill")
DECK = ROOT / "decks" / "sequence-processing.md"

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Painted?")
Empty().run()
"""


@dataclass(frozen=True)
class Run:
    """One start of a program on a screen."""

    paint: float
    """Seconds from the shell until the text was on screen."""
    memory: float
    """Peak resident memory in MB, of the program alone."""
    gone: float
    """Seconds from the key until the shell had its terminal back."""


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        review = [DRILL, "review", str(DECK), "--home", str(home)]
        empty = [sys.executable, "-c", EMPTY]
        painted = _first_words()
        measured: dict[str, list[Run]] = {"empty": [], "text": [], "voice": []}
        version: list[float] = []
        bare: list[float] = []
        for _ in range(rounds):
            measured["empty"].append(_run(empty, "Painted?"))
            measured["text"].append(_run([*review, "--text"], painted))
            measured["voice"].append(_run([*review, "--voice"], painted))
            bare.append(_seconds([sys.executable, "-c", "pass"]))
            version.append(_seconds([DRILL, "--version"]))
    print(f"{rounds} rounds; Python {sys.version.split()[0]}; median (least to most)\n")
    _report("empty Textual app, painted", "s", [r.paint for r in measured["empty"]])
    for mode in ("text", "voice"):
        _report(
            f"first card, --{mode}",
            "s",
            [r.paint for r in measured[mode]],
            [r.paint for r in measured["empty"]],
            0.5,
        )
    _report("python -c pass", "s", bare)
    _report("drill --version", "s", version, bare, 0.15)
    _report("empty Textual app, peak memory", "MB", [r.memory for r in measured["empty"]])
    _report(
        "keyboard-only review, peak memory",
        "MB",
        [r.memory for r in measured["text"]],
        [r.memory for r in measured["empty"]],
        70,
    )
    _report("empty Textual app, quit", "s", [r.gone for r in measured["empty"]])
    for mode in ("text", "voice"):
        _report(
            f"quit, --{mode}",
            "s",
            [r.gone for r in measured[mode]],
            [r.gone for r in measured["empty"]],
            1.0,
        )
    return 0


def _first_words() -> Callable[[str], bool]:
    """Whether the first question of the sample deck stands on the screen."""
    from drill.library import read_deck_file

    deck, _ = read_deck_file(DECK)
    words = " ".join(deck.cards[0].question.split()[:4])
    return lambda text: words in " ".join(text.split())


def _run(command: Sequence[str], painted: str | Callable[[str], bool]) -> Run:
    with Terminal(command) as terminal:
        paint = terminal.wait_for(painted)
        memory = _peak(terminal.pid)
        pressed = time.monotonic()
        terminal.send(QUIT)
        terminal.wait_exit()
        return Run(paint, memory, time.monotonic() - pressed)


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _seconds(command: Sequence[str]) -> float:
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def _report(
    what: str,
    unit: str,
    values: Sequence[float],
    baseline: Sequence[float] = (),
    target: float | None = None,
) -> None:
    digits = 0 if unit == "MB" else 3
    middle = statistics.median(values)
    line = f"{what:<36}{middle:7.{digits}f} {unit:<3}"
    line += f" ({min(values):.{digits}f} to {max(values):.{digits}f})"
    if baseline:
        line += f"  x{middle / statistics.median(baseline):.2f}"
    if target is not None:
        line += f"  target < {target:g}: {'met' if middle < target else 'MISSED'}"
    print(line)


if __name__ == "__main__":
    sys.exit(main())
