"""A microphone that hears what a test tells it; the contract tests keep it honest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Union

from drill.errors import VoiceError
from drill.ports import Clip, Ended, Hearing, Level, Nothing, Started, Uttered

HELLO = Clip(b"\x01\x00" * 16000)
"""One second of something."""
_Item = Union[Hearing, VoiceError]


@dataclass
class FakeMicrophone:
    """Implements `ports.Microphone`."""

    script: list[Sequence[_Item]] = field(default_factory=list)
    """What the next calls of `listen` hear at once; an error is raised. What is not over after its
    script waits for `hear`, `speak`, `finish` and the like."""
    patience: list[float] = field(default_factory=list)
    """Patience of every call of `listen`."""
    closed: bool = False
    _live: asyncio.Queue[_Item | None] | None = None
    _speaking: Clip | None = None

    @property
    def listening(self) -> bool:
        """Whether somebody iterates."""
        return self._live is not None

    async def listen(self, patience: float) -> AsyncGenerator[Hearing, None]:
        if self.closed:
            raise VoiceError("The microphone was closed.")
        if self._live is not None:
            self._live.put_nowait(None)
        self.patience.append(patience)
        live: asyncio.Queue[_Item | None] = asyncio.Queue()
        self._live = live
        self._speaking = None
        for planned in [Level(0.0, 0.0), *(self.script.pop(0) if self.script else ())]:
            live.put_nowait(planned)
        try:
            while (item := await live.get()) is not None:
                if isinstance(item, VoiceError):
                    raise item
                yield item
                if isinstance(item, (Uttered, Nothing)):
                    return
        finally:
            if self._live is live:
                self._live = None

    def hear(self, *items: _Item) -> None:
        """The running turn hears this. Nothing happens when nobody listens."""
        if self._live is not None:
            for item in items:
                self._live.put_nowait(item)

    def begin(self, clip: Clip = HELLO) -> None:
        """Somebody begins to say this clip."""
        self._speaking = clip
        self.hear(Level(0.5, 0.1), Started())

    def speak(self, clip: Clip = HELLO) -> None:
        """Somebody says this clip and pauses long enough."""
        self.begin(clip)
        self.hear(Ended(), Uttered(clip, 0.8))

    def wait_out(self) -> None:
        """Patience ends."""
        self.hear(Nothing())

    def vanish(self) -> None:
        """The device is unplugged."""
        if self._speaking is not None:
            self.finish()
        else:
            self.hear(VoiceError("The microphone went away.", "Check that it is plugged in."))

    def finish(self) -> None:
        self.hear(Nothing() if self._speaking is None else Uttered(self._speaking, 0.0))

    def close(self) -> None:
        self.closed = True
        if self._live is not None:
            self._live.put_nowait(None)
