from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from drill.cli.main import main
from drill.deck.native import parse_deck

PAGE = "Week 3: Rivers and lakes\nWhat is a delta?\nLand at a river's mouth.\nIt is made of silt.\nWhere is the Nile?\nIn Africa\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRILL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return tmp_path / "home"


def test_import_writes_a_deck_that_cards_and_check_read(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "page.txt", "-o", "rivers.md"]) == 0
    assert "2 added" in capsys.readouterr().out
    assert main(["cards", "rivers.md", "--json"]) == 0
    cards = json.loads(capsys.readouterr().out)
    assert [(card["id"], card["question"], card["answer"]) for card in cards] == [
        ("wrl-01", "What is a delta?", "Land at a river's mouth.\nIt is made of silt."),
        ("wrl-02", "Where is the Nile?", "In Africa"),
    ]
    assert main(["cards", "rivers.md"]) == 0
    assert "wrl-02  Where is the Nile?" in capsys.readouterr().out
    assert main(["check", "rivers.md", "--verbose"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_without_a_target_the_deck_goes_home(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "page.txt", "--dry-run"]) == 0
    assert "Would write" in capsys.readouterr().out
    assert not home.exists()
    assert main(["import", "page.txt", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["format"], said["written"], said["added"]) == (
        "study-page",
        True,
        ["wrl-01", "wrl-02"],
    )
    assert Path(said["path"]) == home / "decks" / "week-3-rivers-and-lakes.md"
    assert main(["cards", "Week 3: Rivers and lakes"]) == 0


def test_importing_again_keeps_ids_words_of_the_learner_and_every_card(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "page.txt", "-o", "rivers.md"])
    deck = tmp_path / "rivers.md"
    mine = deck.read_text("utf-8").replace(
        "A: In Africa\n", "A: In Africa\nPoint: Africa / Egypt\n\n<!-- ask Bo -->\n"
    )
    deck.write_text(mine, "utf-8")
    page = PAGE.replace("In Africa", "In north-east Africa").replace(
        "What is a delta?", "What is an estuary?"
    )
    (tmp_path / "page.txt").write_text(page, "utf-8")
    capsys.readouterr()
    assert main(["import", "page.txt", "-o", "rivers.md", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["changed"], said["kept"], said["left"]) == (
        ["wrl-03"],
        ["wrl-02"],
        [],
        ["wrl-01"],
    )
    text = deck.read_text("utf-8")
    assert text.startswith(mine.replace("A: In Africa", "A: In north-east Africa").rstrip())
    assert [card.id for card in parse_deck(text)[0].cards] == ["wrl-01", "wrl-02", "wrl-03"]
    assert main(["import", "page.txt", "-o", "rivers.md"]) == 0
    assert "Nothing to change" in capsys.readouterr().out
    assert deck.read_text("utf-8") == text


def test_a_question_that_comes_twice_is_two_cards(home: Path, tmp_path: Path) -> None:
    page = PAGE + "Where is the Nile?\nIn Egypt, for one\n"
    (tmp_path / "page.txt").write_text(page, "utf-8")
    for _ in range(2):
        assert main(["import", "page.txt", "-o", "rivers.md"]) == 0
        assert len(parse_deck((tmp_path / "rivers.md").read_text("utf-8"))[0].cards) == 3


def test_another_deck_is_not_written_into_unless_forced(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.md"
    other.write_text("Q: mine ^wrl-01\nA: yes\n", "utf-8")
    assert main(["import", "page.txt", "-o", "other.md"]) == 2
    assert "--force" in capsys.readouterr().err
    assert other.read_text("utf-8") == "Q: mine ^wrl-01\nA: yes\n"
    assert main(["import", "page.txt", "-o", "other.md", "--force"]) == 0
    assert [card.id for card in parse_deck(other.read_text("utf-8"))[0].cards] == [
        "wrl-01",
        "wrl-02",
        "wrl-03",
    ]


def test_a_native_deck_comes_with_its_ids(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d.md").write_text(
        "---\nname: X\nlanguage: de\n---\nQ: a ^own\nA: b\nC: c [d]\nQ: e\n", "utf-8"
    )
    assert main(["import", "d.md", "-o", "new.md"]) == 1
    captured = capsys.readouterr()
    assert "Read as native" in captured.out
    assert "d.md:8: The question has no answer." in captured.err
    deck, _ = parse_deck((tmp_path / "new.md").read_text("utf-8"))
    assert (deck.language, [card.id for card in deck.cards]) == ("de", ["own", "x-01"])


def test_standard_input_and_doubts(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Philosophy\nWhat did Descartes ask?\nCan I be sure of anything?\nHe found one thing.\nWho was Hume?\nA Scot.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["import", "-", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "1 doubtful" in out
    assert "line 3:" in out


@pytest.mark.parametrize(
    ("data", "arguments", "said"),
    [
        (b"\xff\xfe\xff", [], "UTF-16"),
        (b"caf\xe9\nWhat?\nx\n", [], "line 1"),
        (b"nothing\n", [], "No cards"),
        (PAGE.encode(), ["--format", "studypage"], "Did you mean study-page?"),
    ],
)
def test_what_cannot_be_imported(
    home: Path,
    tmp_path: Path,
    data: bytes,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    assert main(["import", "bad.txt", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_check_names_file_line_and_remedy_and_ids_in_two_files(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "a.md").write_text("Q: a ^x\nA: b\n\nQ: lost ^y\n", "utf-8")
    (home / "decks" / "b.md").write_text("Q: a ^x\nA: b\n", "utf-8")
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0]
        == f"{home / 'decks' / 'a.md'}:4: The question has no answer. Write an A: line below it."
    )
    assert lines[1].startswith(f"{home / 'decks' / 'b.md'}:1: Ids from this line on")
    assert len(lines) == 2
    assert main(["check", "nope"]) == 2


def test_check_changes_no_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("Q: a\nA: b\n", "utf-8")
    assert main(["check", "./d.md"]) == 0
    assert (tmp_path / "d.md").read_text("utf-8") == "Q: a\nA: b\n"
    assert main(["cards", "./d.md"]) == 0
    assert " ^" in (tmp_path / "d.md").read_text("utf-8")
