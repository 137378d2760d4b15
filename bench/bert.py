"""The encoder in torch, as `fit_encoder.py` trains it: a BERT that starts from MiniLM's weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

WIDTH, INNER, HEADS, LAYERS, PLACES = 384, 1536, 12, 6, 512
PAD = 0


class Layer(nn.Module):
    """Self-attention and a feed-forward part."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH, 1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.fed = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, seen: Tensor, wanted: int) -> Tensor:
        """(batch, tokens, width) to the first `wanted` tokens; `seen` masks the padding."""
        batch, tokens, _ = x.shape
        joint = self.attend(x).view(batch, tokens, 3, HEADS, WIDTH // HEADS)
        queries, keys, values = joint.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(queries[:, :, :wanted], keys, values, attn_mask=seen)
        x = self.attended(x[:, :wanted] + self.out(mixed.transpose(1, 2).reshape(batch, -1, WIDTH)))
        return self.fed(x + self.down(F.gelu(self.up(x))))


class Bert(nn.Module):
    """Three logits for a sequence of two texts: right, partly, wrong."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)
        self.start = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, 3)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, rows: Tensor, sides: Tensor) -> Tensor:
        """(batch, tokens) twice to (batch, 3)."""
        seen = (rows != PAD)[:, None, None, :]
        x = self.words(rows) + self.places.weight[: rows.shape[1]] + self.sides(sides)
        x = self.start(x)
        for layer in self.layers[:-1]:
            x = layer(x, seen, rows.shape[1])
        return self.head(self.layers[-1](x, seen, 1)[:, 0])


def read_minilm(path: Path) -> dict[str, Tensor]:
    """The weights of a BERT in a safetensors file, by our names; the head is not among them."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])

    def tensor(name: str) -> Tensor:
        start, end = header[name]["data_offsets"]
        flat = np.frombuffer(data[8 + size + start : 8 + size + end], np.float32)
        return torch.from_numpy(flat.reshape(header[name]["shape"]).copy())

    found = {
        "words.weight": tensor("embeddings.word_embeddings.weight"),
        "places.weight": tensor("embeddings.position_embeddings.weight"),
        "sides.weight": tensor("embeddings.token_type_embeddings.weight"),
    }
    ours = {
        "out": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "fed": "output.LayerNorm",
    }
    for part in ("weight", "bias"):
        found[f"start.{part}"] = tensor(f"embeddings.LayerNorm.{part}")
        for at in range(LAYERS):
            theirs = f"encoder.layer.{at}."
            found[f"layers.{at}.attend.{part}"] = torch.cat(
                [tensor(f"{theirs}attention.self.{n}.{part}") for n in ("query", "key", "value")]
            )
            for own, name in ours.items():
                found[f"layers.{at}.{own}.{part}"] = tensor(f"{theirs}{name}.{part}")
    return found
