"""`drill transcribe`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from drill.cli.transcribe_command import transcribe_files
from drill.errors import VoiceError
from drill.ports import Clip, Transcript
from drill.voice.soundfiles import write_wav
from fakes.transcriber import FakeTranscriber
from spoken import SILENCE

FRANCE = "The capital of France is Paris."


def drill(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "drill", "transcribe", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def france(tmp_path: Path, spoken: Callable[[str], Clip]) -> Path:
    """A sentence at 44.1 kHz, in stereo, with 24 bits."""
    samples = np.frombuffer(spoken(FRANCE).pcm, "<i2").astype(np.float64) / 32768
    path = tmp_path / "sätze und so.flac"
    at = np.arange(0, len(samples), 16_000 / 44_100)
    wide = np.interp(at, np.arange(len(samples)), samples)
    soundfile.write(path, np.stack([wide, wide * 0.5], axis=1), 44_100, subtype="PCM_24")
    return path


def test_files_become_json_lines_and_bad_ones_are_named(tmp_path: Path, france: Path) -> None:
    write_wav(tmp_path / "silence.wav", SILENCE)
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    deck = tmp_path / "deck.md"
    deck.write_text("Q: What does HuBERT do?\nA: It predicts hidden units.\n", "utf-8")
    done = drill(
        tmp_path / "none.wav",
        france,
        tmp_path / "broken.wav",
        tmp_path / "silence.wav",
        "--deck",
        deck,
        "--json",
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(first) == {"file", "text", "seconds", "audio_seconds", "model"}
    assert first["file"] == str(france)
    assert "Paris" in first["text"]
    assert first["model"] == "tiny.en"
    assert 2 < first["audio_seconds"] < 6
    assert first["seconds"] > 0
    assert (second["file"], second["text"]) == (str(tmp_path / "silence.wav"), "")
    assert second["audio_seconds"] == 1
    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    assert len(complaints) == 2
    assert "none.wav cannot be read" in complaints[0]
    assert "broken.wav is not a sound file" in complaints[1]
    assert deck.read_text("utf-8").startswith("Q: What does HuBERT")


def test_for_people_each_file_is_a_line(tmp_path: Path, france: Path) -> None:
    done = drill(france)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"{france}: ")
    assert "Paris" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--model", "tinny.en"), "Did you mean `tiny.en`?"),
        (("--deck", "no-such-deck"), "There is no deck no-such-deck"),
    ],
)
def test_what_cannot_be_done_at_all_says_why(
    tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    write_wav(tmp_path / "silence.wav", SILENCE)
    done = drill(tmp_path / "silence.wav", *arguments, DRILL_HOME=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_the_model_of_the_settings_is_used(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('model = "medium"\n')
    write_wav(tmp_path / "silence.wav", SILENCE)
    done = drill(tmp_path / "silence.wav", "--home", tmp_path, XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 2
    assert "no weights of `medium`" in done.stderr


async def test_a_dead_recogniser_ends_it_and_is_no_bad_file(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", Clip(b"\1\0" * 100))
    fake = FakeTranscriber([VoiceError("It died.")])
    shown: list[tuple[str, Transcript]] = []
    with pytest.raises(VoiceError, match="It died"):
        await transcribe_files(
            fake, [str(tmp_path / "a.wav")], ("BERT",), lambda *each: shown.append(each)
        )
    assert shown == []
    assert fake.asked[0][1] == ("BERT",)
