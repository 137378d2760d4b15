"""Kept answers: WAV files named by card and time. Implements `ports.Recordings`."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

from drill.errors import VoiceError
from drill.session.utterance import Clip

_SPACE = "Free some space, or turn recording off: `record = false` in settings.toml."
_LONGEST_CARD = 80


class FolderRecordings:
    """A folder of WAV files; when recording is off, nothing is ever written."""

    def __init__(self, folder: Path, enabled: bool = True) -> None:
        """The folder is made with the first recording."""
        self._folder = folder
        self._enabled = enabled

    def keep(self, clip: Clip, card: str, at: datetime) -> str | None:
        """Write the clip whole and return its file name; None when recording is off.

        `at` is aware. Raises VoiceError when the folder cannot be written or the disk is full.
        """
        if not self._enabled:
            return None
        from drill.voice.soundfiles import write_wav  # not needed before somebody spoke

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = self._free_name(card, at)
        except OSError as error:
            raise VoiceError(
                f"Recordings cannot be kept in {self._folder}: {error.strerror}.", _SPACE
            ) from error
        write_wav(self._folder / name, clip)
        return name

    def path(self, name: str) -> Path:
        """The file behind a name that `keep` returned. Raises VoiceError for any other name."""
        if Path(name).name != name or name in ("", ".", ".."):
            raise VoiceError(f"`{name}` is not the name of a recording.")
        return self._folder / name

    def _free_name(self, card: str, at: datetime) -> str:
        moment = at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H-%M-%SZ")
        stem = f"{_safe(card)}_{moment}"
        name, number = f"{stem}.wav", 1
        while (self._folder / name).exists():
            number += 1
            name = f"{stem}-{number}.wav"
        return name


def _safe(card: str) -> str:
    """The card's id with what a file name may not hold on any system replaced."""
    kept = re.sub(r"[^\w.-]+", "-", card, flags=re.ASCII)[:_LONGEST_CARD].strip("-.")
    return kept or "card"
