"""A small BERT as plain matrix products: the only module that knows numpy here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

HEADS = 12
EPSILON = 1e-12
CUBIC, SLOPE = np.float32(0.044715), np.float32(math.sqrt(2 / math.pi))
"""Of the usual approximation to the Gaussian error linear unit."""


class Dense(NamedTuple):
    """A linear layer. `weight` is (inputs, outputs)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """(tokens, inputs) to (tokens, outputs)."""
        out: Floats = x @ self.weight
        out += self.bias
        return out


class Norm(NamedTuple):
    """Layer normalisation: each token to mean 0 and variance 1, then scaled and shifted."""

    scale: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        """(tokens, width) to the same shape."""
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + np.float32(EPSILON))
        out: Floats = x * self.scale + self.shift
        return out


class Layer(NamedTuple):
    """Self-attention, then a feed-forward part, each with its residual and norm."""

    attend: Dense
    """To queries, keys and values side by side."""
    out: Dense
    attended: Norm
    up: Dense
    down: Dense
    fed: Norm

    def __call__(self, x: Floats, wanted: int) -> Floats:
        """The first `wanted` tokens after this layer; they attend to all of `x`."""
        tokens, width = x.shape
        each = width // HEADS
        joint = self.attend(x).reshape(tokens, 3, HEADS, each).transpose(1, 2, 0, 3)
        queries, keys, values = joint[0][:, :wanted], joint[1], joint[2]
        scores = queries @ keys.transpose(0, 2, 1)
        scores /= np.float32(math.sqrt(each))
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ values).transpose(1, 0, 2).reshape(wanted, width)
        x = self.attended(x[:wanted] + self.out(mixed))
        return self.fed(x + self.down(_gelu(self.up(x))))


def _gelu(x: Floats) -> Floats:
    inner = x * x
    inner *= CUBIC
    inner += 1
    inner *= x
    inner *= SLOPE
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


class Network:
    """Tokens in, logits out. Weights are kept in 8 bits on disk and in 32 for the products."""

    def __init__(self, path: Path) -> None:
        """Read the weights: 0.1 s. Raises OSError, ValueError and KeyError when something is missing."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
        except (BadZipFile, EOFError) as error:
            raise ValueError(f"{path} is not whole: {error}") from error
        self._words, self._sizes = arrays["words"], arrays["words.scale"]
        self._places, self._sides = arrays["places"], arrays["sides"]
        self._start = Norm(arrays["start.scale"], arrays["start.shift"])
        layers = 1 + max(int(n.split(".")[1]) for n in arrays if n.startswith("layer."))
        self._layers = [_layer(arrays, f"layer.{number}.") for number in range(layers)]
        self._head = _dense(arrays, "head")

    def __call__(self, rows: Sequence[int], second: int) -> list[float]:
        """The logits of one sequence; from token `second` on it is the second of a pair of texts."""
        x = self._words[rows] * self._sizes[rows][:, None]
        x = x + self._places[: len(rows)]
        x[:second] += self._sides[0]
        x[second:] += self._sides[1]
        x = self._start(x)
        for layer in self._layers[:-1]:
            x = layer(x, len(rows))
        return [float(value) for value in self._head(self._layers[-1](x, 1))[0]]


def _dense(arrays: Mapping[str, Any], name: str) -> Dense:
    weight = arrays[name + ".weight"].astype(np.float32)
    weight *= arrays[name + ".step"]
    return Dense(weight, arrays[name + ".bias"])


def _norm(arrays: Mapping[str, Any], name: str) -> Norm:
    return Norm(arrays[name + ".scale"], arrays[name + ".shift"])


def _layer(arrays: Mapping[str, Any], name: str) -> Layer:
    return Layer(
        _dense(arrays, name + "attend"),
        _dense(arrays, name + "out"),
        _norm(arrays, name + "attended"),
        _dense(arrays, name + "up"),
        _dense(arrays, name + "down"),
        _norm(arrays, name + "fed"),
    )
