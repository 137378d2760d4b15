"""The encoder that ships: what it says, that it says so again, and doing without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from drill.cli.main import main
from drill.encoder import opinion
from drill.encoder.opinion import Encoder, find_encoder

TIDES = (
    "Why are there tides?",
    "The moon's gravity pulls the water on the near side more strongly than on the far side.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = find_encoder()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("um the near side's water gets tugged on more by the moon", 0.844, 0.146),
        ("It is the wind that blows over the sea and piles the water up.", 0.339, 0.633),
        ("The Earth breathes in and out twice a day.", 0.169, 0.829),
    ],
)
def test_what_it_says(encoder: Encoder, answer: str, right: float, wrong: float) -> None:
    odds = encoder(*TIDES, answer)
    assert odds is not None
    assert (odds.right, odds.wrong) == pytest.approx((right, wrong), abs=0.01)


def test_odds_are_probabilities_and_always_the_same(encoder: Encoder) -> None:
    for answer in ("", "a", "the moon pulls " * 200, "\U0001f600 \u202e שלום", "\x00"):
        odds = encoder(*TIDES, answer)
        assert odds is not None
        assert 0 <= odds.right <= 1
        assert 0 <= odds.wrong <= 1
        assert odds.right + odds.wrong <= 1 + 1e-6
        assert odds == encoder(*TIDES, answer)


def test_without_numpy_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "find_spec", lambda name: None)
    assert find_encoder() is None


def test_grading_without_numpy_is_grading_by_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "lines.jsonl"
    line = {
        "question": TIDES[0],
        "reference": TIDES[1],
        "answer": "because it breathes with the moon",
    }
    lines.write_text(json.dumps(line))

    def graded(*options: str) -> str:
        assert main(["grade", str(lines), *options]) == 0
        return capsys.readouterr().out

    rules = graded("--rules-only")
    assert graded() != rules
    monkeypatch.setattr(opinion, "find_spec", lambda name: None)
    assert graded() == rules


def test_finding_it_loads_nothing() -> None:
    script = (
        "import sys\nfrom drill.encoder.opinion import find_encoder\n"
        "assert find_encoder() is not None\nassert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("broken", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_broken_weights_are_no_opinion(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "vocabulary.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    (tmp_path / "weights.npz").write_bytes(broken)
    encoder = Encoder(tmp_path)
    assert encoder(*TIDES, "the moon") is None
    assert encoder(*TIDES, "the moon") is None
