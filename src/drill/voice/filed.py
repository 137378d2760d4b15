"""Ears and a voice that work through sound files: for machines without microphone and loudspeaker.

They are the real thing but for the devices: the same speech engine, the same sense for where an
utterance begins and ends.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from drill.ports import Hearing, Nothing, Uttered
from drill.session.utterance import RATE
from drill.voice.endpoint import Endpointer, Turn
from drill.voice.player import clip_of
from drill.voice.soundfiles import read_clip, write_wav
from drill.voice.speech import Speech
from drill.voice.vad import CHUNK_BYTES, VoiceActivity

_LEAD = 0.3
"""Seconds of silence before a file is heard."""


class FileMicrophone:
    """Hears files instead of a room: each `listen` hears the next file, then silence."""

    def __init__(self, pause: float = 0.8) -> None:
        """`pause`: seconds of silence that end an utterance."""
        self._pause = pause
        self._files: deque[Path] = deque()
        self._finish = False

    def put(self, path: Path) -> None:
        """Hear this file at one of the next turns."""
        self._files.append(path)

    async def listen(self, patience: float) -> AsyncGenerator[Hearing, None]:
        """One utterance, as quickly as it can be followed. Raises VoiceError for a broken file."""
        self._finish = False
        activity = VoiceActivity()
        endpointer = Endpointer(Turn(self._pause, patience))
        sound = bytes(int(_LEAD * RATE) * 2)
        if self._files:
            sound += read_clip(self._files.popleft()).pcm
        position = 0
        while not endpointer.over:
            chunk = sound[position : position + CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0")
            position += CHUNK_BYTES
            for hearing in endpointer.hear(chunk, activity(chunk)):
                yield hearing
                if isinstance(hearing, (Uttered, Nothing)):
                    return
            if self._finish:
                yield endpointer.finish()
                return
            await asyncio.sleep(0)

    def finish(self) -> None:
        """The utterance is over now."""
        self._finish = True

    def close(self) -> None:
        """Forget the files that were not heard."""
        self._files.clear()


class FileSpeaker:
    """Speaks into WAV files of a folder instead of a room: `spoken-1.wav`, `spoken-2.wav`, ..."""

    def __init__(self, folder: Path, voice: str = "", rate: int = 170) -> None:
        """`voice`, `rate`: as for `PyttsxSpeaker`."""
        self._folder = folder
        self._voice = voice
        self._rate = rate
        self._speech = Speech()
        self._said = 0

    async def say(self, text: str) -> None:
        """Speak `text` into the next file. Raises VoiceError."""
        self._said += 1
        await self.record(text, self._folder / f"spoken-{self._said}.wav", self._voice)

    async def record(self, text: str, path: Path, voice: str) -> None:
        """Speak `text` with that voice into `path`. Raises VoiceError."""
        sound = await self._speech.synthesise(text, voice, self._rate)
        write_wav(path, clip_of(sound))

    async def voices(self) -> tuple[str, ...]:
        """Ids of the voices there are. Raises VoiceError."""
        return await self._speech.voices()

    async def play(self, path: Path) -> None:
        """Nobody would hear it: only check that it can be read. Raises VoiceError."""
        read_clip(path)

    def prepare(self, texts: Sequence[str]) -> None:
        """Nothing to prepare: nobody waits for a file."""

    def hush(self) -> None:
        """There is no sound to stop."""

    def close(self) -> None:
        """End the speech engine."""
        self._speech.close()
