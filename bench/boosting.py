"""Boosted decision trees with directions held fixed, in numpy: small, deterministic, no library.

A feature with direction +1 can only raise the probability, one with -1 only lower it (checked at
each split); that keeps a small training set's accidents out of the trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass
class Boosting:
    """Logistic boosting over binned features."""

    directions: list[int]
    trees: int = 120
    depth: int = 4
    rate: float = 0.08
    leaf: int = 20
    """Fewest rows in a leaf."""
    ridge: float = 5.0
    rows: float = 0.7
    """Share of rows each tree sees."""
    columns: float = 0.3
    """Share of features each tree sees."""
    seed: int = 0
    base: float = 0.0
    grown: list[Any] = field(default_factory=list)
    cuts: list[Floats] = field(default_factory=list)

    def fit(self, x: Floats, y: Floats, weight: Floats) -> Boosting:
        """Grow the trees. `x`: rows by features; `y`: 0 to 1; `weight`: per row."""
        quantiles = np.linspace(0, 1, 33)[1:-1]
        self.cuts = [np.unique(np.quantile(x[:, j], quantiles)) for j in range(x.shape[1])]
        binned = self._bins(x)
        rng = np.random.default_rng(self.seed)
        mean = float((weight * y).sum() / weight.sum())
        self.base = float(np.log(mean / (1 - mean)))
        score = np.full(len(x), self.base)
        for _ in range(self.trees):
            p = 1 / (1 + np.exp(-score))
            slope, bend = weight * (y - p), weight * p * (1 - p)
            rows = np.flatnonzero(rng.random(len(x)) < self.rows)
            features = np.flatnonzero(rng.random(x.shape[1]) < self.columns)
            tree = self._grow(binned, slope, bend, rows, features, self.depth)
            self.grown.append(tree)
            score += self.rate * _apply(tree, binned)
        return self

    def predict(self, x: Floats) -> Floats:
        """Probabilities, one a row."""
        binned = self._bins(x)
        score = np.full(len(x), self.base)
        for tree in self.grown:
            score += self.rate * _apply(tree, binned)
        return np.asarray(1 / (1 + np.exp(-score)))

    def dump(self, share: float = 1.0) -> dict[str, Any]:
        """What `drill.grading.judge` reads; `share` scales the leaves."""
        trees = [self._dump(tree, share) for tree in self.grown]
        return {"base": round(self.base, 5), "trees": trees}

    def _dump(self, tree: Any, share: float) -> Any:
        if isinstance(tree, float):
            return round(tree * self.rate * share, 5) + 0.0
        feature, _, cut, low, high = tree
        return [feature, round(cut, 5), self._dump(low, share), self._dump(high, share)]

    def _bins(self, x: Floats) -> npt.NDArray[np.intp]:
        columns = [np.searchsorted(cut, x[:, j], side="left") for j, cut in enumerate(self.cuts)]
        return np.stack(columns, axis=1)

    def _grow(
        self, binned: Any, slope: Any, bend: Any, rows: Any, features: Any, depth: int
    ) -> Any:
        total, weight = slope[rows].sum(), bend[rows].sum()
        value = float(total / (weight + self.ridge))
        if depth == 0 or len(rows) < 2 * self.leaf:
            return value
        best, found = 1e-6, None
        for j in features:
            size = len(self.cuts[j]) + 1
            if size < 2:
                continue
            column = binned[rows, j]
            low = np.bincount(column, slope[rows], size).cumsum()[:-1]
            low_bend = np.bincount(column, bend[rows], size).cumsum()[:-1]
            count = np.bincount(column, minlength=size).cumsum()[:-1]
            high, high_bend = total - low, weight - low_bend
            left, right = low / (low_bend + self.ridge), high / (high_bend + self.ridge)
            gain = low * left + high * right - total * value
            allowed = (count >= self.leaf) & (len(rows) - count >= self.leaf)
            if self.directions[j]:
                allowed &= self.directions[j] * (right - left) >= 0
            gain = np.where(allowed, gain, -1.0)
            at = int(gain.argmax())
            if gain[at] > best:
                best, found = float(gain[at]), (int(j), at)
        if found is None:
            return value
        j, at = found
        under = binned[rows, j] <= at
        grow = (binned, slope, bend)
        return [
            j,
            at,
            float(self.cuts[j][at]),
            self._grow(*grow, rows[under], features, depth - 1),
            self._grow(*grow, rows[~under], features, depth - 1),
        ]


def _apply(tree: Any, binned: Any) -> Any:
    if isinstance(tree, float):
        return np.full(len(binned), tree)
    under = binned[:, tree[0]] <= tree[1]
    return np.where(under, _apply(tree[3], binned), _apply(tree[4], binned))
