"""`drill list`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from drill.cli.main import main
from drill.schedule.memory import Rating
from drill.store.log import open_log
from fakes.reviews import a_review

DECK = """---
name: Numbers
---
Q: One?  ^n-1
A: Uno.

Q: Two?  ^n-2
A: Dos.

Q: Three?  ^n-3
A: Tres.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "numbers.md").write_text(DECK)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_decks_with_what_is_due(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(timezone.utc)
    log = open_log(home / "drill.db")
    log.save(a_review("n-1", Rating.AGAIN, at=now - timedelta(days=3)))  # due again long ago
    log.save(a_review("n-2", Rating.EASY, at=now))  # due in days
    log.close()

    assert main(["list", "--home", str(home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "name": "Numbers",
            "path": str(home / "decks" / "numbers.md"),
            "cards": 3,
            "due": 1,
            "new": 1,
            "problem": None,
        }
    ]
    assert main(["list", "--home", str(home)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split() == ["Numbers", "3", "cards", "1", "due", "1", "new"]


def test_nothing_is_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "decks" / "no-ids.md").write_text("Q: Four?\nA: Cuatro.\n")
    before = files(home)
    main(["list", "--home", str(home)])
    assert "Numbers" in capsys.readouterr().out
    assert files(home) == before


def test_no_decks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = tmp_path / "nowhere"
    assert main(["list", "--home", str(nowhere)]) == 0
    assert "no decks" in capsys.readouterr().out
    assert main(["list", "--home", str(nowhere), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert not nowhere.exists()


def test_a_deck_with_a_problem_is_listed_and_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "decks" / "bad.md").write_text("Q: A question without an answer?  ^b-1\n")
    assert main(["list", "--home", str(home)]) == 1
    printed = capsys.readouterr()
    assert [line.split()[0] for line in printed.out.splitlines()] == ["bad", "Numbers"]
    assert "bad.md" in printed.err

    assert main(["list", "--home", str(home), "--json"]) == 1
    shelves = json.loads(capsys.readouterr().out)
    assert shelves[0]["problem"]["message"]


def test_a_log_that_cannot_be_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "drill.db").write_text("not a database " * 100)
    assert main(["list", "--home", str(home)]) == 2
    assert "not a review log" in capsys.readouterr().err
