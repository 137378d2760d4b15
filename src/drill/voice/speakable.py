"""What is spoken of what is shown: Markdown, formulas, code, signs and short forms made into words.

Pieces that are read by rules of their own (code, formulas, links) are put aside first, under a mark
that no later rule touches, and put back at the end.
"""

from __future__ import annotations

import html
import re

from drill.text import clean
from drill.voice.formula import say_formula
from drill.voice.formula_spans import holds_formula, split_formulas
from drill.voice.prose import say_line
from drill.voice.spoken_words import CODE

LONGEST = 4000
"""Characters that are read aloud; nobody listens to more."""
CODE_SPOKEN = 80
"""Characters; a longer block of code is not read aloud."""

_MARK = "\ue000"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ASIDE = re.compile(rf"{_MARK}(\d+){_MARK}")
_FENCE = re.compile(r"^(```+|~~~+)[^\n]*\n(.*?)(?:^\1[`~]*\s*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_MATH = re.compile(
    r"\$\$(.+?)\$\$|\\\[(.+?)\\\]|\\\((.+?)\\\)|\$(?=\S)([^$\n]*?[^\s$])\$(?!\d)", re.DOTALL
)
_LINK = re.compile(r"!?\[([^\]\n]+)\]\([^)\n]*\)")
_URL = re.compile(r"<?\b(?:https?|ftp)://(?:www\.)?([^\s/<>()]+)[^\s<>()]*[^\s<>().,;:!?]?>?")
_MARKDOWN = (
    (re.compile(r"<br\s*/?>|</p>", re.IGNORECASE), "\n"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>|<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),  # rules
    (
        re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*\|?[ \t]*$", re.MULTILINE),
        "",
    ),  # lines in tables
    (re.compile(r"^[ \t]*(?:#{1,6}\s+|>\s?|[-*+•]\s+(?:\[[ xX]\]\s+)?)", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(\d+)[.)]\s+", re.MULTILINE), r"\1, "),
    (re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"(\*\*\*|\*\*|__|~~|==)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\{\{c\d+::([^{}]*?)(?:::[^{}]*)?\}\}"), r"\1"),
    (re.compile(r"\[(?:\.\.\.|…)\]|_{2,}"), " blank "),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$])"), r"\1"),
)


def speakable(text: str) -> str:
    """The words to speak for `text`, in one line; empty when there is nothing to say.

    Never fails, whatever it is given.
    """
    kept: list[str] = []

    def aside(words: str) -> str:
        kept.append(words)
        return f" {_MARK}{len(kept) - 1}{_MARK} "

    text = _PRIVATE.sub("", clean(text))[:LONGEST]
    text = _FENCE.sub(lambda match: f"\n{aside(_code(match[2]))}\n", text)
    text = _CODE.sub(lambda match: aside(_code(match[2])), text)
    text = _MATH.sub(lambda match: aside(say_formula(match[match.lastindex or 0])), text)
    text = _LINK.sub(r"\1", text)
    text = _URL.sub(lambda match: aside(f"a link to {_host(match[1])}"), text)
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    lines = []
    for line in html.unescape(text).splitlines():
        parts = split_formulas(line)
        shown = [aside(say_formula(part)) if odd % 2 else part for odd, part in enumerate(parts)]
        lines.append(say_line("".join(shown)))
    sentences = [line if line[-1] in ".?!:" else f"{line}." for line in lines if line]
    spoken = _tidy(_ASIDE.sub(lambda match: kept[int(match[1])], " ".join(sentences)))
    return spoken if any(character.isalnum() for character in spoken) else ""


def _code(code: str) -> str:
    """Code as it is said; too much of it is not."""
    code = code.strip()
    if "\n" in code or len(code) > CODE_SPOKEN:
        return "the code on the screen"
    if holds_formula(code) and not re.search(r"\w_\w{2,}|==|['\"]", code):
        return say_formula(code)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", code)
    for sign, said in CODE.items():
        words = words.replace(sign, said)
    return re.sub(r"[^\w\s,']+|_", " ", words)


def _host(host: str) -> str:
    return host.replace(".", " dot ").replace("-", " dash ")


def _tidy(text: str) -> str:
    """One space between words, one sign between sentences."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[,.;:?!])", "", text)
    text = re.sub(r",(?=[,.;:?!])", "", text)
    text = re.sub(r"([.?!:;])[.,;:]+", r"\1", text)
    return text.strip(" ,;")
