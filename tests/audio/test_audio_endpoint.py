"""Where an utterance begins and ends, decided on made-up probabilities."""

from __future__ import annotations

import math
import struct

import pytest

from drill.ports import Ended, Hearing, Level, Nothing, Started, Uttered
from drill.voice.endpoint import CHUNK, CHUNK_SECONDS, Endpointer, Turn, level

QUIET = bytes(2 * CHUNK)


def marked(number: int) -> bytes:
    """A chunk that can be recognised."""
    return struct.pack("<h", number) * CHUNK


def run(endpointer: Endpointer, plan: list[tuple[float, float]]) -> list[Hearing]:
    """Feed (seconds, probability) until the turn is over; levels are left out."""
    found: list[Hearing] = []
    number = 0
    for seconds, probability in plan:
        for _ in range(round(seconds / CHUNK_SECONDS)):
            if endpointer.over:
                return found
            found += endpointer.hear(marked(number), probability)
            number += 1
    return [each for each in found if not isinstance(each, Level)]


def kinds(found: list[Hearing]) -> list[str]:
    return [type(each).__name__ for each in found if not isinstance(each, Level)]


def turn(pause: float = 0.8, patience: float = 20, longest: float = 120) -> Endpointer:
    return Endpointer(Turn(pause, patience, longest))


def uttered(found: list[Hearing]) -> Uttered:
    last = found[-1]
    assert isinstance(last, Uttered)
    return last


def test_speech_and_a_pause_are_an_utterance() -> None:
    found = run(turn(), [(1, 0.0), (1, 0.9), (3, 0.0)])
    assert kinds(found) == ["Started", "Ended", "Uttered"]


def test_the_pause_that_ends_it_is_the_one_asked_for() -> None:
    for pause in (0.3, 0.8, 2.0):
        last = uttered(run(turn(pause), [(1, 0.9), (5, 0.0)]))
        assert last.silence == pytest.approx(pause, abs=2 * CHUNK_SECONDS)


def test_half_a_second_from_before_speech_and_after_it_is_kept() -> None:
    clip = uttered(run(turn(), [(2, 0.0), (1, 0.9), (3, 0.0)])).clip
    assert clip.seconds == pytest.approx(0.5 + 1 + 0.5, abs=3 * CHUNK_SECONDS)
    first = struct.unpack_from("<h", clip.pcm)[0] * CHUNK_SECONDS
    assert first == pytest.approx(1.5, abs=2 * CHUNK_SECONDS)


def test_a_short_pause_inside_does_not_end_it() -> None:
    found = run(turn(), [(1, 0.9), (0.5, 0.0), (1, 0.9), (3, 0.0)])
    assert kinds(found) == ["Started", "Ended", "Started", "Ended", "Uttered"]
    assert uttered(found).clip.seconds > 2.5


def test_a_click_is_not_speech() -> None:
    found = run(turn(patience=3), [(0.5, 0.0), (CHUNK_SECONDS, 0.9), (5, 0.0)])
    assert kinds(found) == ["Nothing"]


def test_the_shortest_words_are_speech() -> None:
    found = run(turn(), [(0.5, 0.0), (4 * CHUNK_SECONDS, 0.45), (2, 0.0)])
    assert kinds(found)[0] == "Started"


def test_nobody_speaks_for_as_long_as_patience_lasts() -> None:
    endpointer = turn(patience=3)
    assert kinds(run(endpointer, [(2.9, 0.1)])) == []
    assert not endpointer.over
    assert kinds(run(endpointer, [(1, 0.1)])) == ["Nothing"]
    assert endpointer.over


def test_patience_does_not_count_once_somebody_speaks() -> None:
    found = run(turn(patience=3), [(2.5, 0.0), (4, 0.9), (2, 0.0)])
    assert kinds(found) == ["Started", "Ended", "Uttered"]


def test_an_utterance_has_a_longest_length() -> None:
    found = run(turn(longest=5), [(60, 0.9)])
    assert kinds(found) == ["Started", "Uttered"]
    assert uttered(found).clip.seconds == pytest.approx(5, abs=0.2)


def test_a_key_ends_it_with_all_that_was_heard() -> None:
    endpointer = turn()
    run(endpointer, [(1, 0.9)])
    last = endpointer.finish()
    assert isinstance(last, Uttered)
    assert last.clip.seconds == pytest.approx(1, abs=0.1)
    assert endpointer.over


def test_a_key_in_silence_ends_it_with_nothing() -> None:
    endpointer = turn()
    run(endpointer, [(1, 0.1)])
    assert endpointer.finish() == Nothing()


def test_a_key_after_a_whisper_keeps_the_whisper() -> None:
    endpointer = turn()
    run(endpointer, [(1, 0.1), (2 * CHUNK_SECONDS, 0.5), (0.5, 0.2)])
    last = endpointer.finish()
    assert isinstance(last, Uttered)
    assert last.clip.seconds == pytest.approx(1.1, abs=0.2)


def test_there_are_ten_to_fifteen_levels_a_second() -> None:
    endpointer = turn()
    found = [each for _ in range(313) for each in endpointer.hear(QUIET, 0.0)]
    levels = [each for each in found if isinstance(each, Level)]
    assert 100 <= len(levels) <= 150
    assert levels[-1].seconds == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize(
    ("amplitude", "expected"), [(0, 0.0), (32767, 1.0), (3277, 1 - 20 / 60), (20, 0.0)]
)
def test_levels_are_decibels_between_silence_and_full_scale(
    amplitude: int, expected: float
) -> None:
    assert level(struct.pack("<h", amplitude) * CHUNK) == pytest.approx(expected, abs=0.01)


def test_a_tone_is_louder_than_its_half() -> None:
    def tone(amplitude: float) -> bytes:
        wave = (int(amplitude * math.sin(i / 5)) for i in range(CHUNK))
        return struct.pack(f"<{CHUNK}h", *wave)

    assert level(tone(10000)) > level(tone(5000)) > level(tone(500)) > 0


def test_started_and_ended_alternate() -> None:
    plan = [(0.3, 0.9), (0.3, 0.0)] * 8 + [(2, 0.0)]
    marks = [e for e in run(turn(), plan) if isinstance(e, (Started, Ended))]
    assert all(isinstance(e, (Started, Ended)[i % 2]) for i, e in enumerate(marks))
