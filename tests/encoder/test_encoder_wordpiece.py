"""Words to the pieces of the vocabulary that ships."""

from __future__ import annotations

from importlib.resources import files

import pytest

from drill.encoder.wordpiece import LONGEST, WordPiece

NAMES = files("drill.encoder").joinpath("vocabulary.txt").read_text("utf-8").splitlines()
PIECES = WordPiece({name: row for row, name in enumerate(NAMES)})


def spelled(text: str, most: int = 100) -> list[str]:
    return [NAMES[row] for row in PIECES(text, most)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The encoder", ["the", "en", "##code", "##r"]),
        ("Café, naïve!", ["cafe", ",", "naive", "!"]),
        ("don't", ["don", "'", "t"]),
        ("self-attention", ["self", "-", "attention"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
        (" \n\t ", []),
        ("\U0001f600", ["[UNK]"]),
    ],
)
def test_words_fall_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert spelled(text) == pieces


def test_no_more_than_asked_for() -> None:
    assert spelled("one two three four", 2) == ["one", "two"]


def test_a_word_of_absurd_length_is_unknown() -> None:
    assert spelled("a" * LONGEST + " " + "a" * (LONGEST + 1))[-1] == "[UNK]"
