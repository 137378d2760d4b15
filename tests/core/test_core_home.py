"""Where a learner's life is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from drill.errors import SettingsError
from drill.home import Home, find_home


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder without decks, and no DRILL_HOME."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DRILL_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


def test_the_option_comes_first(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "decks").mkdir()
    monkeypatch.setenv("DRILL_HOME", str(tmp_path / "environment"))
    assert find_home(str(tmp_path / "option")).root == tmp_path / "option"
    assert find_home().root == tmp_path / "environment"
    monkeypatch.setenv("DRILL_HOME", "")
    assert find_home().root == elsewhere


def test_otherwise_the_data_folder(elsewhere: Path, tmp_path: Path) -> None:
    home = find_home()
    assert home.root.name == "drill"
    assert home.root != elsewhere
    (elsewhere / "decks").write_text("not a folder")
    assert find_home() == home


def test_a_tilde_is_the_users_folder(elsewhere: Path) -> None:
    assert find_home("~/learning").root == Path.home() / "learning"
    with pytest.raises(SettingsError, match="cannot be found") as caught:
        find_home("~nobody-has-this-name/learning")
    assert caught.value.hint


def test_everything_is_in_one_folder(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home").prepare()
    assert home.decks.is_dir()
    assert home.recordings.is_dir()
    parts = (home.decks, home.recordings, home.database, home.settings, home.log)
    assert {part.parent for part in parts} == {home.root}
    assert len(set(parts)) == 5
    assert home.prepare() == home


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("in the way")
    with pytest.raises(SettingsError, match="decks") as caught:
        Home(tmp_path).prepare()
    assert "--home" in caught.value.hint
