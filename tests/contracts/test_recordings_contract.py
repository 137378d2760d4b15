"""What a place for recordings must do. The folder is cheap enough to need no fake."""

from __future__ import annotations

import wave
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from drill.errors import VoiceError
from drill.ports import Clip, Recordings
from drill.voice.recordings import FolderRecordings

AT = datetime(2026, 11, 25, 3, 3, 4, tzinfo=timezone(timedelta(hours=1)))
CLIP = Clip(b"\x01\x02" * 1600)


@pytest.fixture
def recordings(tmp_path: Path) -> Recordings:
    return FolderRecordings(tmp_path / "recordings")


def test_a_recording_is_named_by_card_and_time_in_utc(recordings: Recordings) -> None:
    assert recordings.keep(CLIP, "sp-06", AT) == "sp-06_2026-11-25T02-03-04Z.wav"


def test_what_was_said_is_in_the_file(recordings: Recordings) -> None:
    name = recordings.keep(CLIP, "sp-06", AT)
    assert name is not None
    with wave.open(str(recordings.path(name))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16000)
        assert file.readframes(file.getnframes()) == CLIP.pcm


def test_a_second_recording_in_the_same_second_does_not_replace_the_first(
    recordings: Recordings,
) -> None:
    names = {recordings.keep(CLIP, "sp-06", AT) for _ in range(3)}
    assert len(names) == 3


@pytest.mark.parametrize(
    "card", ["../../etc/passwd", "a/b\\c", "CON:x?*", "\x1b[2J", "", "..", "größe", "x" * 500]
)
def test_a_hostile_card_id_stays_in_the_folder(recordings: Recordings, card: str) -> None:
    name = recordings.keep(CLIP, card, AT)
    assert name is not None
    path = recordings.path(name)
    assert path.is_file()
    assert path.parent.name == "recordings"
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_only_names_of_recordings_lead_to_a_file(recordings: Recordings) -> None:
    for name in ("../drill.db", "", "..", "a/b.wav"):
        with pytest.raises(VoiceError):
            recordings.path(name)


def test_nothing_is_written_when_recording_is_off(tmp_path: Path) -> None:
    recordings = FolderRecordings(tmp_path / "recordings", enabled=False)
    assert recordings.keep(CLIP, "sp-06", AT) is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("a file where the folder should be")
    with pytest.raises(VoiceError) as caught:
        FolderRecordings(tmp_path / "recordings").keep(CLIP, "sp-06", AT)
    assert caught.value.hint


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(VoiceError, match="No space left"):
        FolderRecordings(tmp_path).keep(CLIP, "sp-06", AT)
    assert list(tmp_path.iterdir()) == []
