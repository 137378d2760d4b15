"""Long clips cut at their quietest moments into what the recogniser takes at once."""

from __future__ import annotations

import numpy as np

from drill.session.utterance import RATE

LONGEST = 28.0
"""Seconds of a piece at most: Whisper sees 30 s and wants silence at the end."""
_EARLIEST = 18.0
"""Seconds from which a piece may be cut."""
_STEP = 0.1
"""Seconds over which loudness is measured."""


def pieces(pcm: bytes) -> list[bytes]:
    """16-bit sound at 16 kHz in pieces of `LONGEST` seconds at most; together they are all of it."""
    longest = int(LONGEST * RATE) * 2
    cut: list[bytes] = []
    while len(pcm) > longest:
        at = _quietest(pcm[:longest])
        cut.append(pcm[:at])
        pcm = pcm[at:]
    return [*cut, pcm]


def _quietest(pcm: bytes) -> int:
    """The byte in the middle of the quietest moment that is late enough."""
    step, earliest = int(_STEP * RATE), int(_EARLIEST * RATE)
    samples = np.frombuffer(pcm, "<i2")[earliest:].astype(np.float32)
    count = len(samples) // step
    power = (samples[: count * step].reshape(count, step) ** 2).mean(axis=1)
    # Three steps together: a pause between words, not the closure inside a "t".
    smooth = np.convolve(power, np.ones(3), "same")
    smooth[[0, -1]] = np.inf
    return 2 * (earliest + int(smooth.argmin()) * step + step // 2)
