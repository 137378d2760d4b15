"""A recogniser that hears what it was told to; the contract tests keep it honest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drill.errors import VoiceError
from drill.ports import Clip, Transcript


@dataclass
class FakeTranscriber:
    """Implements `ports.Transcriber`."""

    script: list[str | Transcript | VoiceError] = field(default_factory=list)
    """What the next clips say, in order; an error is raised instead."""
    known: Mapping[bytes, str] = field(default_factory=dict)
    """What a clip with these samples says, whatever the script."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Clear it to keep `transcribe` busy until it is set again; set from the start."""
    broken: VoiceError | None = None
    """Raised by `warm` and `transcribe` while it is set."""
    asked: list[tuple[Clip, Sequence[str]]] = field(default_factory=list)
    """Every clip that was handed in, with its vocabulary."""
    cancelled: int = 0
    """How many requests were cancelled."""
    closed: bool = False

    def __post_init__(self) -> None:
        self.ready.set()

    async def warm(self) -> None:
        self._raise_if_unusable()

    async def transcribe(self, clip: Clip, vocabulary: Sequence[str] = ()) -> Transcript:
        self._raise_if_unusable()
        self.asked.append((clip, tuple(vocabulary)))
        try:
            await self.ready.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        said: str | Transcript | VoiceError
        if clip.pcm in self.known:
            said = self.known[clip.pcm]
        else:
            said = self.script.pop(0) if self.script and any(clip.pcm) else ""
        if isinstance(said, VoiceError):
            raise said
        if isinstance(said, Transcript):
            return said
        heard = bool(said)
        return Transcript(said, 0.1, clip.seconds, "fake", 0.9 * heard, 0.1 if heard else 1.0)

    def close(self) -> None:
        self.closed = True

    def _raise_if_unusable(self) -> None:
        if self.closed:
            raise VoiceError("The recogniser was closed.")
        if self.broken is not None:
            raise self.broken
