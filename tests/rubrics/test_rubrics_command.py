from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drill.cli import rubric_command
from drill.cli.main import main
from drill.rubrics.reading import find_objects

DECK = """\
Q: What do mitochondria do? ^m1
A: They release energy from glucose and store it as ATP.

Q: What is a ribosome? ^m2
A: The machine that builds proteins.
Point: builds proteins
"""
GOOD = {
    "id": "m1",
    "points": [{"wordings": ["release energy", "powerhouse of the cell"]}],
    "wrongs": [{"wordings": ["photosynthesis"], "reason": "Chloroplasts do that."}],
    "right_examples": ["They are the powerhouse of the cell."],
}
BAD = {"id": "m2", "accepts": ["protein factory"], "wrong_examples": ["It builds proteins."]}
LINES = "Point: release energy / powerhouse of the cell\nWrong: photosynthesis -> Chloroplasts do that.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "cell.md").write_text(DECK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def apply(*rubrics: Any, more: tuple[str, ...] = ()) -> int:
    Path("reply.txt").write_text(json.dumps(rubrics))
    return main(["rubric", "cell", "--apply", "reply.txt", *more])


def deck() -> str:
    return Path("decks/cell.md").read_text()


def test_a_request_says_how_many_and_where(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "cell"]) == 0
    assert "request for 1 of 2 cards: cell.rubric-request.txt" in capsys.readouterr().out
    text = Path("cell.rubric-request.txt").read_text()
    assert '"id": "m1"' in text
    assert '"id": "m2"' not in text
    assert main(["rubric", "cell", "--all", "-o", "-"]) == 0
    assert '"id": "m2"' in capsys.readouterr().out


def test_a_request_is_written_over_an_old_one_but_over_nothing_else(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rubric", "cell", "-o", "asked.txt"]) == 0
    assert main(["rubric", "cell", "-o", "asked.txt"]) == 0
    assert main(["rubric", "cell", "-o", "decks/cell.md"]) == 2
    assert "exists and is no request" in capsys.readouterr().err
    assert deck() == DECK


def test_cards_get_the_ids_a_request_speaks_of(home: Path) -> None:
    Path("decks/cell.md").write_text(DECK.replace(" ^m1", ""))
    assert main(["rubric", "cell", "-o", "asked.txt"]) == 0
    values, _ = find_objects(Path("asked.txt").read_text().rpartition("## The cards")[2])
    assert f"mitochondria do? ^{values[0]['id']}\n" in deck()


def test_nothing_is_written_unless_somebody_agrees(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert apply(GOOD) == 0
    out = capsys.readouterr().out
    assert "^m1  What do mitochondria do?\n+ Point: release energy / powerhouse" in out
    assert "Nothing was written" in out
    assert deck() == DECK
    assert apply(GOOD, more=("--yes",)) == 0
    assert deck() == DECK.replace("as ATP.\n", f"as ATP.\n{LINES}")
    assert main(["rubric", "cell", "--check"]) == 0


@pytest.mark.parametrize(("reply", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(
    home: Path, monkeypatch: pytest.MonkeyPatch, reply: str, written: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(f"{reply}\n"))
    monkeypatch.setattr("sys.stdout", Terminal())
    assert apply(GOOD) == 0
    assert (deck() != DECK) is written


def test_a_rubric_that_fails_is_left_out_and_the_others_are_applied(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert apply(GOOD, BAD, {"id": "m3", "accepts": ["x"]}, more=("--yes",)) == 1
    out = capsys.readouterr().out
    assert 'm2, wrong_examples[0]: "It builds proteins." grades right, not wrong.' in out
    assert "m3, id: The deck has no card with this id. Copy the ids" in out
    assert deck() == DECK.replace("as ATP.\n", f"as ATP.\n{LINES}")


def test_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert apply(GOOD, BAD, more=("--json",)) == 1
    values = json.loads(capsys.readouterr().out)
    assert values["written"] is False
    assert [each["card"] for each in values["changes"]] == ["m1"]
    (failure,) = values["failures"]
    assert (failure["card"], failure["expected"], failure["ruling"]) == ("m2", "wrong", "right")
    assert deck() == DECK


def test_lines_written_by_hand_are_replaced_only_when_asked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"id": "m2", "points": [{"wordings": ["makes proteins", "builds proteins"]}]}
    assert apply(other, more=("--yes",)) == 0
    assert "lines written by hand that stay (--replace writes over them): m2" in capsys.readouterr().out  # fmt: skip
    assert deck() == DECK
    assert apply(other, more=("--yes", "--replace")) == 0
    assert deck() == DECK.replace("Point: builds", "Point: makes proteins / builds")


def test_a_deck_that_contradicts_itself_is_found(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("decks/cell.md").write_text(f"{DECK}Wrong: builds proteins -> No.\n")
    assert main(["rubric", "cell", "--check"]) == 1
    out = capsys.readouterr().out
    assert "m2, points[0].wordings[0]" in out
    assert "rubrics of 1 card; 1 card contradicts itself." in out


def test_an_answer_without_rubrics_is_an_error(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("reply.txt").write_text("I cannot help with that.")
    assert main(["rubric", "cell", "--apply", "reply.txt"]) == 2
    assert "no rubric in reply.txt" in capsys.readouterr().err


def test_a_deck_that_changed_meanwhile_is_not_overwritten(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit_meanwhile(*_: object) -> bool:
        Path("decks/cell.md").write_text(f"{DECK}Note: New.\n")
        return True

    monkeypatch.setattr(rubric_command, "_agreed", edit_meanwhile)
    assert apply(GOOD) == 2
    assert "changed" in capsys.readouterr().err
    assert deck() == f"{DECK}Note: New.\n"


def test_it_loads_neither_screen_nor_speech(home: Path) -> None:
    script = (
        "import sys; from drill.cli.main import main; code = main(['rubric', 'cell', '--check']);"
        "print('@', *sorted({name.partition('.')[0] for name in sys.modules})); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("@")[2].split())
    assert "rapidfuzz" in loaded
    assert not loaded & {"textual", "rich", "numpy", "sounddevice", "torch", "whisper", "sqlite3"}
