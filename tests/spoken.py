"""Sentences spoken by the speech engine, for tests that need somebody to listen to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from drill.session.utterance import RATE, Clip

SILENCE = Clip(bytes(2 * RATE))
"""One second."""


@pytest.fixture(scope="session")
def spoken() -> Iterator[Callable[[str], Clip]]:
    """Makes a clip of a sentence, with half a second of silence on both sides. Not for coroutines."""
    import numpy as np  # the voice parts are only needed where somebody speaks

    from drill.voice.soundfiles import resample, to_pcm
    from drill.voice.speech import Speech

    speech = Speech()

    def speak(text: str) -> Clip:
        sound = asyncio.run(speech.synthesise(text, "", 150))
        samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32) / np.float32(32768)
        quiet = bytes(RATE)
        return Clip(quiet + to_pcm(resample(samples, sound.rate, RATE)) + quiet)

    yield speak
    speech.close()
