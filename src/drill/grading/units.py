"""Units of measure: which words name them, and what they are worth in a base unit."""

from __future__ import annotations

from drill.grading.words import Word

_SCALES: dict[str, dict[str, float]] = {
    "length": {
        "m": 1, "metre": 1, "meter": 1, "cm": 0.01, "centimetre": 0.01, "centimeter": 0.01,
        "mm": 0.001, "millimetre": 0.001, "millimeter": 0.001, "km": 1000, "kilometre": 1000,
        "kilometer": 1000, "mile": 1609.344, "inch": 0.0254, "foot": 0.3048, "feet": 0.3048,
        "ft": 0.3048, "yard": 0.9144, "nm": 1e-9, "nanometre": 1e-9, "nanometer": 1e-9,
    },
    "time": {
        "s": 1, "sec": 1, "second": 1, "ms": 0.001, "millisecond": 0.001, "minute": 60, "min": 60,
        "hour": 3600, "h": 3600, "day": 86400, "week": 604800, "month": 2629800, "year": 31557600,
        "decade": 315576000, "century": 3155760000,
    },
    "mass": {
        "g": 1, "gram": 1, "kg": 1000, "kilo": 1000, "kilogram": 1000, "mg": 0.001,
        "milligram": 0.001, "microgram": 1e-6, "tonne": 1e6, "ton": 1e6, "pound": 453.592,
    },
    "frequency": {
        "hz": 1, "hertz": 1, "khz": 1000, "kilohertz": 1000, "mhz": 1e6, "megahertz": 1e6,
        "ghz": 1e9, "gigahertz": 1e9,
    },
    "data": {
        "bit": 0.125, "byte": 1, "kb": 1024, "kib": 1024, "kilobyte": 1024, "kibibyte": 1024,
        "mb": 1048576, "mib": 1048576, "megabyte": 1048576, "mebibyte": 1048576,
        "gb": 1073741824, "gib": 1073741824, "gigabyte": 1073741824,
    },
    "volume": {"l": 1, "litre": 1, "liter": 1, "ml": 0.001, "millilitre": 0.001, "milliliter": 0.001, "mil": 0.001},
    "voltage": {"v": 1, "volt": 1, "mv": 0.001, "millivolt": 0.001, "kv": 1000, "kilovolt": 1000},
    "current": {"a": 1, "amp": 1, "ampere": 1, "ma": 0.001, "milliamp": 0.001},
    "power": {"w": 1, "watt": 1, "kw": 1000, "kilowatt": 1000, "mw": 1e6, "megawatt": 1e6},
    "energy": {"j": 1, "joule": 1, "kj": 1000, "kilojoule": 1000},
    "share": {"percent": 0.01},
    "angle": {"degree": 1, "radian": 57.29578},
}  # fmt: skip
_WORTH = {
    name: (dimension, float(worth))
    for dimension, names in _SCALES.items()
    for name, worth in names.items()
}


def _unit(word: Word) -> tuple[str, float] | None:
    text = word.text
    return _WORTH.get(text) or (_WORTH.get(text[:-1]) if text.endswith("s") else None)


def quantities(words: tuple[Word, ...]) -> list[tuple[int, str, float]]:
    """Numbers followed by a unit: place, dimension, value in its base unit."""
    found = []
    for at, word in enumerate(words[:-1]):
        if word.value is None:
            continue
        unit = _unit(words[at + 1])
        if unit is not None:
            found.append((at, unit[0], word.value * unit[1]))
    return found


def other_unit(reference: tuple[Word, ...], answer: tuple[Word, ...]) -> str | None:
    """The unit said in place of the reference's, when a number has another size than asked."""
    wanted = quantities(reference)
    said = quantities(answer)
    if not wanted or not said:
        return None
    for at, dimension, value in wanted:
        same = [(k, d, v) for k, d, v in said if answer[k].value == reference[at].value]
        if same and not any(d == dimension and close(v, value) for _, d, v in said):
            return answer[same[-1][0] + 1].text
    return None


def same_quantity(reference: tuple[Word, ...], answer: tuple[Word, ...]) -> bool:
    """Whether a quantity of the reference was said in another unit ("0.2 kilohertz" for 200 Hz)."""
    said = quantities(answer)
    return any(
        d == dimension and close(v, value)
        for _, dimension, value in quantities(reference)
        for _, d, v in said
    )


def close(one: float, other: float) -> bool:
    """Equal but for rounding: within half a percent for what is not a small whole number."""
    if one == other:
        return True
    if one == int(one) and other == int(other) and max(abs(one), abs(other)) < 1e5:
        return False
    return abs(one - other) <= 0.005 * max(abs(one), abs(other))
