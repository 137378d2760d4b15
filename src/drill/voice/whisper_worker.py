"""The recogniser's process: `python -m drill.voice.whisper_worker`, started by `transcriber`.

Loading torch takes seconds and hundreds of megabytes, and a decode cannot be taken back from a
thread: here both may happen while the screen stays awake, and the end is one signal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.errors import VoiceError
from drill.voice.frames import Header
from drill.voice.recognise import recognise
from drill.voice.serving import Job, serve
from drill.voice.soundfiles import EXTRA
from drill.voice.weights import find_weights

if TYPE_CHECKING:
    from drill.voice.whisper_model import WhisperModel


class _Recogniser:
    """Loads the model with the first request and keeps it."""

    def __init__(self) -> None:
        self._model: WhisperModel | None = None

    def handle(self, job: Job) -> tuple[Header, bytes]:
        """Transcribe the payload, 16-bit sound at 16 kHz; an empty one only loads the model.

        Header: `model`, `language` (or null), `vocabulary`.
        """
        model = self._loaded(job.header["model"], job.header["language"])
        heard = recognise(model, job.payload, job.header.get("vocabulary", ()), job.check)
        reply = {"text": heard.text, "confidence": heard.confidence, "no_speech": heard.no_speech}
        return reply, b""

    def _loaded(self, name: str, language: str | None) -> WhisperModel:
        if self._model is None:
            weights = find_weights(name)
            try:
                from drill.voice.whisper_model import WhisperModel
            except (ImportError, OSError) as error:  # OSError: a library of torch does not load
                raise VoiceError(
                    f"The speech recogniser cannot be loaded: {error}.", EXTRA
                ) from error
            self._model = WhisperModel(weights, language)
            # The first decode of a process takes twice as long as the others.
            self._model.decode(self._model.encode(bytes(32_000), 10.0), [], 4, lambda: None)
        return self._model


if __name__ == "__main__":
    serve(_Recogniser().handle)
