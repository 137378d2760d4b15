"""The speech recogniser as the rest of drill sees it: Whisper in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence

from drill.session.utterance import Clip, Transcript
from drill.voice.frames import Header
from drill.voice.worker import Worker

_ENVIRONMENT = {
    # torch's threads otherwise spin while they wait, which makes everything on a busy machine
    # several times slower. It is only read when torch is loaded.
    "GOMP_SPINCOUNT": "0",
    "OMP_WAIT_POLICY": "PASSIVE",
    "KMP_BLOCKTIME": "0",
}


class WhisperTranscriber:
    """Implements `ports.Transcriber`. Nothing is started before the first call."""

    def __init__(
        self, model: str = "tiny.en", language: str | None = None, log: int | None = None
    ) -> None:
        """`model` is a name Whisper knows; `language` what is spoken (`de`), None to find out,
        and without meaning for English models; `log` the descriptor for what libraries print."""
        self.model = model
        self._language = language
        self._worker = Worker("drill.voice.whisper_worker", "recogniser", _ENVIRONMENT, log)

    async def warm(self) -> None:
        """Load the model. Raises VoiceError when it cannot be."""
        await self._ask(b"", ())

    async def transcribe(self, clip: Clip, vocabulary: Sequence[str] = ()) -> Transcript:
        """What `clip` says; an empty text when nobody speaks in it.

        `vocabulary` holds terms that may occur. Cancelling the task abandons the work at the next
        word. Raises VoiceError when the recogniser died; the next call starts it again.
        """
        start = time.perf_counter()
        reply = await self._ask(clip.pcm, vocabulary)
        return Transcript(
            text=str(reply["text"]),
            seconds=time.perf_counter() - start,
            audio_seconds=clip.seconds,
            model=self.model,
            confidence=float(reply["confidence"]),
            no_speech=float(reply["no_speech"]),
        )

    def close(self) -> None:
        """Kill the process, whatever it is doing. Harmless when repeated."""
        self._worker.close()

    async def _ask(self, pcm: bytes, vocabulary: Sequence[str]) -> Header:
        header = {
            "model": self.model,
            "language": self._language,
            "vocabulary": list(vocabulary),
        }
        reply, _body = await self._worker.request(header, pcm)
        return reply
