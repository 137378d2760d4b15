"""Streams of sound to and from devices: the only module that knows `sounddevice` and PortAudio.

PortAudio is one thing per process and not safe to enter from two threads, so a lock guards it.
"""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from drill.errors import VoiceError
from drill.text import clean
from drill.voice.alsa import require_default_device
from drill.voice.soundfiles import EXTRA

LATENCY = 0.1
"""Seconds of sound kept in the driver's buffers. PortAudio's own "low" and "high" for a device can be
so small that a PulseAudio or PipeWire device calls never, or late and in bursts."""
REMEDY = "Install it with `sudo apt install libportaudio2` and start drill again."
BUSY = "Close the program that uses it, or choose another device; `drill doctor` lists them."
_DEVICE_UNAVAILABLE = -9985

Fill = Callable[[int], bytes]
"""Gives up to so many bytes of interleaved samples."""

_gate = threading.RLock()
_streams: set[Stream] = set()
"""Open streams: while there are any, PortAudio cannot look for devices again."""


@dataclass(frozen=True)
class Entry:
    """A device as PortAudio numbers it."""

    index: int
    name: str
    api: str
    """The host API it is reached through, e.g. `ALSA`."""
    inputs: int
    outputs: int
    default_input: bool
    default_output: bool
    native: bool
    """It belongs to the host API that is the system's default."""


class Stream:
    """An open stream of 16-bit interleaved samples. `close` may come from its owner only."""

    def __init__(self, stream: Any, rate: int, channels: int) -> None:
        self.rate = rate
        self.channels = channels
        self.latency = float(stream.latency)
        """Seconds between the sound in the room and the callback."""
        self._stream = stream

    def start(self) -> None:
        """Let the sound flow. Raises VoiceError."""
        with _translated("started"), _gate:
            self._stream.start()

    def close(self) -> None:
        """Stop now, dropping what is buffered, and give the device back."""
        with _gate:
            _streams.discard(self)
            self._stream.abort()  # ignores errors: a device that vanished cannot be aborted
            self._stream.close()


def check() -> None:
    """Load PortAudio. Raises VoiceError with the remedy."""
    _load()


def version() -> str:
    """What PortAudio calls itself. Raises VoiceError."""
    return clean(str(_load().get_portaudio_version()[1]))


def rescan() -> None:
    """Look for devices again: PortAudio lists them once, when it is loaded. Raises VoiceError.

    Does nothing while a stream is open.
    """
    sounddevice = _load()
    with _translated("listed"), _gate:
        if not _streams:
            # There is no public way. It is not initialised when an earlier attempt failed.
            if sounddevice._initialized:  # noqa: SLF001
                sounddevice._terminate()  # noqa: SLF001
            sounddevice._initialize()  # noqa: SLF001


def entries() -> tuple[Entry, ...]:
    """Every device of every host API. Raises VoiceError."""
    sounddevice = _load()
    with _translated("listed"), _gate:
        apis = sounddevice.query_hostapis()
        native = sounddevice.default.hostapi
        devices = sounddevice.query_devices()
    found = []
    for index, device in enumerate(devices):
        api = apis[device["hostapi"]]
        found.append(
            Entry(
                index=index,
                name=clean(device["name"]).strip(),
                api=api["name"],
                inputs=device["max_input_channels"],
                outputs=device["max_output_channels"],
                default_input=index == api["default_input_device"],
                default_output=index == api["default_output_device"],
                native=device["hostapi"] == native,
            )
        )
    return tuple(found)


def open_input(device: Entry | None, rate: int, hear: Callable[[bytes], None]) -> Stream:
    """Open a microphone (None: the default one), not yet started, at `rate` or else its own rate.

    `hear` gets interleaved samples in PortAudio's thread: it may only put them away.
    Raises VoiceError.
    """
    sounddevice = _load()

    def callback(sound: Any, _frames: int, _time: Any, _status: Any) -> None:
        hear(bytes(sound))

    return _open(sounddevice.RawInputStream, device, "input", rate, callback)


def open_output(device: Entry | None, rate: int, fill: Fill) -> Stream:
    """Open a loudspeaker (None: the default one), not yet started, at `rate` or else its own rate.

    `fill` is asked in PortAudio's thread for so many bytes; what it leaves out is silence.
    Raises VoiceError.
    """
    sounddevice = _load()

    def callback(sound: Any, _frames: int, _time: Any, _status: Any) -> None:
        data = fill(len(sound))
        sound[: len(data)] = data
        sound[len(data) :] = bytes(len(sound) - len(data))

    return _open(sounddevice.RawOutputStream, device, "output", rate, callback)


def _open(
    kind: Callable[..., Any],
    device: Entry | None,
    way: str,
    rate: int,
    callback: Callable[..., None],
) -> Stream:
    sounddevice = _load()
    index = None if device is None else device.index
    with _translated("opened"), _gate:
        info = sounddevice.query_devices(index, way)
        own = int(info["default_samplerate"])
        wide = min(2, info[f"max_{way}_channels"])
        shapes = dict.fromkeys([(rate, 1), (rate, wide), (own, 1), (own, wide)])
        refusal: Exception | None = None
        for samples, channels in shapes:
            try:
                stream = kind(
                    samplerate=samples,
                    channels=channels,
                    device=index,
                    dtype="int16",
                    latency=LATENCY,
                    callback=callback,
                )
            except sounddevice.PortAudioError as error:
                refusal = refusal or error
                continue
            opened = Stream(stream, samples, channels)
            _streams.add(opened)
            return opened
        raise refusal or VoiceError(f"{info['name']} has no {way}.", "Choose another device.")


def _load() -> Any:  # the package has no types
    with _gate:
        if "sounddevice" not in sys.modules:
            require_default_device()
        try:
            import sounddevice
        except ImportError as error:
            raise VoiceError(
                "The package sounddevice, which reaches microphone and loudspeaker, is missing.",
                EXTRA,
            ) from error
        except OSError as error:
            raise VoiceError("The system library PortAudio is missing.", REMEDY) from error
        except Exception as error:
            # Importing initialises PortAudio; when that fails, the class to name here is lost.
            if type(error).__name__ != "PortAudioError":
                raise
            raise VoiceError(
                f"PortAudio does not start: {clean(str(error))}.",
                "Check the sound system of this machine, e.g. with `aplay -l`.",
            ) from error
        # Its exit handler waits for streams that nobody closed, for ever when the sound server
        # hangs. We close ours, and the system takes back what is stuck.
        atexit.unregister(sounddevice._exit_handler)  # noqa: SLF001
        return sounddevice


@contextmanager
def _translated(done: str) -> Iterator[None]:
    """PortAudio's errors as ours; `done` is what could not be done."""
    sounddevice = _load()
    try:
        yield
    except (sounddevice.PortAudioError, ValueError) as error:
        code = error.args[1] if len(error.args) > 1 else None
        if code == _DEVICE_UNAVAILABLE:
            raise VoiceError("The sound device is used by another program.", BUSY) from error
        reason = clean(str(error.args[0] if error.args else error))
        raise VoiceError(
            f"The sound device cannot be {done}: {reason}.",
            "Check that it is plugged in; `drill doctor` lists the devices.",
        ) from error
