"""Formulas as they are said: `softmax(QK^T/sqrt(d_k))V` -> "softmax of Q K transpose over square
root of d k, times V". LaTeX and plain notation; never fails, whatever it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drill.voice.formula_pieces import WORDS, pieces_of
from drill.voice.spoken_words import (
    ACCENTS,
    FUNCTIONS,
    GREEK,
    OPERATORS,
    POWERS,
    RELATIONS,
    SIGNS,
    TIMES,
)

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BIG = {"∑", "∏", "∫"}
_PROBABILITIES = {"P", "p", "Pr"}
_DEEPEST = 60
"""Things inside things that are followed; what is deeper is left out."""

_ATOM, _PRODUCT, _SUM, _STATEMENT = range(4)


@dataclass(frozen=True)
class _Said:
    """A part of the formula in words."""

    words: str
    weight: int = _ATOM
    """How loosely it holds together: `_ATOM` to `_STATEMENT`."""
    trails: bool = False
    """It ends in "of ..." with several words: what follows needs a comma before it."""


def say_formula(source: str) -> str:
    """The formula in words."""
    words = _Reader(pieces_of(source)).everything()
    return re.sub(r"\s+([,?])", r"\1", re.sub(r"\s+", " ", words)).strip(" ,")


class _Reader:
    """Reads tokens from left to right by precedence: statements, sums, products, powers."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._bar = 0
        """Inside `|...|`, where a bar closes."""
        self._given = 0
        """Inside a probability, where a bar means "given"."""

    def everything(self) -> str:
        """All of it, closing signs without a partner left out."""
        words = []
        while self._at < len(self._tokens):
            before = self._at
            words.append(self._list().words)
            if self._at == before:  # nothing that begins anything: a stray closing sign
                self._at += 1
        return " ".join(words)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        piece = self._peek()
        self._at += 1
        return piece

    def _list(self) -> _Said:
        """Statements with commas between them."""
        parts = [self._statement()]
        while self._peek() in (",", ";"):
            self._take()
            parts.append(self._statement())
        if len(parts) == 1:
            return parts[0]
        return _Said(", ".join(part.words for part in parts), _STATEMENT)

    def _statement(self) -> _Said:
        left = self._sum()
        while (sign := self._peek()) in RELATIONS or (sign == "|" and self._given):
            self._take()
            right = self._sum()
            word = "given" if sign == "|" else RELATIONS[sign]
            comma = "," if left.trails and sign != "|" else ""
            left = _Said(f"{left.words}{comma} {word} {right.words}", _STATEMENT, right.trails)
        return left

    def _sum(self) -> _Said:
        left = self._product()
        while (sign := self._peek()) in OPERATORS:
            self._take()
            right = self._product()
            left = _Said(f"{left.words} {OPERATORS[sign]} {right.words}", _SUM, right.trails)
        return left

    def _product(self) -> _Said:
        left = self._power()
        while True:
            sign = self._peek()
            if sign in TIMES:
                self._take()
                left = _joined(left, TIMES[sign], self._power())
            elif sign == "/":
                self._take()
                left = _over(left, self._power())
            elif self._begins(sign):
                right = self._power()
                plain = left.weight == _ATOM and (right.weight == _ATOM or sign in FUNCTIONS)
                left = _joined(left, "" if plain else "times", right)
            else:
                return left

    def _begins(self, piece: str) -> bool:
        """Whether a factor may begin with this piece."""
        if not piece or piece in RELATIONS or piece in OPERATORS or piece in ",;)]}^_":
            return False
        if piece in ("|", "‖"):
            return not self._bar and not (piece == "|" and self._given)
        return True

    def _power(self) -> _Said:
        base = self._atom()
        while (sign := self._peek()) and sign in "^_!'′%°":
            self._take()
            if sign == "_":
                base = _Said(f"{base.words} {self._script().words}", base.weight)
            elif sign != "^":
                base = _Said(f"{base.words} {SIGNS[sign]}", base.weight)
            else:
                base = self._raised(base)
        return base

    def _raised(self, base: _Said) -> _Said:
        start = self._at
        exponent = self._script()
        written = "".join(self._tokens[start : self._at]).strip("{}()")
        if written in POWERS:
            words = POWERS[written]
        elif base.words[-1:].isupper() and len(written) == 1 and written.isupper():
            words = written  # a name, as in W^O
        else:
            words = f"to the power of {exponent.words}"
        joint = " " if base.weight == _ATOM and not base.trails else ", all "
        return _Said(f"{base.words}{joint}{words}", trails=words.startswith("to the power"))

    def _script(self) -> _Said:
        """What is raised or lowered: a group or one piece."""
        if self._peek() == "*":
            self._take()
            return _Said("star")
        if self._peek() in _CLOSING:
            return self._group()
        return self._atom()

    def _group(self) -> _Said:
        """What stands in parentheses, which are dropped."""
        closing = _CLOSING[self._take()]
        bar, self._bar = self._bar, 0
        self._depth += 1
        inner = self._list() if self._depth < _DEEPEST else _Said("")
        self._depth -= 1
        self._bar = bar
        if self._peek() == closing:
            self._take()
        return inner

    def _atom(self) -> _Said:
        """The smallest thing that has a meaning of its own."""
        if self._depth >= _DEEPEST:
            self._take()
            return _Said("")
        self._depth += 1
        atom = self._read_atom()
        self._depth -= 1
        return atom

    def _read_atom(self) -> _Said:
        piece = self._peek()
        if not piece or piece in ",;)]}" or piece in RELATIONS:
            return _Said("")
        if piece in OPERATORS:
            self._take()
            inner = self._power()
            return _Said(f"{OPERATORS[piece]} {inner.words}", inner.weight, inner.trails)
        if piece in _CLOSING:
            return self._group()
        self._take()
        if piece in ("|", "‖"):
            return self._between(piece)
        if piece.startswith(WORDS):
            return _Said(piece[len(WORDS) :])
        if piece in _BIG:
            return self._big(SIGNS[piece])
        if piece in ("frac", "dfrac", "tfrac"):
            return _over(self._script(), self._script())
        if piece in ACCENTS:
            return _Said(f"{self._script().words} {ACCENTS[piece]}")
        if piece == "vec":
            return _Said(f"vector {self._script().words}")
        if piece in ("sqrt", "√"):
            return self._root()
        if piece in FUNCTIONS or self._applied(piece):
            return self._application(piece)
        plain = _camel(piece) if piece[0].isalnum() else ""
        return _Said(GREEK.get(piece) or SIGNS.get(piece) or plain)

    def _applied(self, name: str) -> bool:
        """A name directly before a parenthesis is a function; a letter only if it often is one."""
        if self._peek() not in ("(", "["):
            return False
        return name[0].isalpha() and (len(name) > 1 or name in "fghpqrJPQOEFGHLNVσφψΦΓ")

    def _application(self, name: str) -> _Said:
        words = FUNCTIONS.get(name) or GREEK.get(name) or _camel(name)
        while self._peek() in ("_", "^"):
            sign = self._take()
            script = self._script().words
            if sign == "^":
                words += f" {POWERS.get(script, 'to the power of ' + script)}"
            else:
                words += f" as {script}" if name == "lim" else f" {script}"
        if self._peek() not in _CLOSING:
            inner = self._power() if self._begins(self._peek()) else _Said("")
            of = " of" if name == "lim" else ""
            return _Said(f"{words}{of} {inner.words}".strip(), _PRODUCT, inner.trails)
        self._given += name in _PROBABILITIES
        inner = self._group()
        self._given -= name in _PROBABILITIES
        return _Said(f"{words} of {inner.words}", _PRODUCT, inner.weight > _ATOM or inner.trails)

    def _root(self) -> _Said:
        words = "square root"
        if self._peek() == "[":
            degree = self._group().words
            words = "cube root" if degree == "3" else f"root {degree}"
        inner = self._script()
        return _Said(f"{words} of {inner.words}", _PRODUCT, inner.weight > _ATOM)

    def _big(self, words: str) -> _Said:
        """A sum, product or integral with its limits."""
        limits = {"_": "", "^": ""}
        while (sign := self._peek()) in limits:
            self._take()
            limits[sign] = self._script().words
        if limits["_"]:
            words += f" {'from' if limits['^'] else 'over'} {limits['_']}"
        if limits["^"]:
            words += f" to {limits['^']}"
        return _Said(f"{words} of {self._product().words}", _PRODUCT, trails=True)

    def _between(self, bar: str) -> _Said:
        self._bar += 1
        inner = self._list()
        self._bar -= 1
        if self._peek() == bar:
            self._take()
        words = f"{'absolute value' if bar == '|' else 'norm'} of {inner.words}"
        return _Said(words, _PRODUCT, inner.weight > _ATOM or inner.trails)


def _joined(left: _Said, sign: str, right: _Said) -> _Said:
    comma = "," if left.trails and sign else ""
    quantity = "the quantity " if right.weight >= _SUM and sign else ""
    words = f"{left.words}{comma} {sign} {quantity}{right.words}"
    return _Said(words, _PRODUCT if sign else left.weight, right.trails or bool(quantity))


def _over(left: _Said, right: _Said) -> _Said:
    link = ", all over" if left.weight >= _SUM else ", over" if left.trails else " over"
    quantity = "the quantity " if right.weight >= _SUM else ""
    return _Said(
        f"{left.words}{link} {quantity}{right.words}", _PRODUCT, right.trails or bool(quantity)
    )


def _camel(name: str) -> str:
    """`MultiHead` -> `Multi Head`, `dx` -> `d x`."""
    if len(name) == 2 and name[0] == "d" and name.isalpha():
        return f"d {name[1]}"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
