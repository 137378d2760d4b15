"""`drill grade`: grade answers given as JSON lines, in the same order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from drill.cli.answer_lines import (
    AnswerLine,
    add_deck,
    find_deck,
    open_lines,
    pick_strictness,
    read_lines,
    report,
)
from drill.cli.encoder_option import add_rules_only, pick_opinion
from drill.deck.card import Deck
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
    add_rules_only(parser)


def run(options: argparse.Namespace) -> int:
    """Write a verdict a line; 1 when a line was bad. Raises DeckError and SettingsError."""
    from drill.grading.aliases import respell
    from drill.grading.grade import grade

    deck = find_deck(options)
    language = deck.language if deck else "en"
    strictness = pick_strictness(options, deck)
    opinion = pick_opinion(options)
    aliases = _aliases(options, deck) if deck else {}
    bad = 0
    with open_lines(options.file) as lines:
        for line in read_lines(lines, deck):
            if isinstance(line, AnswerLine):
                answer = respell(line.answer, line.card, aliases)
                verdict = grade(
                    line.card, answer, language=language, strictness=strictness, opinion=opinion
                )
                print(json.dumps(_values(line, verdict), ensure_ascii=False), flush=True)
            else:
                bad += 1
                report(*line)
    return 1 if bad else 0


def _aliases(options: argparse.Namespace, deck: Deck) -> Mapping[str, Sequence[str]]:
    """What the home's lexicon knows for the deck; what is wrong with it goes to standard error."""
    from drill.home import find_home
    from drill.lexicon.kept import find_aliases

    aliases, trouble = find_aliases(find_home(options.home), deck)
    if trouble is not None:
        print(f"drill: {trouble}", file=sys.stderr, flush=True)
    return aliases


def _values(line: AnswerLine, verdict: Verdict) -> dict[str, object]:
    return {
        "id": line.key,
        "verdict": verdict.ruling.value,
        "score": verdict.score,
        "said": list(verdict.said),
        "missed": list(verdict.missed),
        "why": verdict.why,
    }
