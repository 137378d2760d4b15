"""The microphone: one thread owns it and follows the turn. Implements `ports.Microphone`."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Union

from drill.errors import VoiceError
from drill.ports import Hearing, Nothing, Uttered
from drill.session.utterance import RATE
from drill.voice import portaudio
from drill.voice.devices import choose
from drill.voice.endpoint import Endpointer, Turn
from drill.voice.owner import Owner
from drill.voice.soundfiles import Resampler
from drill.voice.vad import CHUNK_BYTES, VoiceActivity

OPENING = 5.0
"""Seconds a microphone may take to open."""
STALLED = 1.0
"""Seconds without sound (silence is sound, too) after which the microphone counts as gone."""
WAKING = 3.0
"""Seconds the first sound may take: a wireless headset changes its mode first."""
_STEP = 0.25
_CLOSING = 0.15
_LOST = "Check that it is plugged in; typing works without."

_News = Union[Hearing, VoiceError, None]
"""What the thread reports: None means that it ended without a word."""


@dataclass(eq=False)
class _Turn:
    """One call of `listen`. The microphone's thread feeds it; the event loop empties it."""

    turn: Turn
    loop: asyncio.AbstractEventLoop
    news: asyncio.Queue[_News] = field(default_factory=asyncio.Queue)
    sound: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    """What the device recorded; None wakes the thread to look at the flags."""
    opened: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def tell(self, news: _News) -> None:
        """Report to the event loop; from any thread."""
        with contextlib.suppress(RuntimeError):  # a closed loop: nobody listens any more
            self.loop.call_soon_threadsafe(self.news.put_nowait, news)

    def finish(self) -> None:
        self.finished.set()
        self.sound.put(None)

    def stop(self) -> None:
        self.stopped.set()
        self.sound.put(None)
        self.tell(None)


class VadMicrophone:
    """Listens for one utterance at a time; a new call of `listen` ends the one before.

    The device is open only while drill listens.
    """

    def __init__(self, device: str = "", pause: float = 0.8) -> None:
        """`device`: its name or part of it, empty for the system's default; `pause`: seconds of
        silence that end an utterance. Nothing is opened before `listen`."""
        self._device = device
        self._pause = pause
        self._owner = Owner("drill microphone")
        self._now: _Turn | None = None
        self._closed = False
        self._activity: VoiceActivity | None = None
        self._stale = False
        """The device vanished: look for devices again before the next turn."""

    async def listen(self, patience: float) -> AsyncGenerator[Hearing, None]:
        """Listen for one utterance; see `ports.Microphone`. Raises VoiceError."""
        if self._closed:
            raise VoiceError("The microphone was closed.")
        if self._now is not None:
            self._now.stop()
        turn = _Turn(Turn(self._pause, patience), asyncio.get_running_loop())
        self._now = turn
        self._owner.do(lambda: self._attend(turn))
        try:
            while (news := await _next(turn)) is not None:
                if isinstance(news, VoiceError):
                    raise news
                yield news
                if isinstance(news, (Uttered, Nothing)):
                    return
        finally:
            turn.stop()
            if self._now is turn:
                self._now = None

    def finish(self) -> None:
        """The utterance is over now."""
        if self._now is not None:
            self._now.finish()

    def close(self) -> None:
        """Stop and give the device back. Harmless when repeated."""
        if self._now is not None:
            self._now.stop()
        if not self._closed:
            self._closed = True
            self._owner.close(_CLOSING)

    def _attend(self, turn: _Turn) -> None:
        """Listen, in the microphone's thread."""
        if turn.stopped.is_set():
            return
        try:
            self._activity = self._activity or VoiceActivity()
            self._activity.reset()
            stream = self._open(turn.sound.put)
            try:
                stream.start()
                turn.opened.set()
                self._follow(turn, _Ear(stream, self._activity, turn.turn))
            finally:
                stream.close()
        except VoiceError as error:
            turn.tell(error)

    def _open(self, hear: Callable[[bytes], None]) -> portaudio.Stream:
        """Open the device; when that fails, look for devices again and try once more."""
        if not self._stale:
            with contextlib.suppress(VoiceError):
                return portaudio.open_input(choose(self._device, "input"), RATE, hear)
        portaudio.rescan()
        self._stale = False
        return portaudio.open_input(choose(self._device, "input"), RATE, hear)

    def _follow(self, turn: _Turn, ear: _Ear) -> None:
        """Report what is heard until the turn is over or the device gone."""
        still, limit = 0.0, WAKING
        while not turn.stopped.is_set():
            try:
                sound = turn.sound.get(timeout=_STEP)
            except queue.Empty:
                still += _STEP
                if still < limit:
                    continue
                self._stale = True
                last = ear.finish()
                # Told before the stream is closed, which takes for ever when the driver hangs.
                gone = VoiceError("The microphone went away.", _LOST)
                return turn.tell(gone if isinstance(last, Nothing) else last)
            if sound is None:
                if turn.finished.is_set():
                    return turn.tell(ear.finish())
                continue
            still, limit = 0.0, STALLED
            for news in ear.hear(sound):
                turn.tell(news)
            if ear.over:
                return None
        return None


class _Ear:
    """Brings a stream's sound into chunks, judges them and follows the turn."""

    def __init__(self, stream: portaudio.Stream, activity: VoiceActivity, turn: Turn) -> None:
        self._resample: Callable[[bytes], bytes] | None = None
        if (stream.rate, stream.channels) != (RATE, 1):
            self._resample = Resampler(stream.rate, stream.channels)
        self._activity = activity
        self._endpointer = Endpointer(turn)
        self._rest = b""

    @property
    def over(self) -> bool:
        """The turn ended."""
        return self._endpointer.over

    def hear(self, sound: bytes) -> Iterator[Hearing]:
        """What these samples tell, up to the end of the turn."""
        self._rest += self._resample(sound) if self._resample else sound
        while len(self._rest) >= CHUNK_BYTES and not self.over:
            chunk, self._rest = self._rest[:CHUNK_BYTES], self._rest[CHUNK_BYTES:]
            yield from self._endpointer.hear(chunk, self._activity(chunk))

    def finish(self) -> Uttered | Nothing:
        """The turn ends now."""
        return self._endpointer.finish()


async def _next(turn: _Turn) -> _News:
    """The next report; VoiceError when the device does not open, however long its driver hangs.

    Counted in waits and not by the clock, so that a suspended program is not a lost device.
    """
    waited = 0.0
    while True:
        try:
            return await asyncio.wait_for(turn.news.get(), _STEP)
        except asyncio.TimeoutError:
            waited += _STEP
            if waited >= OPENING and not turn.opened.is_set():
                return VoiceError("The microphone does not open.", _LOST)
