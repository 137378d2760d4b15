"""What is heard: a clip of sound and what a recogniser made of it."""

from __future__ import annotations

from dataclasses import dataclass

RATE = 16_000
"""Samples per second of every clip inside drill."""


@dataclass(frozen=True)
class Clip:
    """Mono sound: signed 16-bit little-endian samples at `RATE`."""

    pcm: bytes

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.pcm) / 2 / RATE


@dataclass(frozen=True)
class Transcript:
    """What the recogniser wrote."""

    text: str
    seconds: float
    """How long transcribing took."""
    audio_seconds: float
    """How long the sound was."""
    model: str
    """Name of the model, e.g. `tiny.en`."""
    confidence: float = 1.0
    """exp(average log-probability of the tokens), 0 to 1."""
    no_speech: float = 0.0
    """The recogniser's own probability that nobody spoke, 0 to 1."""
