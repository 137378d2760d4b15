"""`drill grade` and `drill eval` as a shell sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from drill.cli.main import main

DECK = """---
name: Lakes
language: en
---
Q: Which is the deepest lake? ^l1
A: Lake Baikal
Accept: Baikal

Q: What is a tarn? ^l2
A: A small mountain lake in a hollow made by a glacier.
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    path = folder / "lakes.md"
    path.write_text(DECK, "utf-8")
    return path


def write(path: Path, *lines: object) -> str:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n", "utf-8")
    return str(path)


def test_verdicts_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = {"question": "Which is the deepest lake?", "reference": "Lake Baikal"}
    file = write(
        tmp_path / "a.jsonl",
        {**card, "answer": "it's lake Baikal", "id": "x"},
        "",
        {**card, "answer": "Lake Victoria"},
        {**card, "answer": "um"},
    )
    assert main(["grade", file]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], line["verdict"]) for line in lines] == [
        ("x", "right"),
        (3, "wrong"),
        (4, "unheard"),
    ]
    assert set(lines[0]) == {"id", "verdict", "score", "said", "missed", "why"}
    assert lines[1]["missed"] == ["Baikal"]


def test_bad_lines_are_named_and_the_rest_graded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"question": "q", "reference": "granite", "answer": "granite"}
    file = write(
        tmp_path / "a.jsonl",
        "{not json",
        "[1, 2]",
        {"question": "q", "answer": "granite"},
        {**good, "answer": 7},
        {**good, "id": [1]},
        {"card": "l1", "answer": "x"},
        "[" * 100_000,
        good,
    )
    assert main(["grade", file]) == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["verdict"] for line in captured.out.splitlines()] == ["right"]
    told = captured.err.splitlines()
    assert [line.split(":")[0] for line in told] == [f"line {n}" for n in range(1, 8)]
    assert "not JSON" in told[0]
    assert '"reference" is missing' in told[2]
    assert "--deck" in told[5]


def test_cards_of_a_deck(tmp_path: Path, deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(
        tmp_path / "a.jsonl",
        {"card": "l1", "answer": "Baikal"},
        {"card": "l3", "answer": "Baikal"},
    )
    assert main(["grade", file, "--deck", str(deck)]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["id"] == "l1"
    assert json.loads(captured.out)["verdict"] == "right"
    assert "no card l3 in Lakes" in captured.err
    assert main(["grade", file, "--deck", "Lakes", "--home", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "right"


def test_what_is_missing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(tmp_path / "none.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["grade", "--deck", "Rivers", "--home", str(tmp_path)]) == 2
    assert "Rivers" in capsys.readouterr().err


def test_standard_input_is_answered_line_by_line() -> None:
    """A program may talk to it: each verdict comes before the next line is written."""
    line = {"question": "Which is the deepest lake?", "reference": "Lake Baikal"}
    with subprocess.Popen(
        [sys.executable, "-m", "drill", "grade"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for answer, ruling in (("Lake Baikal", "right"), ("Lake Como", "wrong")):
            process.stdin.write(json.dumps({**line, "answer": answer}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == ruling
        process.stdin.close()
        assert process.wait(30) == 0


def test_grading_loads_nothing_heavy(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"question": "q", "reference": "a", "answer": "a"})
    code = (
        "import sys; from drill.cli.main import main; code = main(['grade', sys.argv[1]]);"
        "print(*[m for m in ('textual', 'torch', 'numpy', 'sqlite3', 'sounddevice') if m in sys.modules]);"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""


def test_eval_prints_tables_and_worst_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = {"question": "Which is the deepest lake?", "reference": "Lake Baikal"}
    file = write(
        tmp_path / "a.jsonl",
        {**card, "answer": "Lake Baikal", "label": "right"},
        {**card, "answer": "Lake Como", "label": "wrong"},
        {**card, "answer": "Lake Como", "label": "right"},
        {**card, "answer": "", "allowed": ["unheard", "wrong"]},
    )
    assert main(["eval", file]) == 0
    out = capsys.readouterr().out
    assert "short: 4 answers" in out
    assert "accuracy 0.750" in out
    assert "right failed as wrong 0.500" in out
    assert "line 3: right, graded wrong (short)" in out
    assert main(["eval", file, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all"]["count"] == 4
    assert figures["worst"][0]["line"] == 3


def test_eval_takes_right_or_not_and_several_references(
    tmp_path: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = {"question": "Deepest lake?", "references": ["Lake Baikal", "the one in Siberia"]}
    file = write(
        tmp_path / "a.jsonl",
        {**card, "answer": "the one in Siberia", "right": True},
        {"card": "l1", "answer": "Como", "right": False},
        {**card, "answer": "x", "label": "great"},
        {**card, "answer": "x"},
    )
    assert main(["eval", file, "--deck", str(deck), "--json"]) == 1
    captured = capsys.readouterr()
    figures = json.loads(captured.out)
    assert figures["all"]["accuracy"] == 1
    assert figures["all"]["macro_f1"] == 1
    assert [line.split(":")[0] for line in captured.err.splitlines()] == ["line 3", "line 4"]


def test_eval_tells_sources_apart_and_draws_a_picture(tmp_path: Path) -> None:
    rows = [
        {
            "question": "2 + 2?",
            "reference": "four",
            "answer": answer,
            "right": right,
            "source": name,
        }
        for name, answer, right in (("a<b", "four", True), ("a<b", "five", False), ("c", "4", True))
    ]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    drawing = tmp_path / "figures.svg"
    assert main(["eval", str(file), "--plot", str(drawing)]) == 0
    svg = ElementTree.parse(drawing)  # noqa: S314 - our own file
    texts = [element.text for element in svg.iter() if element.text]
    assert "a<b: 2 answers" in texts
    assert "all: 3 answers" in texts
    assert "accuracy 100.0%" in texts
