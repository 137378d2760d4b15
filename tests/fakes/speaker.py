"""A speaker that makes no sound; the contract tests keep it honest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drill.errors import VoiceError


@dataclass
class FakeSpeaker:
    """Implements `ports.Speaker`."""

    talking: bool = False
    """Set it to make `say` and `play` last until they are hushed."""
    broken: VoiceError | None = None
    """Raised by `say` and `play` while it is set."""
    said: list[str] = field(default_factory=list)
    """Every text that was spoken, whole or in part."""
    played: list[Path] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    hushed: int = 0
    closed: bool = False
    _sounding: asyncio.Event | None = None

    async def say(self, text: str) -> None:
        self._raise_if_unusable()
        self.said.append(text)
        await self._sound()

    async def play(self, path: Path) -> None:
        self._raise_if_unusable()
        if not path.exists():  # noqa: ASYNC240 - a fake may look
            raise VoiceError(f"{path} cannot be read.")
        self.played.append(path)
        await self._sound()

    def prepare(self, texts: Sequence[str]) -> None:
        self.prepared += texts

    def hush(self) -> None:
        self.hushed += 1
        if self._sounding is not None:
            self._sounding.set()

    def close(self) -> None:
        self.hush()
        self.closed = True

    async def _sound(self) -> None:
        if self._sounding is not None:  # a new sound cuts off the one before
            self._sounding.set()
        self._sounding = ended = asyncio.Event()
        if not self.talking:
            ended.set()
        await ended.wait()

    def _raise_if_unusable(self) -> None:
        if self.closed:
            raise VoiceError("The speaker was closed.")
        if self.broken is not None:
            raise self.broken
