"""What the shell hands over: closed and full streams, other encodings, odd homes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drill.cli.main import main

LINE = {"question": "Was ist das?", "reference": "Größe", "answer": "Größe", "id": "é😀"}


def drill(
    arguments: str, folder: Path, data: bytes = b"", redirect: str = "", encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    """`drill ARGUMENTS` as a shell runs it."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m drill {arguments} {redirect}', sys.executable],  # noqa: S607
        input=data,
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": encoding, "DRILL_HOME": str(folder)},
    )


def line(encoding: str = "utf-8") -> bytes:
    return (json.dumps(LINE, ensure_ascii=False) + "\n").encode(encoding)


@pytest.mark.parametrize("shell", ["utf-8", "latin-1", "ascii"])
@pytest.mark.parametrize("text", ["utf-8", "utf-8-sig", "utf-16"])
def test_answers_are_read_and_written_whatever_the_locale(
    tmp_path: Path, shell: str, text: str
) -> None:
    done = drill("grade", tmp_path, line(text), encoding=shell)
    (tmp_path / "file").write_bytes(line(text))
    assert drill("grade file", tmp_path, encoding=shell).stdout == done.stdout
    (verdict,) = [json.loads(each.decode(shell)) for each in done.stdout.splitlines()]
    assert (verdict["id"], verdict["verdict"]) == ("é😀", "right")
    assert verdict["said"] == ["Größe"]
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_line_in_another_encoding_is_reported_and_the_rest_graded(tmp_path: Path) -> None:
    latin = line().decode().replace("é😀", "x").encode("latin-1")
    done = drill("grade", tmp_path, latin + line())
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode == 1
    assert done.stderr.startswith(b"line 1: this is not UTF-8 text.")


def test_odd_ids_and_an_empty_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = [1.5, None, True, float("nan"), [1]]
    lines = [json.dumps({**LINE, "id": each}) for each in odd]
    lines.append(json.dumps({**LINE, "reference": " "}))
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    assert main(["grade", str(tmp_path / "a.jsonl")]) == 1
    printed = capsys.readouterr()
    assert [json.loads(each)["id"] for each in printed.out.splitlines()] == [1.5, 2]
    assert [each.split(":")[0] for each in printed.err.splitlines()] == [
        f"line {number}" for number in (3, 4, 5, 6)
    ]


def test_closed_streams(tmp_path: Path) -> None:
    assert drill("grade", tmp_path, redirect="<&-").returncode == 0
    (tmp_path / "file").write_bytes(line())
    done = drill("grade file", tmp_path, redirect=">&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert drill("grade file", tmp_path, redirect="2>&-").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["grade", "list"])
def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path, command: str) -> None:
    done = drill(command, tmp_path, line(), redirect=">/dev/full")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"drill: ")


@pytest.mark.parametrize("command", ["list", "check", "accepted", "cards x"])
def test_a_home_that_is_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main([*command.split(), "--home", str(file)]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err


def test_the_command_may_follow_the_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path / "list"), "list"]) == 0
    assert str(tmp_path / "list") in capsys.readouterr().out


def test_a_folder_given_as_deck(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    assert main(["cards", str(folder), "--home", str(tmp_path)]) == 2
    assert "is a folder, not a file" in capsys.readouterr().err


def test_cards_without_ids_are_no_copies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "decks").mkdir()
    for name in ("one", "two"):
        text = f"---\nname: {name}\n---\nQ: Same?\nA: {name}\n"
        (tmp_path / "decks" / f"{name}.md").write_text(text, "utf-8")
    assert main(["check", "--home", str(tmp_path)]) == 0
    assert "no problems" in capsys.readouterr().out
