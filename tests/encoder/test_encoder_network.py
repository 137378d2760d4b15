"""The quick network against a slow one written straight from the definition, in 64 bits."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from drill.encoder.network import Network

WEIGHTS = Path(str(files("drill.encoder"))) / "weights.npz"
Numbers = NDArray[np.float64]


@cache
def arrays() -> dict[str, Numbers]:
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float64) for name in stored.files}


def dense(x: Numbers, name: str) -> Numbers:
    stored = arrays()
    out: Numbers = x @ (stored[f"{name}.weight"] * stored[f"{name}.step"]) + stored[f"{name}.bias"]
    return out


def norm(x: Numbers, name: str) -> Numbers:
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    out: Numbers = centred / deviation * arrays()[f"{name}.scale"] + arrays()[f"{name}.shift"]
    return out


def slowly(rows: list[int], second: int) -> Numbers:
    """Every token through every layer, head by head, with the error function itself."""
    stored = arrays()
    sides = [0 if at < second else 1 for at in range(len(rows))]
    x = stored["words"][rows] * stored["words.scale"][rows][:, None]
    x = norm(x + stored["places"][: len(rows)] + stored["sides"][sides], "start")
    for layer in (f"layer.{at}" for at in range(6)):
        joint = dense(x, f"{layer}.attend")
        mixed = []
        for head in range(0, 384, 32):
            query, key, value = (joint[:, at + head : at + head + 32] for at in (0, 384, 768))
            scores = np.exp(query @ key.T / math.sqrt(32))
            mixed.append(scores / scores.sum(-1, keepdims=True) @ value)
        x = norm(x + dense(np.concatenate(mixed, 1), f"{layer}.out"), f"{layer}.attended")
        up = dense(x, f"{layer}.up")
        gelu = up * 0.5 * (1 + np.vectorize(math.erf)(up / math.sqrt(2)))
        x = norm(x + dense(gelu, f"{layer}.down"), f"{layer}.fed")
    logits: Numbers = dense(x[:1], "head")[0]
    return logits


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(WEIGHTS)


@pytest.mark.parametrize(("length", "second"), [(3, 2), (17, 11), (60, 41)])
def test_the_short_cuts_change_nothing(network: Network, length: int, second: int) -> None:
    rows = [(at * 7919) % 20_000 for at in range(length)]
    assert network(rows, second) == pytest.approx(list(slowly(rows, second)), abs=0.02)


def test_the_same_tokens_give_the_same_logits(network: Network) -> None:
    assert network([5, 6, 7, 8], 2) == network([5, 6, 7, 8], 2)
    assert network([5, 6, 7, 8], 2) != network([5, 6, 8, 7], 2)


def test_the_weights_are_eight_bits_and_of_fitting_shapes() -> None:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        names = files("drill.encoder").joinpath("vocabulary.txt").read_text("utf-8").splitlines()
        assert stored["words"].shape == (len(names), 384)
        assert {stored[name].dtype.name for name in stored.files} == {"int8", "float32"}
    assert WEIGHTS.stat().st_size < 30_000_000
