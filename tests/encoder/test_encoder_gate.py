"""What the encoder is for: with it fewer wrong answers pass, and no fewer are judged as labelled.

The rates are printed (`pytest -s`). Neither judge was fitted on these answers.
"""

from __future__ import annotations

import json
from pathlib import Path

from drill.deck.card import Card
from drill.encoder.opinion import find_encoder
from drill.grading.evaluation import Graded, Report, summarise
from drill.grading.grade import grade
from drill.grading.opinion import Opinion

ANSWERS = Path(__file__).parent.parent / "grading" / "answers.jsonl"


def graded(opinion: Opinion | None) -> Report:
    found = []
    for number, line in enumerate(ANSWERS.read_text("utf-8").splitlines()):
        row = json.loads(line)
        card = Card("", row["question"], row["reference"])
        verdict = grade(card, row["answer"], opinion=opinion)
        found.append(
            Graded(
                "any",
                frozenset([row["label"]]),
                False,
                verdict.ruling.value,
                verdict.score,
                verdict.sure,
                row["answer"],
                card.answer,
                verdict.why,
                number,
            )
        )
    return summarise(found)


def test_two_judges_are_better_than_one() -> None:
    alone, together = graded(None), graded(find_encoder())
    for name, report in (("rules", alone), ("both", together)):
        print(name, report.accuracy, report.wrong_passed, report.right_not_passed)
    assert together.accuracy >= alone.accuracy
    assert together.wrong_passed < alone.wrong_passed
    assert together.accuracy >= 0.86
    assert together.wrong_passed <= 0.02
    assert together.right_not_passed <= 0.11
