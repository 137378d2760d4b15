"""A formula's signs one by one: LaTeX, plain notation and raised or lowered characters alike."""

from __future__ import annotations

import itertools
import re
import unicodedata

from drill.voice.spoken_words import FUNCTIONS, LATEX

WORDS = "\\words "
"""Begins a piece that is plain words."""

_TOKEN = re.compile(
    r"\\(?:[A-Za-z]+|.)|\d+(?:\.\d+)?|[A-Za-z]+|:=|->|=>|<=|>=|!=|==|\|\||\*\*|\.\.\.|[^\s]",
    re.DOTALL,
)
_WORDS_INSIDE = {"text", "mathrm", "operatorname", "textbf", "textit", "mbox", "mathit"}
_INVISIBLE = {
    "left", "right", "big", "Big", "bigg", "Bigg", "displaystyle", "limits", "quad", "qquad",
    "mathbf", "mathbb", "mathcal", "boldsymbol", "bm", ",", ";", ":", "!", " ", "\\",
}  # fmt: skip


def pieces_of(source: str) -> list[str]:
    """LaTeX commands become the signs they stand for; runs of letters become names or letters."""
    tokens: list[str] = []
    pieces = _TOKEN.findall(_flat(source))
    while pieces:
        piece = pieces.pop(0)
        command = piece[1:] if piece.startswith("\\") else ""
        if command in _WORDS_INSIDE and pieces and pieces[0] == "{":
            end = pieces.index("}") if "}" in pieces else len(pieces)
            tokens.append(WORDS + " ".join(pieces[1:end]))
            del pieces[: end + 1]
        elif command in _INVISIBLE:
            continue
        elif command:
            sign = LATEX.get(command, command)
            tokens += _names(sign) if sign.isascii() and sign in FUNCTIONS else [sign]
        elif piece.isascii() and piece.isalpha():
            tokens += _names(piece)
        else:
            tokens.append({"**": "^", "||": "‖", "...": "…"}.get(piece, piece))
    return [piece for piece in tokens if piece.strip()]


def _flat(source: str) -> str:
    """Raised and lowered characters as `^` and `_`."""
    flat = []
    for sign, run in itertools.groupby(source, _lifted):
        characters = list(run)
        plain = "".join(unicodedata.normalize("NFKC", c) for c in characters)
        flat.append(f"{sign}{{{plain}}}" if sign else "".join(characters))
    return "".join(flat)


def _lifted(character: str) -> str:
    """`^` or `_` for a raised or lowered character."""
    kind = unicodedata.decomposition(character)
    if kind.startswith("<super>"):
        return "^"
    return "_" if kind.startswith("<sub>") else ""


def _names(run: str) -> list[str]:
    """A run of letters: one name, or letters that stand side by side (`QK`, `xy`)."""
    lower = run.lower()
    if lower in FUNCTIONS:
        return [lower]
    if run in ("pi", "Pr") or (len(run) == 2 and run[0] == "d"):
        return [run]
    if len(run) > 3 or (len(run) == 3 and not run.isupper()):
        return [run]
    return list(run)
