"""`drill eval`: the grader's own error rates on labelled answers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drill.cli.answer_lines import (
    AnswerLine,
    LineError,
    add_deck,
    find_deck,
    open_lines,
    pick_strictness,
    read_lines,
    report,
)
from drill.cli.encoder_option import add_rules_only, pick_opinion
from drill.grading.evaluation import Graded, Report, by_kind, by_source, summarise, worst
from drill.grading.kinds import guess_kind
from drill.text import clean

_LABELS = frozenset(("right", "partly", "wrong", "unheard"))


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file and the options."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help='JSON lines {"question", "reference" or "references", "answer"} with '
        '"label", "right" or "allowed"',
    )
    add_deck(parser)
    add_rules_only(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--plot", metavar="FILE", help="draw the figures into this SVG file")
    parser.add_argument(
        "--worst", type=int, default=10, metavar="N", help="mistakes to show (default: 10)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the figures; 1 when a line was bad. Raises DeckError and SettingsError."""
    from drill.grading.grade import grade

    deck = find_deck(options)
    language = deck.language if deck else "en"
    strictness = pick_strictness(options, deck)
    opinion = pick_opinion(options)
    answers: list[Graded] = []
    bad = 0
    with open_lines(options.file) as lines:
        for line in read_lines(lines, deck):
            try:
                if not isinstance(line, AnswerLine):
                    raise line[1]
                allowed, binary = _allowed(line.fields)
            except LineError as error:
                bad += 1
                report(line.number if isinstance(line, AnswerLine) else line[0], error)
                continue
            verdict = grade(
                line.card, line.answer, language=language, strictness=strictness, opinion=opinion
            )
            answers.append(
                Graded(
                    guess_kind(line.card).value,
                    allowed,
                    binary,
                    verdict.ruling.value,
                    verdict.score,
                    verdict.sure,
                    line.answer,
                    line.card.answer,
                    verdict.why,
                    line.number,
                    clean(str(line.fields.get("source", ""))),
                )
            )
    if options.plot:
        _plot(Path(options.plot), _reports(answers))
    mistakes = worst(answers, max(0, options.worst))
    if options.json:
        print(json.dumps(_json(answers, mistakes), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_text(answers, mistakes)))
    return 1 if bad else 0


def _allowed(fields: Mapping[str, Any]) -> tuple[frozenset[str], bool]:
    """The rulings that count as correct, and whether only right or not right is known."""
    if "label" in fields:
        values: object = [fields["label"]]
    elif "allowed" in fields:
        values = fields["allowed"]
    elif isinstance(fields.get("right"), bool):
        return frozenset({"right"} if fields["right"] else {"not right"}), True
    else:
        raise LineError("there is no label.", 'Add "label", "allowed" or "right" (true or false).')
    if (
        not isinstance(values, list)
        or not values
        or not all(isinstance(value, str) and value in _LABELS for value in values)
    ):
        raise LineError("that label is unknown.", f"There are: {', '.join(sorted(_LABELS))}.")
    return frozenset(values), False


def _json(answers: list[Graded], mistakes: list[Graded]) -> dict[str, object]:
    return {
        "all": asdict(summarise(answers)),
        "kinds": {kind: asdict(each) for kind, each in by_kind(answers).items()},
        "sources": {source: asdict(each) for source, each in by_source(answers).items()},
        "worst": [
            {
                "line": one.number,
                "kind": one.kind,
                "label": one.label,
                "verdict": one.ruling,
                "score": one.score,
                "answer": one.answer,
                "reference": one.reference,
                "why": one.why,
            }
            for one in mistakes
        ],
    }


def _text(answers: list[Graded], mistakes: list[Graded]) -> list[str]:
    lines: list[str] = []
    for kind, figures in _reports(answers).items():
        lines += _block(kind, figures)
    if mistakes:
        lines.append("worst mistakes")
    for one in mistakes:
        lines.append(f"  line {one.number}: {one.label}, graded {one.ruling} ({one.kind})")
        lines.append(f"    answer:    {_short(one.answer)}")
        lines.append(f"    reference: {_short(one.reference)}")
        lines.append(f"    why:       {one.why}")
    return lines


def _reports(answers: list[Graded]) -> dict[str, Report]:
    """Every report, in the order shown."""
    return {**by_source(answers), **by_kind(answers), "all": summarise(answers)}


def _plot(path: Path, reports: Mapping[str, Report]) -> None:
    from drill.cli.eval_picture import picture
    from drill.files import write_whole

    write_whole(path, picture(reports).encode("utf-8"))


def _block(kind: str, figures: Report) -> list[str]:
    rulings = sorted({ruling for row in figures.table.values() for ruling in row})
    width = max([len(label) for label in figures.table] + [12])
    lines = [f"{kind}: {figures.count} answers"]
    lines.append(f"  {'label':<{width}}" + "".join(f"{ruling:>11}" for ruling in rulings))
    for label, row in figures.table.items():
        cells = "".join(f"{row.get(ruling, 0):>11}" for ruling in rulings)
        lines.append(f"  {label:<{width}}{cells}")
    lines.append(
        f"  accuracy {figures.accuracy:.3f}   macro-F1 {figures.macro_f1:.3f}   "
        f"wrong passed as right {figures.wrong_passed:.3f}   "
        f"right failed as wrong {figures.right_failed:.3f}   "
        f"right not passed {figures.right_not_passed:.3f}"
    )
    return [*lines, ""]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"
