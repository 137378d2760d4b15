"""A written answer as a recogniser would bring it: as it is said, and with what speech adds."""

from __future__ import annotations

import re
from collections.abc import Callable

Say = Callable[[str], str]
"""Signs and formulas as words, for English text."""

_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*+])\s+", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.(\d{1,9}))?(?!\w)")
_APART = re.compile(r"[^\w\s'’+#]|_")
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_LARGEST = 10**12
"""Larger numbers stay in digits, as recognisers write them."""


def spoken(text: str, language: str, say: Say) -> str:
    """The text in small letters, without punctuation; in English also with numbers and signs as
    words, a filler in front and one in the middle. `language` is a BCP 47 tag."""
    text = _NUMBERING.sub("", text)
    if not language.lower().startswith("en"):
        return " ".join(_APART.sub(" ", text).lower().split())
    text = say(_NUMBER.sub(_in_words, text))
    words = _APART.sub(" ", text).lower().split()
    middle = len(words) // 2
    return " ".join(["um", *words[:middle], "uh", *words[middle:]])


def _in_words(number: re.Match[str]) -> str:
    value = int(number[1].replace(",", ""))
    if value >= _LARGEST:
        return number[0]
    if number[2]:
        return " ".join([number_words(value), "point", *(_SMALL[int(d)] for d in number[2])])
    return number_words(value)


def number_words(value: int) -> str:
    """A number from 0 to 999,999,999,999 in English words."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 1] + (f" {_SMALL[ones]}" if ones else "")
    scale, name = next(each for each in _SCALES if value >= each[0])
    many, rest = divmod(value, scale)
    words = f"{number_words(many)} {name}"
    if not rest:
        return words
    return f"{words} and {number_words(rest)}" if rest < 100 else f"{words} {number_words(rest)}"
