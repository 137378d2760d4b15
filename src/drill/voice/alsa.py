"""Whether ALSA can be asked at all: PortAudio ends the whole process where it cannot."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

from drill.errors import VoiceError

REMEDY = "Install its configuration with `sudo apt install libasound2-data` and start drill again."


def require_default_device() -> None:
    """Raise VoiceError where ALSA's configuration names no default device.

    PortAudio asserts that there is one and aborts: on machines without ALSA's configuration files,
    such as small containers, that would take the drill with it. Costs a few milliseconds, once.
    """
    if not sys.platform.startswith("linux"):
        return
    name = ctypes.util.find_library("asound")
    if name is None:
        return  # then PortAudio cannot be loaded either, which is told as that
    asound = ctypes.CDLL(name)
    asound.snd_config_update()
    top = ctypes.c_void_p.in_dll(asound, "snd_config")
    found = ctypes.c_void_p()
    if not top.value or asound.snd_config_search(top, b"pcm.default", ctypes.byref(found)) < 0:
        raise VoiceError(
            "The sound system ALSA has no default device in its configuration.", REMEDY
        )
