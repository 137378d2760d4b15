"""The one exception tree of drill: every error says what happened, where, and what to do."""

from __future__ import annotations


class DrillError(Exception):
    """Something a learner can be told about.

    `message` says what happened and where; `hint` says what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class DeckError(DrillError):
    """A deck cannot be read, written or found."""


class SettingsError(DrillError):
    """A setting, an option or the home folder is not usable."""


class StoreError(DrillError):
    """The review log cannot be opened, read or written."""


class VoiceError(DrillError):
    """A part of the voice chain is missing, busy, vanished or failed."""
