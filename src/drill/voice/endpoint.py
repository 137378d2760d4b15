"""Where an utterance begins and ends: chunks with their speech probability in, decisions out."""

from __future__ import annotations

import math
import sys
from array import array
from collections import deque
from dataclasses import dataclass

from drill.ports import Ended, Hearing, Level, Nothing, Started, Uttered
from drill.session.utterance import RATE, Clip

CHUNK = 512
"""Samples in a chunk."""
CHUNK_SECONDS = CHUNK / RATE
VOICED = 0.4
"""Probability from which a chunk counts as speech. Lower than the usual 0.5, which loses the second
half of short words spoken across a room; breath, music and hum stay well below."""
FLOOR = -60.0
"""dBFS shown as level 0."""
LEVEL_EVERY = 3
"""Chunks between two levels: about ten levels a second."""
ONSET, WINDOW = 3, 8
"""Speech begins when this many of the last so many chunks are voiced (0.1 s of 0.26 s)."""
PREROLL = 0.5
"""Seconds kept from before speech began: soft first sounds."""
BREATH = 0.2
"""Seconds of silence that are a pause already."""
TAIL = 0.5
"""Seconds kept after the last voiced sound: soft last sounds."""
LONGEST = 120.0
"""Seconds after which an utterance is over even when nobody paused."""


def level(chunk: bytes) -> float:
    """How loud these 16-bit samples are: 0 at -60 dBFS and below, 1 at full scale."""
    samples = array("h", chunk)
    if sys.byteorder == "big":
        samples.byteswap()
    power = sum(sample * sample for sample in samples) / max(1, len(samples))
    if power <= 0:
        return 0.0
    decibels = 10 * math.log10(power / 32768**2)
    return min(1.0, max(0.0, 1 - decibels / FLOOR))


@dataclass(frozen=True)
class Turn:
    """When a turn ends."""

    pause: float
    """Seconds of silence that end an utterance."""
    patience: float
    """Seconds nobody may speak."""
    longest: float = LONGEST
    """Seconds an utterance may last."""


class Endpointer:
    """Follows one turn. Feed it chunk by chunk until `over`."""

    def __init__(self, turn: Turn) -> None:
        self.over = False
        """`Uttered` or `Nothing` was decided."""
        self._turn = turn
        self._sound: list[bytes] = []
        self._recent: deque[bool] = deque(maxlen=WINDOW)
        self._chunks = 0
        self._first: int | None = None
        """Chunk with which the utterance begins, once speech began."""
        self._voiced = 0
        """Chunk after the last voiced one."""
        self._hint: int | None = None
        """The first chunk that was voiced although speech did not begin."""
        self._paused = False
        self._loudest = 0.0

    def hear(self, chunk: bytes, probability: float) -> list[Hearing]:
        """What this chunk (`CHUNK` samples) and the probability that it is speech tell."""
        self._sound.append(chunk)
        self._chunks += 1
        voiced = probability >= VOICED
        self._recent.append(voiced)
        if voiced:
            self._voiced = self._chunks
        found: list[Hearing] = self._level(chunk)
        if self._first is None:
            found += self._wait(voiced)
        else:
            found += self._follow(self._first, voiced)
        return found

    def finish(self) -> Uttered | Nothing:
        """The turn ends now, because of a key or because the microphone went away."""
        self.over = True
        if self._first is not None:
            return self._utter(self._first, self._chunks)
        if self._hint is not None:  # somebody who presses "done" after a whisper did speak
            longest = self._chunks - _chunks(self._turn.longest)
            return self._utter(max(longest, self._hint - _chunks(PREROLL)), self._chunks)
        return Nothing()

    def _level(self, chunk: bytes) -> list[Hearing]:
        self._loudest = max(self._loudest, level(chunk))
        if self._chunks % LEVEL_EVERY:
            return []
        loudest, self._loudest = self._loudest, 0.0
        return [Level(loudest, self._chunks * CHUNK_SECONDS)]

    def _wait(self, voiced: bool) -> list[Hearing]:
        if voiced and self._hint is None:
            self._hint = self._chunks
        if sum(self._recent) >= ONSET:
            onset = self._chunks - len(self._recent) + self._recent.index(True)
            self._first = max(0, onset - _chunks(PREROLL))
            return [Started()]
        if self._chunks * CHUNK_SECONDS >= self._turn.patience:
            self.over = True
            return [Nothing()]
        return []

    def _follow(self, first: int, voiced: bool) -> list[Hearing]:
        silence = (self._chunks - self._voiced) * CHUNK_SECONDS
        if voiced and self._paused:
            self._paused = False
            return [Started()]
        found: list[Hearing] = []
        if silence >= min(BREATH, self._turn.pause) and not self._paused:
            self._paused = True
            found.append(Ended())
        length = (self._chunks - first) * CHUNK_SECONDS
        if silence >= self._turn.pause or length >= self._turn.longest:
            self.over = True
            found.append(self._utter(first, self._voiced + _chunks(TAIL)))
        return found

    def _utter(self, first: int, end: int) -> Uttered:
        sound = self._sound[max(0, first) : end]
        return Uttered(Clip(b"".join(sound)), (self._chunks - self._voiced) * CHUNK_SECONDS)


def _chunks(seconds: float) -> int:
    """How many chunks last so long."""
    return round(seconds / CHUNK_SECONDS)
