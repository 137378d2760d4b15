"""Text to sound: asks the speech helper and remembers what it said."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from drill.errors import VoiceError
from drill.voice.frames import Header
from drill.voice.player import Sound
from drill.voice.worker import Worker

_KEPT = 32 << 20
"""Bytes of sound remembered: about twelve minutes."""
_ANSWER = 20.0
"""Seconds the engine may take for one text."""
_Key = tuple[str, int, str]


class Speech:
    """A speech engine in a process of its own."""

    def __init__(self) -> None:
        self._worker = _helper()
        self._sounds: OrderedDict[_Key, Sound] = OrderedDict()
        self._size = 0

    async def synthesise(self, text: str, voice: str, rate: int) -> Sound:
        """`text` spoken by `voice` (empty: the engine's default) at `rate` words per minute.

        Raises VoiceError when the engine is missing, knows no such voice or made no sound.
        """
        key = (voice, rate, text)
        if key in self._sounds:
            self._sounds.move_to_end(key)
            return self._sounds[key]
        reply, pcm = await self._ask({"text": text, "voice": voice, "rate": rate})
        if not pcm:
            raise VoiceError(f"The speech engine has no sound for `{text[:40]}`.")
        sound = Sound(pcm, int(reply["rate"]))
        self._keep(key, sound)
        return sound

    async def voices(self) -> tuple[str, ...]:
        """Ids of the voices there are. Raises VoiceError when the engine is missing."""
        reply, _ = await self._ask({})
        return tuple(reply["voices"])

    def close(self) -> None:
        """End the helper. Harmless when repeated."""
        self._worker.close()

    async def _ask(self, header: Header) -> tuple[Header, bytes]:
        worker = self._worker
        try:
            return await asyncio.wait_for(worker.request(header), _ANSWER)
        except asyncio.TimeoutError:
            worker.close()
            if worker is self._worker:
                self._worker = _helper()
            raise VoiceError(
                "The speech engine does not answer.", "It is started again for the next text."
            ) from None

    def _keep(self, key: _Key, sound: Sound) -> None:
        if key in self._sounds:  # two asked for it at the same time
            return
        self._sounds[key] = sound
        self._size += len(sound.pcm)
        while self._size > _KEPT and len(self._sounds) > 1:
            _, oldest = self._sounds.popitem(last=False)
            self._size -= len(oldest.pcm)


def _helper() -> Worker:
    return Worker("drill.voice.speech_worker", "speech engine")
