"""Fit the judge of `drill.grading`: python bench/fit_judge.py --written FILE... [--public FILE]

Writes `judge.json` and, with `--rarity`, `rarity.json` beside the grader; prints how well the judge
does on cards it was not fitted on (five folds, split by card). Deterministic: the same files give
the same judge. `--written` holds learners' answers with `label` right, partly or wrong; `--public`
answers with `right` true or false and several `references`, which count a tenth.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from boosting import Boosting, Floats
from drill.deck.card import Card, Kind
from drill.grading.align import Heard
from drill.grading.evidence import DIRECTIONS, gather
from drill.grading.kinds import guess_kind
from drill.grading.lexicon import lexicon
from drill.grading.speech import tidy
from drill.grading.strictness import CUTS, Strictness
from drill.grading.words import pieces, read, understand

ENGLISH = lexicon("en")
GRADING = Path(__file__).parent.parent / "src" / "drill" / "grading"
SEEDS = 3
PUBLIC_ROWS, PUBLIC_WEIGHT = 9000, 0.1
COMMON, RARE = 0.25, 0.006
FEWEST = 6


def load(name: str) -> list[dict[str, Any]]:
    """The lines of a file of JSON lines."""
    with Path(name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(question: str, reference: str, answer: str) -> list[float]:
    """The evidence of one answer in the judge's order."""
    said, _ = tidy(pieces(answer, ENGLISH), ENGLISH)
    heard = Heard(understand(said, answer, ENGLISH), ENGLISH)
    evidence = gather(question, reference, heard, ENGLISH)
    return [evidence.values[name] for name in DIRECTIONS]


def written(names: list[str]) -> tuple[Floats, list[str], list[str]]:
    """Evidence, labels and cards of the answers the judge is for."""
    rows, labels, cards = [], [], []
    for name in names:
        for line in load(name):
            kind = guess_kind(Card("", line["question"], line["reference"]))
            if kind in (Kind.TRUE_FALSE, Kind.FORMULA):
                continue
            rows.append(measure(line["question"], line["reference"], line["answer"]))
            labels.append(line["label"])
            cards.append(f"{name}:{line['card']}")
    return np.array(rows), labels, cards


def public(name: str) -> tuple[Floats, Floats]:
    """Evidence against the best reference, and whether it was right."""
    lines = load(name)
    random.Random(1).shuffle(lines)
    rows, right = [], []
    at = list(DIRECTIONS).index("coverage")
    for line in lines[:PUBLIC_ROWS]:
        each = [measure(line["question"], r, line["answer"]) for r in line["references"][:8]]
        rows.append(max(each, key=lambda values: values[at]))
        right.append(float(line["right"]))
    return np.array(rows), np.array(right)


class Jury:
    """Several ensembles grown from other random draws; their mean is steadier than any of them."""

    def __init__(self, members: list[Boosting]) -> None:
        self.members = members

    def predict(self, x: Floats) -> Floats:
        """Probabilities from the mean of the members' log-odds."""
        odds = [np.log(p / (1 - p)) for p in (each.predict(x) for each in self.members)]
        return np.asarray(1 / (1 + np.exp(-np.mean(odds, axis=0))))

    def dump(self) -> dict[str, Any]:
        """One ensemble with all their trees, each weighing its share."""
        share = 1 / len(self.members)
        dumped = [each.dump(share) for each in self.members]
        return {
            "base": round(sum(each["base"] for each in dumped) * share, 5),
            "trees": [tree for each in dumped for tree in each["trees"]],
        }


def fit(label: str, x: Floats, labels: list[str], extra: tuple[Floats, Floats] | None) -> Jury:
    """One of the judge's two halves."""
    sign = 1 if label == "right" else -1
    y = np.array([float(each == label) for each in labels])
    weight = np.ones(len(y))
    if extra is not None:
        other = extra[1] if label == "right" else 0.8 * (1 - extra[1])
        x = np.concatenate([x, extra[0]])
        y = np.concatenate([y, other])
        weight = np.concatenate([weight, np.full(len(other), PUBLIC_WEIGHT)])
    directions = [sign * each for each in DIRECTIONS.values()]
    return Jury([Boosting(directions, seed=seed).fit(x, y, weight) for seed in range(SEEDS)])


def cross_validate(
    x: Floats, labels: list[str], cards: list[str], extra: tuple[Floats, Floats] | None
) -> None:
    """Print the figures on cards left out."""
    names = sorted(set(cards))
    random.Random(1).shuffle(names)
    fold = {name: at % 5 for at, name in enumerate(names)}
    cuts = CUTS[Strictness.BALANCED]
    table: Counter[tuple[str, str]] = Counter()
    for held in range(5):
        inside = [k for k, card in enumerate(cards) if fold[card] != held]
        outside = [k for k, card in enumerate(cards) if fold[card] == held]
        some = [labels[k] for k in inside]
        right = fit("right", x[inside], some, extra).predict(x[outside])
        wrong = fit("wrong", x[inside], some, extra).predict(x[outside])
        for k, r, w in zip(outside, right, wrong, strict=True):
            said = "right" if r >= cuts.right else "wrong" if w >= cuts.wrong else "partly"
            table[labels[k], said] += 1
    total = sum(table.values())
    print(
        "accuracy on new cards",
        round(sum(table[k, k] for k in ("right", "partly", "wrong")) / total, 3),
    )
    for label in ("right", "partly", "wrong"):
        print(f"  {label:>7}", {said: table[label, said] for said in ("right", "partly", "wrong")})


def rarities(names: list[str]) -> dict[str, float]:
    """From how many cards a stem is known to how much it tells."""
    cards: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for line in load(name):
            for text in (line["question"], line["reference"], line["answer"]):
                cards[f"{name}:{line['card']}"].update(
                    w.stem for w in read(text, ENGLISH) if w.content and w.value is None
                )
    count: Counter[str] = Counter()
    for stems in cards.values():
        count.update(stems)
    span = math.log(RARE / COMMON)
    return {
        stem: round(max(0.2, min(1.0, math.log(n / len(cards) / COMMON) / span)), 2)
        for stem, n in sorted(count.items())
        if n >= FEWEST
    }


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--written", nargs="+", required=True, metavar="FILE")
    parser.add_argument("--public", metavar="FILE")
    parser.add_argument(
        "--rarity", nargs="+", metavar="FILE", help="count rarities over these first"
    )
    parser.add_argument("--quick", action="store_true", help="no cross-validation")
    options = parser.parse_args()
    if options.rarity:
        text = json.dumps(rarities(options.rarity), separators=(",", ":"))
        (GRADING / "rarity.json").write_text(text + "\n", "utf-8")
    x, labels, cards = written(options.written)
    extra = public(options.public) if options.public else None
    if not options.quick:
        cross_validate(x, labels, cards, extra)
    judge = {
        "features": list(DIRECTIONS),
        "right": fit("right", x, labels, extra).dump(),
        "wrong": fit("wrong", x, labels, extra).dump(),
    }
    text = json.dumps(judge, separators=(",", ":"))
    (GRADING / "judge.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
