"""Signs, short forms, names and emoji in a line of running text, as they are said."""

from __future__ import annotations

import re
import unicodedata

from drill.voice.spoken_words import ABBREVIATIONS, GREEK, PROSE

_ABBREVIATIONS = [
    (re.compile(rf"(?<![\w.]){pattern}(?!\w)", re.IGNORECASE), words)
    for pattern, words in ABBREVIATIONS.items()
]
_QUOTES = str.maketrans(dict.fromkeys('“”„«»"‘`', " ") | {"’": "'", "\u00a0": " "})
_RATES = (
    r"\b(k?m|mm|cm|[kMGT]?B|[kMG]?bit|bits?|frames|tokens|samples|words)"
    r"/(s|h|min|sec|second|minute|hour|day|token)\b"
)
_RULES = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\$(\d[\d,]*(?:\.\d+)?)", r"\1 dollars"),
        (r"(?<=[a-z])2(?=[a-z])|(?<=\b[A-Z])2(?=[a-z])", " to "),  # seq2seq
        (r"(?<![\d-])(\d+)\s?[-–]\s?(\d+)(?![\d-])", r"\1 to \2"),
        (r"(?<!\S)[-−](?=\d)", "minus "),
        (r"(?<=\s)-(?=\s)", ","),
        (r"~(?=\s?\d)", " about "),
        (r"#(?=\d)", " number "),
        (r"\band/or\b", "and or"),
        (r"\b(\w{3,})\((s|es)\)", r"\1\2"),  # key(s)
        (_RATES, r"\1 per \2"),
        (r"(?<=[A-Z])/(?=[A-Z]+\b)", " "),  # I/O, TCP/IP
        (r"(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", " or "),
        (r"(?<![\d/])(\d+)\s*/\s*(\d+)(?![\d/])", r"\1 over \2"),
        (r"(?<=\s)\*(?=\s)", "times"),
    )
]
_GREEK = re.compile(r"(?<![\u0370-\u03ff])[\u0370-\u03ffµ](?![\u0370-\u03ff])")
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(PROSE, key=len, reverse=True)))
_SILENT = re.compile(r"[\[\]{}<>\\^_*~#=`$]+|(?<!\w)'|'(?!\w)")


def say_line(line: str) -> str:
    """The line as it is said. Marks in the private use area stay as they are."""
    line = line.translate(_QUOTES)
    for pattern, words in _ABBREVIATIONS:
        line = pattern.sub(words, line)
    for pattern, words in _RULES:
        line = pattern.sub(words, line)
    line = _SIGN.sub(lambda match: PROSE[match[0]], line)
    line = _GREEK.sub(lambda match: f" {GREEK.get(match[0], match[0])} ", line)
    line = _SILENT.sub(" ", line)
    line = "".join(" " if _is_picture(character) else character for character in line)
    return re.sub(r"\s+", " ", line).strip(" ,;")


def _is_picture(character: str) -> bool:
    """Emoji, dingbats and what joins them."""
    if character in "\ufe0e\ufe0f\u200d\u20e3\u200b":
        return True
    return unicodedata.category(character) in ("So", "Sk", "Cs", "Cn", "Cf")
