"""Where formulas stand in running text: `the scale is sqrt(d_k), where d_k is ...`."""

from __future__ import annotations

import re

from drill.voice.spoken_words import FUNCTIONS

_SURE = re.compile(
    r"[\^√∑∏∫≤≥≈≠∈∉∞∂∇±∀∃∝⊂⊆∪∩⊙⊗⊕ℝ]|\\[A-Za-z]|[⁰¹²³⁴-⁹ᵀ₀-₉]"
    r"|[A-Za-z0-9)]_[A-Za-z0-9{]|[A-Za-z0-9)]=[A-Za-z0-9(]|\w\*\w"
    r"|(?<!\w)\|{1,2}[^|\s]+\|{1,2}(?!\w)"
)
"""Only formulas hold one of these."""
_CALL = re.compile(r"(?<![\w'])([A-Za-z]\w*)\((.*)\)")
_ARGUMENT = re.compile(r"\s*(?:\w|[A-Za-z]\w?|\d+|[A-Z]\w?|\.\.\.|…|\w+_\w+|[-+*/^|,;]|\s)*\s*")
_PLURALS = {"s", "es", "ies", "n", "d", "ed", "r"}
_NEUTRAL = re.compile(r"[B-HJ-Zb-z]|\d+(?:\.\d+)?|[-+*/=<>]|=>|[()\[\]]+|[(\[]+\w+|\w[)\]]+")
"""Words that belong to a formula when their neighbour does."""
_SPACES = re.compile(r"(\s+)")
_STOP = ".,;:?!"


def holds_formula(text: str) -> bool:
    """Whether there is a sign or a call in it that only formulas have."""
    return bool(_SURE.search(text)) or _is_call(text)


def split_formulas(line: str) -> list[str]:
    """The line in pieces, running text and formulas in turn: every second piece is a formula."""
    words = _words(line)
    pieces, at = [""], 0
    while at < len(words):
        end, sure = _span(words, at)
        span = "".join(words[at:end])
        at = end
        if not sure:
            pieces[-1] += span
            continue
        # "= ?" asks for the other side; any other sign at the end belongs to the sentence.
        core = span if re.search(r"=\s*\?$", span) else span.rstrip(_STOP)
        pieces += [core, span[len(core) :]]
    return pieces


def _span(words: list[str], start: int) -> tuple[int, bool]:
    """Where words that may be a formula end, and whether they are one. At least one word."""
    end, sure = start + 1, False
    for at in range(start, len(words), 2):  # every second one is the space between
        word = words[at]
        core = word.rstrip(_STOP)
        asked = word == "?" and at > start and words[at - 2].endswith("=")
        certain = holds_formula(core)
        if not (certain or asked or _NEUTRAL.fullmatch(core)):
            break
        sure = sure or certain
        end = at + 1
        if core != word:
            break
    return end, sure


def _words(line: str) -> list[str]:
    """Words and the spaces between them in turn; `f(x, y)` is one word."""
    words: list[str] = []
    depth = 0
    for piece in _SPACES.split(line):
        if depth > 0:
            words[-1] += piece
        else:
            words.append(piece)
        for position, character in enumerate(piece):
            called = position > 0 and (piece[position - 1].isalnum() or depth > 0)
            depth += (character == "(" and called) - (character == ")" and depth > 0)
    return words if depth == 0 else _SPACES.split(line)


def _is_call(word: str) -> bool:
    """`softmax(scores)`, `f(x)`, `Attention(Q, K, V)`, but not `key(s)` or `model (see below)`."""
    call = _CALL.search(word)
    if call is None:
        return False
    name, inside = call.groups()
    if inside in _PLURALS and len(name) > 2 and name.islower() and name not in FUNCTIONS:
        return False
    known = name.lower() in FUNCTIONS or len(name) == 1
    return known or bool(inside.strip() and _ARGUMENT.fullmatch(inside)) or _is_call(inside)
