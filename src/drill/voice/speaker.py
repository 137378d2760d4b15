"""The speaker: a voice in a process, a loudspeaker in a thread. Implements `ports.Speaker`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from drill.errors import VoiceError
from drill.session.utterance import RATE
from drill.voice.player import Player, Sound
from drill.voice.soundfiles import read_clip
from drill.voice.speech import Speech


class PyttsxSpeaker:
    """Speaks with the machine's speech engine. Nothing is opened or started before the first use."""

    def __init__(self, voice: str = "", rate: int = 170, device: str = "") -> None:
        """`voice`: an id the engine knows; `rate`: words per minute; `device`: the loudspeaker's
        name or part of it. Empty means the default."""
        self._voice = voice
        self._rate = rate
        self._speech = Speech()
        self._player = Player(device)
        self._turn = 0
        """Counts sounds asked for and hushes: what belongs to an older count stays silent."""
        self._ahead: asyncio.Task[None] | None = None

    async def say(self, text: str) -> None:
        """Speak `text`; return when the sound has ended or was hushed. Raises VoiceError."""
        turn = self._begin()
        if not any(character.isalnum() for character in text):
            return
        sound = await self._speech.synthesise(text, self._voice, self._rate)
        await self._play(turn, sound)

    async def play(self, path: Path) -> None:
        """Play a sound file; like `say`."""
        turn = self._begin()
        clip = await asyncio.to_thread(read_clip, path)
        await self._play(turn, Sound(clip.pcm, RATE))

    def prepare(self, texts: Sequence[str]) -> None:
        """Synthesise these ahead of time, one after the other; a newer list replaces the rest."""
        if self._ahead is not None:
            self._ahead.cancel()
        with contextlib.suppress(RuntimeError):  # no event loop: nobody will say anything either
            loop = asyncio.get_running_loop()
            self._ahead = loop.create_task(self._synthesise(list(texts)))

    def hush(self) -> None:
        """Stop every sound."""
        self._turn += 1
        self._player.hush()

    def close(self) -> None:
        """Stop and give everything back."""
        if self._ahead is not None and not self._ahead.get_loop().is_closed():
            self._ahead.cancel()
        self.hush()
        self._speech.close()
        self._player.close()

    def _begin(self) -> int:
        self.hush()
        return self._turn

    async def _play(self, turn: int, sound: Sound) -> None:
        if turn == self._turn:
            await self._player.play(sound)

    async def _synthesise(self, texts: Sequence[str]) -> None:
        for text in texts:
            with contextlib.suppress(VoiceError):  # whoever says it will be told
                await self._speech.synthesise(text, self._voice, self._rate)
