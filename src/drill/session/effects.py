"""What the machine asks the outside to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from drill.schedule.memory import Review
from drill.session.utterance import Clip


@dataclass(frozen=True)
class Speak:
    """Say `text` (Markdown as on the card), then report `Spoke`."""

    turn: int
    text: str


@dataclass(frozen=True)
class Hush:
    """Stop every sound drill makes, at once."""


@dataclass(frozen=True)
class OpenEars:
    """Listen for one utterance and report it under `turn`."""

    turn: int


@dataclass(frozen=True)
class CloseEars:
    """Stop listening and throw away what was heard."""


@dataclass(frozen=True)
class EndUtterance:
    """The utterance is over now: report its endpoint without waiting for silence."""


@dataclass(frozen=True)
class Keep:
    """Keep the clip as a recording when recording is on, then report `Kept`."""

    turn: int
    clip: Clip
    card: str


@dataclass(frozen=True)
class Transcribe:
    """Write down what the clip says and report `Heard`."""

    turn: int
    clip: Clip


@dataclass(frozen=True)
class CancelTranscript:
    """Nobody wants the running transcript any more."""


@dataclass(frozen=True)
class Play:
    """Play a kept recording."""

    recording: str


@dataclass(frozen=True)
class Save:
    """Make the review durable, then report `Saved`."""

    turn: int
    review: Review


@dataclass(frozen=True)
class Compensate:
    """Take a review back with a compensating row, then report `Undone`."""

    turn: int
    review: int


@dataclass(frozen=True)
class Prepare:
    """These texts will be spoken soon."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """Something worth a line in the trace."""

    event: str
    card: str | None = None
    fields: dict[str, object] = field(default_factory=dict)


Effect = Union[
    Speak,
    Hush,
    OpenEars,
    CloseEars,
    EndUtterance,
    Keep,
    Transcribe,
    CancelTranscript,
    Play,
    Save,
    Compensate,
    Prepare,
    Trace,
]
