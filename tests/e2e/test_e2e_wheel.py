"""The wheel: it builds, holds the sample deck and the styles, and works far from the source."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("drill-*.whl")
    return built


def test_it_holds_the_sample_deck_and_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        sample = archive.read("drill/sample/sequence-processing.md")
    assert sample == (ROOT / "decks" / "sequence-processing.md").read_bytes()
    package = ROOT / "src"
    files = {
        path.relative_to(package).as_posix()
        for path in (package / "drill").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_unpacked_anywhere_it_brings_its_sample_deck(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    where = "import drill; print(drill.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(site), "DRILL_HOME": str(tmp_path / "home")}

    def python(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout

    assert Path(python("-c", where).strip()).is_relative_to(site)
    deck = python("-c", "from drill.library import sample_deck; print(sample_deck())").strip()
    assert Path(deck).is_relative_to(site)
    cards = json.loads(python("-m", "drill", "cards", deck, "--json"))
    assert [card["id"] for card in cards] == [f"sp-{n:02}" for n in range(1, 51)]
