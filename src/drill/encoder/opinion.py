"""The encoder's opinion of an answer: question, reference and answer read together."""

from __future__ import annotations

import math
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from drill.grading.judge import Odds

if TYPE_CHECKING:
    from drill.encoder.network import Network
    from drill.encoder.wordpiece import WordPiece

QUESTION, REFERENCE, ANSWER = 24, 44, 44
"""Pieces of each that are read. Of a longer question the end is, where most of them ask."""


def sequence(
    pieces: WordPiece, question: str, reference: str, answer: str
) -> tuple[list[int], int]:
    """The rows of all three, and where the answer starts."""
    start, stop = pieces.rows["[CLS]"], pieces.rows["[SEP]"]
    asked = pieces(question, len(question))[-QUESTION:]
    first = [start, *asked, stop, *pieces(reference, REFERENCE), stop]
    return [*first, *pieces(answer, ANSWER), stop], len(first)


class Encoder:
    """A `grading.opinion.Opinion`. Reads its weights (22 MB) at the first answer."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds `weights.npz` and `vocabulary.txt`, which fit each other."""
        self._folder = folder
        self._parts: tuple[WordPiece, Network] | None = None
        self._broken = False

    def __call__(self, question: str, reference: str, answer: str) -> Odds | None:
        """How likely the answer is right and how likely wrong; None where the weights or numpy turn
        out not to load. Takes 5 to 25 ms, the first time 0.3 s."""
        if self._parts is None and not self._broken:
            try:
                self._parts = self._load()
            except (ImportError, OSError, ValueError, KeyError):  # the rules can do without
                self._broken = True
        if self._parts is None:
            return None
        pieces, network = self._parts
        logits = network(*sequence(pieces, question, reference, answer))
        largest = max(logits)
        right, partly, wrong = (math.exp(logit - largest) for logit in logits)
        total = right + partly + wrong
        return Odds(right / total, wrong / total)

    def _load(self) -> tuple[WordPiece, Network]:
        from drill.encoder.network import Network
        from drill.encoder.wordpiece import WordPiece

        words = (self._folder / "vocabulary.txt").read_text("utf-8").splitlines()
        rows = {word: row for row, word in enumerate(words)}
        return WordPiece(rows), Network(self._folder / "weights.npz")


def find_encoder() -> Encoder | None:
    """The encoder that ships with drill; None where numpy is missing (it comes with the extra
    `voice`): then the rules judge alone."""
    folder = Path(str(files("drill.encoder")))
    if find_spec("numpy") is None or not (folder / "weights.npz").is_file():
        return None
    return Encoder(folder)
