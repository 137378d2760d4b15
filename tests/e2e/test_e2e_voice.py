"""The real `drill` with real sound: it is heard on the loudspeaker and answered into the microphone."""

from __future__ import annotations

import json
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.desk import Desk, Drill
from soundserver import SoundServer, speak
from terminal import ENTER, QUIT, alive, descendants

pytestmark = [pytest.mark.sound, pytest.mark.timeout(300)]

ANSWERS = {
    "odd-01": ("The capital of France is Paris.", "right", {"capital", "france"}),
    "odd-02": ("The colours blue and white.", "partly", {"flag", "france"}),
    "odd-03": ("They make butter and cheese.", "wrong", {"nectar", "flowers"}),
}
"""Card -> what is said, the verdict it deserves, and words of the question."""

TURN = [
    *("asked", "speaking", "spoke", "listening", "speech_start", "speech_end"),
    *("endpoint", "transcript", "verdict", "graded"),
]
"""The events of one card answered in one breath."""


@pytest.fixture
def room(sound_server: SoundServer, tmp_path: Path) -> Desk:
    """A learner with a loudspeaker and a microphone."""
    return Desk(tmp_path / "life", dict(sound_server.env))


def seconds(wav: Path) -> float:
    with wave.open(str(wav)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def loudness(wav: Path) -> int:
    with wave.open(str(wav)) as sound:
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
    return max(abs(sample) for sample in frames)


def test_three_cards_are_asked_heard_graded_and_kept(
    room: Desk, sound_server: SoundServer, tmp_path: Path
) -> None:
    asked = {card: tmp_path / f"question-{card}.wav" for card in ANSWERS}
    said = {
        card: speak(text, tmp_path / f"answer-{card}.wav") for card, (text, _, _) in ANSWERS.items()
    }
    first, *rest = ANSWERS
    with room.review("--voice", "--limit", "3") as drill:
        with sound_server.record_speaker(asked[first]):
            drill.wait_event("listening", first)
        for card, (_, ruling, _) in ANSWERS.items():
            sound_server.play_into_mic(said[card])
            assert drill.wait_event("verdict", card)["verdict"] == ruling
            drill.terminal.wait_for(ruling.upper())
            following = rest.pop(0) if rest else None
            if following is None:
                drill.terminal.send(ENTER)
                drill.wait_event("graded", card)
            else:
                with sound_server.record_speaker(asked[following]):
                    drill.terminal.send(ENTER)
                    drill.wait_event("graded", card)
                    drill.wait_event("listening", following)
        drill.terminal.send("q")
        drill.terminal.wait_exit()
        assert drill.terminal.exit_code == 0
        events = drill.events()

    check_trace(events)
    check_questions(room, asked)
    check_log_and_recordings(room, said, events)
    check_network(room)


def check_trace(events: list[dict[str, object]]) -> None:
    times = [float(str(event["t"])) for event in events]
    assert times == sorted(times)
    for card in ANSWERS:
        names = [str(event["event"]) for event in events if event["card"] == card]
        assert sorted(set(names), key=names.index) == TURN, events
        # Once each, but for a pause in the middle of an answer.
        doubles = {name for name in names if names.count(name) > 1}
        assert doubles <= {"speech_start", "speech_end"}


def check_questions(room: Desk, asked: dict[str, Path]) -> None:
    """What came out of the loudspeaker was the question."""
    result = room.run("transcribe", *map(str, asked.values()), "--json")
    assert result.returncode == 0, result.stderr
    heard = {Path(line["file"]): line for line in map(json.loads, result.stdout.splitlines())}
    for card, (_, _, words) in ANSWERS.items():
        line = heard[asked[card]]
        assert words <= set(line["text"].lower().strip(" ?.").split()), line
        assert line["audio_seconds"] == pytest.approx(seconds(asked[card]), abs=0.01)


def check_log_and_recordings(
    room: Desk, said: dict[str, Path], events: list[dict[str, object]]
) -> None:
    transcripts = {e["card"]: e["text"] for e in events if e["event"] == "transcript"}
    rows = {row["card"]: row for row in room.query("SELECT * FROM reviews")}
    assert list(rows) == list(ANSWERS)
    for card, (_, ruling, _) in ANSWERS.items():
        row = rows[card]
        assert row["verdict"] == ruling
        assert row["rating"] == {"right": 3, "partly": 2, "wrong": 1}[ruling]
        assert row["source"] == "voice"
        assert row["transcript"] == transcripts[card]
        assert 0 < row["answer_seconds"] < seconds(said[card]) + 20
        recording = room.home / "recordings" / row["recording"]
        assert recording.name.startswith(card)
        # The pause that ends an answer and the half second before it may be kept with it.
        assert 0.7 * seconds(said[card]) < seconds(recording) < seconds(said[card]) + 2.5
        assert loudness(recording) > 1000
    assert len(list((room.home / "recordings").iterdir())) == len(ANSWERS)


def check_network(room: Desk) -> None:
    """Every process of drill ran under the guard, and none reached for the network."""
    watched = room.watched
    assert not [line for line in watched if line.startswith("FORBIDDEN")]
    for worker in ("whisper_worker", "speech_worker"):
        assert any(worker in line for line in watched)


def test_the_microphone_is_deaf_while_drill_speaks(
    room: Desk, sound_server: SoundServer, tmp_path: Path
) -> None:
    wrong = speak("The capital of France is London.", tmp_path / "early.wav")
    right = speak("The capital of France is Paris.", tmp_path / "late.wav")
    with room.review("--voice") as drill:
        drill.wait_event("speaking", "odd-01")
        with sound_server.playing_into_mic(wrong):
            drill.wait_event("spoke", "odd-01")
        drill.wait_event("listening", "odd-01")
        sound_server.play_into_mic(right)
        assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
        assert "London" not in drill.wait_event("transcript", "odd-01")["text"]


def until_first_paint(drill: Drill, _sound: SoundServer, _answer: Path) -> None:
    drill.terminal.wait_for("What is the capital of France?")


def until_speaking(drill: Drill, _sound: SoundServer, _answer: Path) -> None:
    drill.wait_event("speaking")


def until_listening(drill: Drill, _sound: SoundServer, _answer: Path) -> None:
    drill.wait_event("listening")


def until_hearing(drill: Drill, sound: SoundServer, answer: Path) -> None:
    drill.wait_event("listening")
    with sound.playing_into_mic(answer):
        drill.wait_event("speech_start")


def until_transcribing(drill: Drill, sound: SoundServer, answer: Path) -> None:
    drill.wait_event("listening")
    sound.play_into_mic(answer)
    drill.wait_event("endpoint")


def until_verdict(drill: Drill, sound: SoundServer, answer: Path) -> None:
    until_transcribing(drill, sound, answer)
    drill.wait_event("verdict")


@pytest.mark.parametrize(
    "until",
    [
        until_first_paint,
        until_speaking,
        until_listening,
        until_hearing,
        until_transcribing,
        until_verdict,
    ],
    ids=lambda until: until.__name__.removeprefix("until_"),
)
def test_quitting_is_back_in_the_shell_within_a_second_and_leaves_no_process(
    room: Desk,
    sound_server: SoundServer,
    tmp_path: Path,
    until: Callable[[Drill, SoundServer, Path], None],
) -> None:
    answer = speak("The capital of France is Paris.", tmp_path / "answer.wav")
    with room.review("--voice") as drill:
        until(drill, sound_server, answer)
        children = descendants(drill.terminal.pid)
        pressed = time.monotonic()
        # Until the voice is up, the answer line has the keys, and q is a letter.
        drill.terminal.send(QUIT if until is until_first_paint else "q")
        drill.terminal.wait_exit()
        took = time.monotonic() - pressed
        left = {pid: name for pid, name in children.items() if alive(pid)}
        print(f"back in the shell after {took:.2f} s")
        assert took < 1.0
        assert left == {}
        assert drill.terminal.exit_code == 0


def test_kill_9_keeps_what_was_graded_and_takes_the_children_along(
    room: Desk, sound_server: SoundServer, tmp_path: Path
) -> None:
    answer = speak("The capital of France is Paris.", tmp_path / "answer.wav")
    with room.review("--voice") as drill:
        until_verdict(drill, sound_server, answer)
        children = descendants(drill.terminal.pid)
        assert children
        drill.terminal.send(ENTER)
        drill.wait_event("graded", "odd-01")
        drill.terminal.kill()
        deadline = time.monotonic() + 10
        while left := {pid: name for pid, name in children.items() if alive(pid)}:
            assert time.monotonic() < deadline, left
            time.sleep(0.02)
    (row,) = room.query("SELECT card, verdict, source FROM reviews")
    assert tuple(row) == ("odd-01", "right", "voice")


def test_devices_are_chosen_by_a_part_of_their_name(
    room: Desk, sound_server: SoundServer, tmp_path: Path
) -> None:
    answer = speak("The capital of France is Paris.", tmp_path / "answer.wav")
    sound_server.pactl("load-module", "module-null-sink", "sink_name=elsewhere")
    with room.review("--voice", "--mic", "testmic", "--speaker", "testspeak") as drill:
        with sound_server.record_speaker(tmp_path / "heard.wav") as heard:
            drill.wait_event("listening", "odd-01")
        sound_server.play_into_mic(answer)
        assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
    assert loudness(heard) > 1000


def test_a_microphone_that_vanishes_leaves_typing(room: Desk, tmp_path: Path) -> None:
    own = SoundServer()
    try:
        with room.review("--voice", env=own.env) as drill:
            drill.wait_event("listening", "odd-01")
            own.kill()
            drill.wait_event("error")
            drill.terminal.wait_for("YOUR TURN")
            drill.terminal.send("Paris" + ENTER)
            assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
            drill.terminal.send(QUIT)
            drill.terminal.wait_exit()
    finally:
        own.close()
