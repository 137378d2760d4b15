"""The speech helper: text in, sound out. Run as `python -m drill.voice.speech_worker`.

pyttsx3 lives here and only here. It may print, block, keep threads and forget how to speak after it
saved a file: in a process that only ever saves files, none of that matters.
"""

from __future__ import annotations

import contextlib
import ctypes
import difflib
import io
import os
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from drill.errors import VoiceError
from drill.session.utterance import RATE
from drill.text import clean
from drill.voice.frames import Header
from drill.voice.serving import Job, serve
from drill.voice.soundfiles import EXTRA, read_clip

_REMEDIES = {
    "linux": "Install it with `sudo apt install libespeak-ng1`, or drill with its voice parts.",
    "darwin": "Install it with `brew install espeak-ng`.",
    "win32": "Add a voice in the settings under Time & language, Speech.",
}
_SLOWEST = 15.0
"""Seconds for one text."""
REMEDY = _REMEDIES.get(sys.platform, "Install eSpeak NG.")


class Synthesiser:
    """The machine's speech engine.

    Each text gets an engine object of its own: a used one on eSpeak takes its next settings for
    playing, and cancels them together with the text. What is costly, the library, stays loaded.
    """

    def __init__(self) -> None:
        self._voices: tuple[str, ...] = ()
        self._languages: dict[str, str] = {}
        """A voice for each language tag."""
        self._default = ""

    def __call__(self, job: Job) -> tuple[Header, bytes]:
        """`{"text", "voice", "rate"}` -> `{"rate"}` and mono 16-bit samples; `{}` -> `{"voices"}`."""
        engine = self._engine()
        if not self._voices:
            self._default = str(engine.getProperty("voice") or "")
            for voice in engine.getProperty("voices"):
                self._voices = (*self._voices, str(voice.id))
                for tag in voice.languages or ():
                    self._languages.setdefault(str(tag).casefold(), str(voice.id))
        if "text" not in job.header:
            return {"voices": list(self._voices)}, b""
        finished = threading.Event()
        engine.connect("finished-utterance", lambda **_news: finished.set())
        _set(engine, self._voice(str(job.header["voice"])), int(job.header["rate"]))
        with _file() as name, contextlib.redirect_stdout(io.StringIO()):  # it reports every file
            engine.save_to_file(str(job.header["text"]), name)
            engine.runAndWait()
            # eSpeak works in a thread, and runAndWait may return before it is done.
            if str(engine) == "espeak" and not finished.wait(_SLOWEST):
                raise VoiceError("The speech engine does not finish.", REMEDY)
            return _samples(Path(name))

    def _engine(self) -> Any:  # the package has no types
        if sys.platform == "linux":
            _load_espeak()
        try:
            import pyttsx3

            return pyttsx3.Engine()
        except ImportError as error:
            raise VoiceError("The package pyttsx3, which speaks, is missing.", EXTRA) from error
        except (RuntimeError, OSError, KeyError, ValueError) as error:
            raise VoiceError(f"Speech does not start: {clean(str(error))}.", REMEDY) from error

    def _voice(self, wanted: str) -> str:
        """The engine's id of the voice; pyttsx3 itself ignores one it does not know."""
        if not wanted:
            return self._default
        key = wanted.casefold()
        exact = [voice for voice in self._voices if key in (voice.casefold(), _short(voice))]
        if exact or key in self._languages:
            return exact[0] if exact else self._languages[key]
        names = [_short(voice) for voice in self._voices]
        near = difflib.get_close_matches(key, names, 5, 0.5)
        near = near or [name for name in names if name.startswith("en")][:5] or names[:5]
        raise VoiceError(f"There is no voice `{wanted}`.", f"Try one of: {', '.join(near)}.")


def _set(engine: Any, voice: str, rate: int) -> None:
    """Set voice and rate at once and wait until they hold.

    eSpeak takes the rate into a queue that pyttsx3 throws away when it starts the next text.
    """
    engine.proxy.setBusy(False)  # a busy engine puts settings off until then
    engine.setProperty("voice", voice)
    deadline = time.monotonic() + _SLOWEST
    while True:
        engine.setProperty("rate", rate)
        time.sleep(0.002)
        if str(engine) != "espeak" or engine.getProperty("rate") == rate:
            break
        if time.monotonic() > deadline:
            raise VoiceError("The speech engine does not take its rate.", REMEDY)
    engine.proxy.setBusy(True)


def _short(voice: str) -> str:
    """`gmw/en-gb` -> `en-gb`."""
    return voice.rpartition("/")[2].casefold()


@cache
def _load_espeak() -> None:
    """Load the eSpeak NG that came with the package, so that pyttsx3 finds it already there.

    Without the package pyttsx3 looks for the system's.
    """
    try:
        import espeakng_loader
    except ImportError:
        return
    except OSError as error:
        print(f"drill: the packaged eSpeak NG does not load: {error}", file=sys.stderr)
        return
    try:
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    except (OSError, RuntimeError) as error:
        print(f"drill: the packaged eSpeak NG does not load: {error}", file=sys.stderr)


@contextlib.contextmanager
def _file() -> Iterator[str]:
    """The name of a file to synthesise to. In memory where that exists: nothing stays behind even
    when this process is killed."""
    if sys.platform == "linux":
        handle = os.memfd_create("speech")
        try:
            yield f"/proc/self/fd/{handle}"
        finally:
            os.close(handle)
    else:
        with tempfile.TemporaryDirectory(prefix="drill-") as folder:
            yield str(Path(folder, "speech.wav"))


def _samples(path: Path) -> tuple[Header, bytes]:
    """Rate and samples of what was synthesised."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) == (1, 2):
                return {"rate": file.getframerate()}, file.readframes(file.getnframes())
    except EOFError as error:
        raise VoiceError("The speech engine made no sound of this text.", REMEDY) from error
    except wave.Error:
        pass  # macOS writes AIFF, whatever the name says
    return {"rate": RATE}, read_clip(path).pcm


if __name__ == "__main__":
    serve(Synthesiser())
