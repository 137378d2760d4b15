"""The learned part of a ruling: two small sets of decision trees over the evidence.

They were fitted by `bench/fit_judge.py` on answers to cards of other fields, with the direction of
every feature that has one held fixed: more of the reference said can only help, a contradiction can
only hurt. They say how likely an answer is right and how likely wrong; vetoes are applied after.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, Union

Tree = Union[float, list[Any]]


class Odds(NamedTuple):
    """Two probabilities, 0 to 1; what is left over is "partly"."""

    right: float
    wrong: float


class Ensemble(NamedTuple):
    """A sum of trees behind a logistic curve. A tree is a number (a leaf) or
    `[feature, threshold, tree if value <= threshold, else tree]`."""

    base: float
    trees: list[Tree]

    def probability(self, values: list[float]) -> float:
        """The ensemble's opinion of these features, 0 to 1."""
        total = self.base
        for tree in self.trees:
            while type(tree) is list:  # quicker than isinstance, and this loop is the hot one
                tree = tree[2] if values[tree[0]] <= tree[1] else tree[3]
            total += tree  # type: ignore[operator]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class Judge(NamedTuple):
    """Both ensembles and the order of their features."""

    features: list[str]
    right: Ensemble
    wrong: Ensemble

    def weigh(self, evidence: dict[str, float]) -> Odds:
        """How likely right and wrong an answer with this evidence is."""
        values = [evidence[name] for name in self.features]
        return Odds(self.right.probability(values), self.wrong.probability(values))


@lru_cache(maxsize=1)
def judge() -> Judge:
    """The fitted judge that ships with drill."""
    text = files("drill.grading").joinpath("judge.json").read_text("utf-8")
    data = json.loads(text)
    return Judge(
        data["features"],
        Ensemble(data["right"]["base"], data["right"]["trees"]),
        Ensemble(data["wrong"]["base"], data["wrong"]["trees"]),
    )
