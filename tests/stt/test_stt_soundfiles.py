"""Sound files of every shape become clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from drill.errors import VoiceError
from drill.session.utterance import RATE, Clip
from drill.voice.soundfiles import read_clip, to_pcm, write_wav


def tone(rate: int, seconds: float = 1.0, hertz: float = 440.0) -> NDArray[np.float32]:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)).astype("f4")


def loudest(clip: Clip) -> float:
    """Hertz of the strongest frequency."""
    samples = np.frombuffer(clip.pcm, "<i2").astype(np.float64)
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE / len(samples))


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_any_rate_and_channel_count(tmp_path: Path, rate: int, channels: int) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.stack([tone(rate)] * channels, axis=1), rate)
    clip = read_clip(path)
    assert clip.seconds == pytest.approx(1.0, abs=0.005)
    assert loudest(clip) == pytest.approx(440, abs=2)
    assert np.abs(np.frombuffer(clip.pcm, "<i2")).max() == pytest.approx(16384, rel=0.05)


@pytest.mark.parametrize(
    ("name", "subtype"),
    [("t.wav", kind) for kind in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")]
    + [("t.flac", kind) for kind in ("PCM_S8", "PCM_16", "PCM_24")],
)
def test_any_sample_format(tmp_path: Path, name: str, subtype: str) -> None:
    path = tmp_path / name
    soundfile.write(path, tone(RATE), RATE, subtype=subtype)
    heard = np.frombuffer(read_clip(path).pcm, "<i2").astype(np.float32) / 32768
    assert np.abs(heard - tone(RATE)).max() < (0.02 if "8" in subtype else 0.0001)


def test_one_silent_channel_does_not_silence_the_other(tmp_path: Path) -> None:
    path = tmp_path / "left.wav"
    soundfile.write(path, np.stack([tone(RATE), np.zeros(RATE, "f4")], axis=1), RATE)
    assert loudest(read_clip(path)) == pytest.approx(440, abs=2)


def test_numbers_that_are_none_and_too_loud_ones_do_no_harm() -> None:
    samples = np.array([np.nan, np.inf, -np.inf, 3.0, -3.0, 0.0], np.float32)
    assert np.frombuffer(to_pcm(samples), "<i2").tolist() == [
        0,
        32767,
        -32768,
        32767,
        -32768,
        0,
    ]


def test_a_long_file_is_read_piece_by_piece_without_a_seam(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, tone(44100, 60.0), 44100)
    samples = np.frombuffer(read_clip(path).pcm, "<i2").astype(np.float64)
    assert len(samples) == pytest.approx(60 * RATE, abs=50)
    # A seam would be a jump that a 440 Hz tone of this loudness never makes.
    assert np.abs(np.diff(samples[100:-100])).max() < 16384 * 2 * np.pi * 440 / RATE * 1.05


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    clip = Clip(to_pcm(tone(RATE)))
    write_wav(tmp_path / "a.wav", clip)
    assert read_clip(tmp_path / "a.wav") == clip
    assert [each.name for each in tmp_path.iterdir()] == ["a.wav"]


def test_writing_into_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="cannot be written"):
        write_wav(tmp_path / "none" / "a.wav", Clip(b"\0\0"))


def test_each_bad_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, "f4"), RATE)
    (tmp_path / "nothing.wav").touch()
    (tmp_path / "text.wav").write_text("RIFF? No: a shopping list.\n" * 20)
    soundfile.write(tmp_path / "whole.flac", np.random.default_rng(1).normal(0, 0.1, RATE), RATE)
    (tmp_path / "cut.flac").write_bytes((tmp_path / "whole.flac").read_bytes()[:9000])
    for name, reason in {
        "empty.wav": "holds no sound",
        "nothing.wav": "not a sound file",
        "text.wav": "not a sound file",
        "cut.flac": "not a sound file",
        "none.wav": "cannot be read: No such file",
        ".": "is a folder",
    }.items():
        with pytest.raises(VoiceError, match=reason) as caught:
            read_clip(tmp_path / name)
        assert str(tmp_path / name) in caught.value.message
        assert caught.value.hint
