"""Playing sound: one thread owns the loudspeaker and knows when the sound has really ended."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from dataclasses import dataclass, field

from drill.errors import VoiceError
from drill.session.utterance import RATE, Clip
from drill.voice import portaudio
from drill.voice.devices import choose
from drill.voice.owner import Owner
from drill.voice.soundfiles import convert

OPENING = 5.0
"""Seconds a loudspeaker may take to open."""
STALLED = 3.0
"""Seconds without a request for sound after which the loudspeaker counts as gone: one that slept
fills its buffers first and asks again when it is awake."""
_CLOSING = 0.15
_LOST = "Check that it is plugged in and not muted by the system."


@dataclass(frozen=True)
class Sound:
    """Mono sound: signed 16-bit little-endian samples."""

    pcm: bytes
    rate: int
    """Samples per second."""


@dataclass(eq=False)
class _Play:
    """One sound on its way out. The loudspeaker's thread plays it; the event loop waits."""

    sound: Sound
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[None]
    hushed: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when it has sounded to its end, and when it is to stop."""
    asked: float = 0.0
    """Monotonic seconds when the loudspeaker last asked for sound; 0 before it opened."""

    def stop(self) -> None:
        self.hushed.set()
        self.ended.set()

    def settle(self, error: VoiceError | None = None) -> None:
        """Wake whoever waits; from any thread."""

        def settle() -> None:
            if self.done.done():
                return
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)

        with contextlib.suppress(RuntimeError):  # a closed loop: nobody waits any more
            self.loop.call_soon_threadsafe(settle)


class Player:
    """A loudspeaker that plays one sound at a time; a new one cuts off the one before."""

    def __init__(self, device: str = "") -> None:
        """`device` is its name or part of it; empty for the system's default."""
        self._device = device
        self._owner = Owner("drill loudspeaker")
        self._now: _Play | None = None
        self._closed = False
        self._stale = False
        """The device vanished: look for devices again before the next sound."""

    async def play(self, sound: Sound) -> None:
        """Play and return when the sound has ended or was hushed.

        Raises VoiceError when the loudspeaker is missing, busy, does not open or vanishes.
        """
        if self._closed:
            raise VoiceError("The loudspeaker was closed.")
        self.hush()
        loop = asyncio.get_running_loop()
        play = _Play(sound, loop, loop.create_future())
        self._now = play
        self._owner.do(lambda: self._perform(play))
        try:
            await self._supervise(play)
        finally:
            play.stop()

    def hush(self) -> None:
        """Stop the sound. Harmless when there is none."""
        if self._now is not None:
            self._now.stop()
            self._now.settle()
            self._now = None

    def close(self) -> None:
        """Stop and give the device back. Harmless when repeated."""
        self.hush()
        if not self._closed:
            self._closed = True
            self._owner.close(_CLOSING)

    async def _supervise(self, play: _Play) -> None:
        """Wait for the end, but not for a driver that hangs: it does not open, or stops asking.

        Counted in waits and not by the clock, so that a suspended program is not a lost device.
        """
        still, asked = 0.0, play.asked
        while True:
            done, _ = await asyncio.wait([play.done], timeout=0.25)
            if done:
                return play.done.result()
            still = still + 0.25 if play.asked == asked else 0.0
            asked = play.asked
            if still >= (STALLED if asked else OPENING):
                self._stale = True
                what = "went away" if asked else "does not open"
                raise VoiceError(f"The loudspeaker {what}.", _LOST)

    def _perform(self, play: _Play) -> None:
        """Play it, in the loudspeaker's thread."""
        try:
            if not play.hushed.is_set():
                self._sound(play)
        except VoiceError as error:
            play.settle(error)
        else:
            play.settle()

    def _sound(self, play: _Play) -> None:
        left = memoryview(b"")
        silence = 0

        def fill(size: int) -> bytes:
            nonlocal left, silence
            play.asked = time.monotonic()
            if play.hushed.is_set():
                return b""
            piece, left = left[:size], left[size:]
            if not piece:
                silence -= size
                if silence <= 0:
                    play.ended.set()
            return bytes(piece)

        stream = self._open(play.sound.rate, fill)
        try:
            sound = play.sound
            left = memoryview(convert(sound.pcm, sound.rate, stream.rate, stream.channels))
            # The last samples sound only when as much silence as the driver buffers went after them.
            silence = int(stream.latency * stream.rate) * 2 * stream.channels
            stream.start()
            play.asked = time.monotonic()
            play.ended.wait()
        finally:
            stream.close()

    def _open(self, rate: int, fill: portaudio.Fill) -> portaudio.Stream:
        """Open the device; when that fails, look for devices again and try once more."""
        if not self._stale:
            with contextlib.suppress(VoiceError):
                return portaudio.open_output(choose(self._device, "output"), rate, fill)
        portaudio.rescan()
        self._stale = False
        return portaudio.open_output(choose(self._device, "output"), rate, fill)


def clip_of(sound: Sound) -> Clip:
    """The sound as a clip, at drill's own rate. Raises VoiceError."""
    return Clip(convert(sound.pcm, sound.rate, RATE, 1))
