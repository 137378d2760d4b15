"""Does anybody speak in this clip? Asked before the recogniser, which finds words in any noise."""

from __future__ import annotations

import numpy as np

from drill.voice.endpoint import CHUNK_SECONDS, VOICED
from drill.voice.vad import CHUNK_BYTES, VoiceActivity

ENOUGH = 0.25
"""Seconds of voice from which a clip surely holds speech."""
HARDLY = 0.1
"""Seconds of voice below which a clip surely holds none; between the two it is doubtful."""
_FAINTEST = 10 ** (-60 / 20) * 32768
"""Root mean square of a chunk at -60 dBFS: what is softer was not said to this microphone."""


def voice_seconds(pcm: bytes, enough: float = ENOUGH) -> float:
    """Seconds of audible voice in 16-bit sound at 16 kHz; counting stops at `enough`.

    A chunk takes 0.5 ms; speech is usually found in the first second.
    """
    activity = VoiceActivity()
    voiced = 0.0
    for start in range(0, len(pcm), CHUNK_BYTES):
        chunk = pcm[start : start + CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0")
        if activity(chunk) >= VOICED and _loudness(chunk) >= _FAINTEST:
            voiced += CHUNK_SECONDS
            if voiced >= enough:
                break
    return voiced


def _loudness(chunk: bytes) -> float:
    samples = np.frombuffer(chunk, "<i2").astype(np.float32)
    return float(np.sqrt(np.mean(samples * samples)))
