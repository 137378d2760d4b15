"""PortAudio aborts the process where ALSA names no default device; drill must not die with it."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = "from drill.voice.devices import probe; print(*probe(), sep='\\n')"

pytestmark = pytest.mark.skipif(
    not (sys.platform.startswith("linux") and ctypes.util.find_library("portaudio")),
    reason="needs Linux with libportaudio2",
)


def probe(configuration: str, folder: Path) -> str:
    """What `probe` finds, in a process of its own that must survive it."""
    file = folder / "asound.conf"
    file.write_text(configuration)
    probing = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**os.environ, "ALSA_CONFIG_PATH": str(file)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert probing.returncode == 0, probing.stderr
    return probing.stdout


@pytest.mark.parametrize(
    "configuration", ["", "pcm.some { type null }", "ctl.!default { type hw card 0 }", "garbage {"]
)
def test_a_machine_without_a_default_device_is_told_so(tmp_path: Path, configuration: str) -> None:
    found = probe(configuration, tmp_path)
    assert "part='microphone'" in found
    assert "ALSA has no default device" in found
    assert "libasound2-data" in found


def test_a_machine_with_one_is_not_kept_from_portaudio(tmp_path: Path) -> None:
    assert "ALSA" not in probe("pcm.default { type null }", tmp_path)
