"""Sound files: any WAV or FLAC in, drill's own clips out. The only module that knows soundfile and soxr."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drill.errors import VoiceError
from drill.session.utterance import RATE, Clip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXTRA = "Install drill with its voice parts: pip install 'drill[voice]'."
"""What to do about a missing package."""
_SPACE = "Free some space, or choose another folder."
_BLOCK = 1 << 20
"""Samples read at once."""


def read_clip(path: Path) -> Clip:
    """The sound in `path` (any rate, channel count and sample format) as mono at `RATE`.

    Raises VoiceError when the file is missing, empty or not sound.
    """
    soundfile = _soundfile()
    if path.is_dir():
        raise VoiceError(f"{path} is a folder.", "Name the sound files in it.")
    if path.exists() and not path.is_file():  # a pipe: opening one may wait for ever
        raise VoiceError(f"{path} is not a regular file.", "Name a WAV or FLAC file.")
    try:
        # A handle and not a name: libsndfile says nothing useful about a file it cannot open.
        with path.open("rb") as file, soundfile.SoundFile(file) as sound:
            pcm = b"".join(_blocks(sound))
    except OSError as error:
        raise VoiceError(
            f"{path} cannot be read: {error.strerror}.", "Check the name and its permissions."
        ) from error
    except soundfile.SoundFileError as error:
        raise VoiceError(
            f"{path} is not a sound file drill can read: {_reason(error)}",
            "Convert it to WAV or FLAC, e.g. with `ffmpeg -i FILE out.wav`.",
        ) from error
    if not pcm:
        raise VoiceError(f"{path} holds no sound.", "Record it again.")
    return Clip(pcm)


def _blocks(sound: Any) -> Iterator[bytes]:
    """An open file as mono 16-bit sound at `RATE`, piece by piece: an hour must fit into memory."""
    stream = None
    if sound.samplerate != RATE:
        stream = _soxr().ResampleStream(sound.samplerate, RATE, 1, dtype="float32")
    while len(samples := sound.read(_BLOCK, dtype="float32", always_2d=True)):
        mono = samples.mean(axis=1)
        yield to_pcm(mono if stream is None else stream.resample_chunk(mono))
    if stream is not None:
        yield to_pcm(stream.resample_chunk(samples[:, 0], last=True))


def write_wav(path: Path, clip: Clip) -> None:
    """Write the clip as a 16-bit WAV, whole or not at all. Raises VoiceError."""
    import numpy as np

    soundfile = _soundfile()
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            samples = np.frombuffer(clip.pcm, "<i2")
            soundfile.write(file, samples, RATE, subtype="PCM_16", format="WAV")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    except soundfile.SoundFileError as error:  # a full disk reaches us through libsndfile like this
        raise VoiceError(f"{path} cannot be written: {_reason(error)}", _SPACE) from error
    finally:
        Path(name).unlink(missing_ok=True)


def resample(samples: NDArray[np.float32], source: int, target: int) -> NDArray[np.float32]:
    """Mono samples at `source` per second brought to `target` per second. Raises VoiceError."""
    if source == target:
        return samples
    resampled: NDArray[np.float32] = _soxr().resample(samples, source, target)
    return resampled


def convert(pcm: bytes, source: int, target: int, channels: int) -> bytes:
    """Mono 16-bit sound at `source` as `channels` equal ones at `target`. Raises VoiceError."""
    if (source, 1) == (target, channels):
        return pcm
    _soxr()  # says what is missing, which numpy itself would not
    import numpy as np

    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768.0)
    return to_pcm(np.repeat(resample(samples, source, target), channels))


class Resampler:
    """16-bit sound as it comes from a device, piece by piece, brought to mono at `RATE`."""

    def __init__(self, source: int, channels: int) -> None:
        """`source` samples per second and channel, `channels` interleaved. Raises VoiceError."""
        self._channels = channels
        self._stream = _soxr().ResampleStream(source, RATE, 1, dtype="float32")

    def __call__(self, pcm: bytes) -> bytes:
        """The next piece; the filter keeps a few milliseconds back."""
        import numpy as np

        frames = np.frombuffer(pcm, "<i2").reshape(-1, self._channels)
        mono = frames.mean(axis=1, dtype=np.float32) / np.float32(32768.0)
        return to_pcm(self._stream.resample_chunk(mono))


def to_pcm(samples: NDArray[np.float32]) -> bytes:
    """Samples from -1 to 1 as signed 16-bit little-endian; louder ones clip, no-numbers are silence."""
    import numpy as np

    finite = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    scaled = np.clip(np.rint(finite * 32768.0), -32768, 32767)
    return bytes(scaled.astype("<i2").tobytes())


def _unwritable(path: Path, error: OSError) -> VoiceError:
    return VoiceError(f"{path} cannot be written: {error.strerror}.", _SPACE)


def _reason(error: Exception) -> str:
    """What libsndfile says, without the address of our handle."""
    return str(getattr(error, "error_string", error)).strip()


def _soundfile() -> Any:  # the package has no types
    try:
        import soundfile
    except ImportError as error:
        raise VoiceError(
            "The package soundfile, which reads recordings, is missing.", EXTRA
        ) from error
    except OSError as error:  # its libsndfile does not load
        raise VoiceError(f"soundfile does not work here: {error}.", EXTRA) from error
    return soundfile


def _soxr() -> Any:
    try:
        import soxr
    except ImportError as error:
        raise VoiceError("The package soxr, which converts sound, is missing.", EXTRA) from error
    return soxr
