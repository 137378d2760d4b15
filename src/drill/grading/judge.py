"""The learned part of a ruling: two small sets of decision trees over the evidence.

They were fitted by `bench/fit_judge.py` on answers to cards of other fields, with the direction of
every feature that has one held fixed: more of the reference said can only help, a contradiction can
only hurt. They say how likely an answer is right and how likely wrong; vetoes are applied after.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from sys import byteorder
from typing import Any, NamedTuple, Union

Tree = Union[float, list[Any]]


class Odds(NamedTuple):
    """Two probabilities, 0 to 1; what is left over is "partly"."""

    right: float
    wrong: float


class Ensemble:
    """A sum of trees behind a logistic curve, evaluated feature by feature instead of tree by tree.

    Every leaf of every tree is one bit of a large integer. A question `value <= threshold` answered
    with no rules out the leaves on its left; for each feature the bits ruled out up to each
    threshold are known beforehand, so one lookup a feature and one AND answer all questions at once
    (QuickScorer, Lucchese et al. 2015). The lowest bit left in a tree is its leaf.
    """

    def __init__(self, base: float, trees: list[Tree]) -> None:
        """A tree is a number (a leaf) or `[feature, threshold, tree if value <= threshold, else
        tree]`, with at most 16 leaves."""
        self.base = base
        self._size = 2 * len(trees)
        self._full = (1 << (16 * len(trees))) - 1
        self._leaves: list[dict[int, float]] = []
        ruled_out: dict[int, dict[float, int]] = {}
        for number, tree in enumerate(trees):
            leaves: list[float] = []
            _walk(tree, 16 * number, leaves, ruled_out)
            self._leaves.append({1 << at: value for at, value in enumerate(leaves)})
        self._tests: list[tuple[int, list[float], list[int]]] = []
        for feature, by_threshold in sorted(ruled_out.items()):
            thresholds = sorted(by_threshold)
            left = [self._full]
            for threshold in thresholds:
                left.append(left[-1] & ~by_threshold[threshold])
            self._tests.append((feature, thresholds, left))

    def probability(self, values: list[float]) -> float:
        """The ensemble's opinion of these features, 0 to 1."""
        left = self._full
        for feature, thresholds, masks in self._tests:
            left &= masks[bisect_left(thresholds, values[feature])]
        groups = memoryview(left.to_bytes(self._size, byteorder)).cast("H")
        if byteorder == "big":
            groups = groups[::-1]
        total = self.base
        for leaves, bits in zip(self._leaves, groups, strict=True):
            total += leaves[bits & -bits]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _walk(
    tree: Tree, first: int, leaves: list[float], ruled_out: dict[int, dict[float, int]]
) -> None:
    """Number a tree's leaves from the left and note what each question may rule out."""
    if not isinstance(tree, list):
        leaves.append(tree)
        return
    feature, threshold, low, high = tree
    before = len(leaves)
    _walk(low, first, leaves, ruled_out)
    bits = ((1 << (len(leaves) - before)) - 1) << (first + before)
    by_threshold = ruled_out.setdefault(feature, {})
    by_threshold[threshold] = by_threshold.get(threshold, 0) | bits
    _walk(high, first, leaves, ruled_out)


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
