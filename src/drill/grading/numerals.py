"""Numbers in words, digits, ordinals and years, as values. English words; digits in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS: dict[str, float] = {
    "zero": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS: dict[str, float] = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: dict[str, float] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: dict[str, float] = {
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_ORDINALS: dict[str, float] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
# Said alone these are ordinary words far more often than counts.
_WEAK = {"one", "second", "first", "third", "thousandth", "hundredth"}
_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(st|nd|rd|th|s)?")


def digits(text: str) -> float | None:
    """The value of `1,000`, `3.5`, `21st` or `1960s`; None for anything else."""
    match = _DIGITS.fullmatch(text)
    if match is None or len(text) > 40:
        return None
    return float(match[1].replace(",", ""))


def spoken(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """The number that starts at `words[at]` and how many words it takes; None when none starts.

    "sixteen forty eight" is 1648, "two hundred and five" 205, "three point five" 3.5, "a hundred"
    100, "twenty first" 21. A lone "one" or "second" is not taken for a number.
    """
    total, current, used = 0.0, 0.0, 0
    seen = False
    index = at
    last = ""  # kind of the part before: unit, teen, ten, scale
    while index < len(words):
        word = words[index]
        if word in ("a", "an") and not seen:
            if index + 1 < len(words) and words[index + 1] in _SCALES:
                index += 1
                continue
            break
        if word == "and":
            follows = words[index + 1] if index + 1 < len(words) else ""
            if last == "scale" and (follows in _UNITS or follows in _TEENS or follows in _TENS):
                index += 1
                continue
            break
        if word in ("oh", "o") and last in ("teen", "ten"):
            follows = words[index + 1] if index + 1 < len(words) else ""
            if follows in _UNITS:
                current, last, index = current * 100, "scale", index + 1
                continue
            break
        if word in _UNITS:
            if last in ("unit", "teen"):
                break
            current, last = current + _UNITS[word], "unit"
        elif word in _TEENS or word in _TENS:
            value = _TEENS.get(word) or _TENS[word]
            if last in ("teen", "ten", "unit") and 0 < current < 100:
                current *= 100  # sixteen forty eight, four fifty
            elif last in ("unit", "ten", "teen"):
                break
            current, last = current + value, "teen" if word in _TEENS else "ten"
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
            last = "scale"
        elif word in _ORDINALS and (seen or word not in _WEAK):
            if last == "unit":
                break
            current += _ORDINALS[word]
            index += 1
            used, seen, last = index - at, True, "ordinal"
            break
        else:
            break
        index += 1
        used, seen = index - at, True
    if not seen or (used == 1 and words[at] in _WEAK):
        return None
    value = total + current
    if index + 1 < len(words) and words[index] == "point" and words[index + 1] in _UNITS:
        fraction = ""
        index += 1
        while index < len(words) and words[index] in _UNITS:
            fraction += str(int(_UNITS[words[index]]))
            index += 1
        value, used = float(f"{int(value)}.{fraction}"), index - at
    return value, used


def show(value: float) -> str:
    """The value in digits, as it is compared."""
    return str(int(value)) if value == int(value) and value < 1e15 else repr(value)
