"""The settings file, and how its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from drill.errors import SettingsError
from drill.settings import Settings, load_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_no_file_means_the_defaults(path: Path) -> None:
    assert load_settings(path) == Settings()


def test_what_is_set_is_set_and_the_rest_is_default(path: Path) -> None:
    path.write_text('speech = "off"\nmicrophone = "USB"\npatience = 7\nretention = 0.85\nnew = 0\n')
    settings = load_settings(path)
    assert settings == Settings(speech="off", microphone="USB", patience=7.0, retention=0.85, new=0)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ('microfone = "USB"', "no setting `microfone`", "`microphone`"),
        ("zzz = 1", "no setting `zzz`", "microphone, loudspeaker"),
        ("new = true", "`new` must be a whole number", "line"),
        ("new = 2.5", "`new` must be a whole number", "line"),
        ("new = -1", "from 0 to 9999", "line"),
        ("record = 1", "`record` must be true or false", "line"),
        ('retention = "high"', "`retention` must be a number", "line"),
        ("retention = true", "`retention` must be a number", "line"),
        ("retention = 1.5", "from 0.7 to 0.99", "line"),
        ("patience = nan", "from 3 to 300", "line"),
        ("pause = inf", "from 0.3 to 5", "line"),
        ("rate = 20", "from 80 to 400", "line"),
        ("model = 3", "`model` must be a text", "line"),
        ('speech = "loud"', "one of auto, on, off", "line"),
        ("speech = ", "not valid TOML", "line"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_remedy(
    path: Path, line: str, message: str, hint: str
) -> None:
    path.write_text(line)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_key_cannot_speak_to_the_terminal(path: Path) -> None:
    path.write_text('"\\u001b[31mred" = 1')
    with pytest.raises(SettingsError, match="`red`"):
        load_settings(path)


def test_a_file_from_an_editor_that_marks_utf8(path: Path) -> None:
    path.write_bytes("\ufeffvoice = 'français'".encode())
    assert load_settings(path).voice == "français"


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_what_cannot_be_read(path: Path, content: bytes | None) -> None:
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        load_settings(path)
    assert caught.value.hint
