"""Speaking and listening with real sound: what is heard, how it stops, what happens when it breaks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import pytest

from drill.errors import VoiceError
from drill.ports import Level
from drill.session.utterance import RATE
from drill.voice import microphone as microphone_module
from drill.voice import player as player_module
from drill.voice.microphone import VadMicrophone
from drill.voice.player import Player, Sound, clip_of
from drill.voice.speaker import PyttsxSpeaker
from drill.voice.speech import Speech
from drill.voice.vad import voiced_seconds
from soundserver import SoundServer

pytestmark = pytest.mark.sound
QUESTION = "What turns affinity scores into probabilities?"


def audible(wav: Path) -> float:
    """Seconds from the first to the last sound in the file."""
    with wave.open(str(wav)) as file:
        samples = array("h", file.readframes(file.getnframes()))
    loud = [number for number, sample in enumerate(samples) if abs(sample) > 300]
    return (loud[-1] - loud[0]) / RATE if loud else 0.0


def square(seconds: float, rate: int) -> Sound:
    """A tone that is audible from its first to its last sample."""
    half = rate // 400
    wave_ = array("h", ([8000] * half + [-8000] * half) * int(seconds * 200))
    return Sound(wave_.tobytes(), rate)


@pytest.mark.parametrize("rate", [16000, 22050, 44100])
async def test_a_sound_is_played_to_its_very_end(
    sound_server: SoundServer, tmp_path: Path, rate: int
) -> None:
    player = Player("TestSpeaker")
    with sound_server.record_speaker(tmp_path / "heard.wav"):
        await player.play(square(1.0, rate))
    player.close()
    assert audible(tmp_path / "heard.wav") == pytest.approx(1.0, abs=0.1)


async def test_the_question_is_heard_and_is_speech(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    speaker = PyttsxSpeaker(device="TestSpeaker")
    with sound_server.record_speaker(tmp_path / "heard.wav"):
        await speaker.say(QUESTION)
    speaker.close()
    with wave.open(str(tmp_path / "heard.wav")) as file:
        assert voiced_seconds(file.readframes(file.getnframes())) > 1


async def test_hush_stops_the_sound(sound_server: SoundServer, tmp_path: Path) -> None:
    player = Player("TestSpeaker")
    heard = tmp_path / "heard.wav"
    with sound_server.record_speaker(heard):
        playing = asyncio.create_task(player.play(square(20.0, 22050)))
        raw = heard.with_suffix(".raw")
        while sum(map(bool, raw.read_bytes())) < RATE:  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.02)
        player.hush()
        await playing
    player.close()
    assert 0 < audible(heard) < 10


async def test_a_cancelled_say_is_silent(sound_server: SoundServer, tmp_path: Path) -> None:
    player = Player("TestSpeaker")
    with sound_server.record_speaker(tmp_path / "heard.wav"):
        playing = asyncio.create_task(player.play(square(20.0, 22050)))
        await asyncio.sleep(0)
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        await player.play(square(0.2, 22050))  # the loudspeaker is free again
    player.close()
    assert audible(tmp_path / "heard.wav") < 10


async def test_what_was_said_once_is_not_synthesised_again() -> None:
    speech = Speech()
    first = await speech.synthesise(QUESTION, "", 170)
    assert await speech.synthesise(QUESTION, "", 170) is first
    assert len((await speech.synthesise(QUESTION, "", 300)).pcm) < len(first.pcm)
    speech.close()


async def test_every_text_is_spoken_at_the_rate_and_by_the_voice_asked_for() -> None:
    """A used engine forgets its rate now and then: many short texts would show it."""
    speech = Speech()
    for number in range(25):
        text = f"This is sentence number {number}."
        spoken = [
            len((await speech.synthesise(text, voice, rate)).pcm)
            for voice in ("en-us", "en-gb")
            for rate in (300, 170, 100)
        ]
        assert spoken[0] * 1.3 < spoken[1] < spoken[2] / 1.3
        assert spoken[3] * 1.3 < spoken[4] < spoken[5] / 1.3
    speech.close()


async def test_a_voice_that_is_not_there_is_an_error_that_names_some() -> None:
    speech = Speech()
    with pytest.raises(VoiceError) as caught:
        await speech.synthesise("hello", "klingon", 170)
    assert "en" in caught.value.hint
    assert any("en" in voice for voice in await speech.voices())
    speech.close()


async def test_speech_becomes_a_clip_at_drills_rate() -> None:
    speech = Speech()
    sound = await speech.synthesise(QUESTION, "", 170)
    speech.close()
    assert clip_of(sound).seconds == pytest.approx(len(sound.pcm) / 2 / sound.rate, abs=0.02)


async def test_a_sound_server_that_hangs_is_an_error_and_not_a_hang(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "OPENING", 0.5)
    monkeypatch.setattr(microphone_module, "OPENING", 0.5)
    player, microphone = Player(), VadMicrophone()
    with sound_server.frozen():
        with pytest.raises(VoiceError, match="does not open"):
            await player.play(square(0.2, 22050))
        with pytest.raises(VoiceError, match="does not open"):
            async for _ in microphone.listen(5):
                pass
    monkeypatch.undo()
    await player.play(square(0.2, 22050))
    async for news in microphone.listen(20):
        if isinstance(news, Level):
            break
    player.close()
    microphone.close()


async def test_a_sound_server_that_hangs_while_drill_listens_is_told(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone_module, "WAKING", 0.5)
    monkeypatch.setattr(microphone_module, "STALLED", 0.5)
    microphone = VadMicrophone()
    frozen = False
    with contextlib.ExitStack() as stack, pytest.raises(VoiceError, match="went away"):  # noqa: PT012
        async for _ in microphone.listen(60):
            if not frozen:
                stack.enter_context(sound_server.frozen())
                frozen = True
    microphone.close()


CHILD = """
import asyncio, sys
from drill.voice.microphone import VadMicrophone
from drill.voice.speaker import PyttsxSpeaker

