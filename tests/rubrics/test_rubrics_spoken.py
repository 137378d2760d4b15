from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.grading.numerals import spoken as value_of
from drill.rubrics.spoken import number_words, spoken
from drill.voice.speakable import speakable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The encoder; the decoder.", "um the encoder uh the decoder"),
        ("softmax(Q K^T / sqrt(d_k)) * V", "um softmax of q k transpose over uh square root of d k times v"),
        ("3,600 m", "um three thousand uh six hundred m"),
        ("1. prophase\n2. metaphase", "um prophase uh metaphase"),
        ("2.5 percent", "um two point uh five percent"),
    ],
)  # fmt: skip
def test_english_is_said_in_words(text: str, said: str) -> None:
    assert spoken(text, "en-GB", speakable) == said


def test_other_languages_lose_only_case_and_punctuation() -> None:
    assert spoken("Die Zelle, 2 Mal: Kern!", "de", speakable) == "die zelle 2 mal kern"


@given(st.integers(0, 999_999_999_999))
def test_numbers_in_words_mean_the_same_number(value: int) -> None:
    words = number_words(value).split()
    found = value_of([*words, "apples"], 0)
    if value == 1:
        assert words == ["one"]  # alone it is no number to the grader
    else:
        assert found == (float(value), len(words))
