"""`drill grade`: grade answers given as JSON lines, in the same order."""

from __future__ import annotations

import argparse
import json

from drill.cli.answer_lines import AnswerLine, add_deck, find_deck, open_lines, read_lines, report
from drill.grading.strictness import Strictness
from drill.grading.verdict import Verdict


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file and the options."""
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help='JSON lines {"question", "reference", "answer", "id"?}; standard input without it',
    )
    add_deck(parser)


def run(options: argparse.Namespace) -> int:
    """Write a verdict a line; 1 when a line was bad. Raises DeckError and SettingsError."""
    from drill.grading.grade import grade

    deck = find_deck(options)
    language = deck.language if deck else "en"
    strictness = Strictness(options.strictness)
    bad = 0
    with open_lines(options.file) as lines:
        for line in read_lines(lines, deck):
            if isinstance(line, AnswerLine):
                verdict = grade(line.card, line.answer, language=language, strictness=strictness)
                print(json.dumps(_values(line, verdict), ensure_ascii=False), flush=True)
            else:
                bad += 1
                report(*line)
    return 1 if bad else 0


def _values(line: AnswerLine, verdict: Verdict) -> dict[str, object]:
    return {
        "id": line.key,
        "verdict": verdict.ruling.value,
        "score": verdict.score,
        "said": list(verdict.said),
        "missed": list(verdict.missed),
        "why": verdict.why,
    }