async def main():
    speaker, microphone = PyttsxSpeaker(), VadMicrophone()
    speaking = asyncio.create_task(speaker.say("and so on " * 50))
    async for _ in microphone.listen(60):
        break
    print(speaker._speech._worker.pid, flush=True)
    sys.stdin.readline()
    if sys.argv[1] == "close":
        speaker.close()
        microphone.close()
    sys.exit(0)

asyncio.run(main())
"""


@pytest.mark.parametrize("way", ["close", "just leave"])
@pytest.mark.parametrize("hanging", [False, True])
def test_a_program_that_ends_while_it_speaks_and_listens_ends_and_leaves_no_child(
    sound_server: SoundServer, way: str, hanging: bool
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", CHILD, way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdout is not None
    child = int(program.stdout.readline())
    if hanging:
        with sound_server.frozen():
            program.communicate("\n", timeout=30)
    else:
        program.communicate("\n", timeout=30)
    assert program.returncode == 0
    assert _ends(child)


def _ends(pid: int) -> bool:
    """Whether the process is gone, or only waits to be taken off the list."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        subprocess.run(["/bin/sleep", "0.05"], check=True)
    return False


def test_doctor_finds_a_working_chain(sound_server: SoundServer, tmp_path: Path) -> None:
    done = _doctor(tmp_path, "--json", "--mic", "testmic", "--speaker", "testspeaker")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    status = {finding["part"]: finding["status"] for finding in found}
    assert status.pop("microphone") in ("ok", "warn")  # a null sink is silent
    assert set(status.values()) == {"ok"}, done.stdout
    assert {"speech", "portaudio", "devices", "weights", "whisper", "round trip"} <= set(status)
    assert done.returncode == 0


def test_doctor_goes_on_when_a_device_is_missing(sound_server: SoundServer, tmp_path: Path) -> None:
    done = _doctor(tmp_path, "--speaker", "no such thing")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    (failed,) = [line for line in lines if line.startswith("FAIL")]
    assert "no such thing" in failed
    assert " -> " in failed
    assert lines[-1].startswith("ok    round trip")


def _doctor(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "drill", "doctor", "--home", str(home), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=150)
