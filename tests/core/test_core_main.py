"""The command line's entrance: which command, which exit code, what is said."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from types import ModuleType

import pytest

from drill import __version__
from drill.cli import main as entrance
from drill.errors import StoreError


class Command(ModuleType):
    """A command that does what the test wants."""

    def __init__(self, result: int | BaseException) -> None:
        super().__init__("command")
        self.result = result
        self.ran: list[str] = []

    def configure(self, parser: object) -> None:
        parser.add_argument("--home")  # type: ignore[attr-defined]

    def run(self, options: object) -> int:
        self.ran.append(options.command)  # type: ignore[attr-defined]
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result


def stand_in(monkeypatch: pytest.MonkeyPatch, result: int | BaseException) -> Command:
    command = Command(result)
    monkeypatch.setattr(entrance, "_module", lambda name: command)
    return command


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_commands_answer_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    command = stand_in(monkeypatch, code)
    assert entrance.main(["list"]) == code
    assert command.ran == ["list"]


def test_an_error_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, StoreError("The log is locked.", "Close the other program."))
    assert entrance.main(["list"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "drill: The log is locked.\n  Close the other program.\n"


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, KeyboardInterrupt())
    assert entrance.main(["list"]) == 130


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        entrance.main(["list"])


@pytest.mark.parametrize("arguments", [[], ["--home", "somewhere"], ["--home=somewhere"]])
def test_without_a_command_the_home_screen_opens(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    command = stand_in(monkeypatch, 0)
    assert entrance.main(arguments) == 0
    assert command.ran == ["home"]


def test_an_unknown_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        entrance.main(["reviw"])
    assert caught.value.code == 2
    assert "did you mean `review`?" in capsys.readouterr().err


def test_version_and_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, 0)
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as caught:
            entrance.main([option])
        assert caught.value.code == 0
    printed = capsys.readouterr().out
    assert f"drill {__version__}\n" in printed
    assert all(f"  {name} " in printed for name in entrance.COMMANDS)


@pytest.mark.parametrize("name", [*entrance.COMMANDS, "home"])
def test_every_command_is_there(name: str) -> None:
    module = importlib.import_module(f"drill.cli.{name}_command")
    assert callable(module.configure)
    assert callable(module.run)


SAYING = """
import sys, types
from drill.cli import main
main._module = lambda name: types.SimpleNamespace(
    configure=lambda parser: None, run=lambda options: print({0}) or 0
)
sys.exit(main.main(["list"]))
"""


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SAYING.format("'x' * 1_000_000")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_terminal_that_cannot_show_a_character() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYING.format("'na\\u00efve \\u2014'")],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.split() == [b"na\\u00efve", b"\\u2014"]
    assert done.stderr == b""
