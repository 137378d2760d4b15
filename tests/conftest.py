"""What every part of the suite may use: the sound server's and the speaking fixture, and `fakes` on the path."""

from __future__ import annotations

pytest_plugins = ["soundserver", "spoken"]
