"""True or false: which side an answer takes. What it opens with decides; the last correction wins."""

from __future__ import annotations

import re
from enum import Enum

from drill.grading.fold import bag
from drill.grading.words import Piece


class Side(Enum):
    """The side an answer takes."""

    TRUE = "true"
    FALSE = "false"
    BOTH = "both"
    NONE = "none"

    def turned(self) -> Side:
        """The other side."""
        return {Side.TRUE: Side.FALSE, Side.FALSE: Side.TRUE}.get(self, self)


_SAYS_TRUE = bag("true correct accurate right")
_SAYS_FALSE = bag("false untrue incorrect wrong inaccurate")
_YES = bag("yes yeah yep yup yea aye agree agreed indeed exactly affirmative")
_NO = bag("no nope nah nay disagree negative")
_HEARD_TRUE = bag("threw through drew tru chew troo tree truth crew trough")
_HEARD_FALSE = bag("falls fall fails fault fouls force faults faults fours fols")
_NOT = bag("not never hardly")
_SUBJECTS = bag("it that this statement one answer claim its thats")
_LINKS = bag("is be not actually definitely certainly so say with")
_COUNTED = bag("positive negative positives negatives")
_UNDECIDED = re.compile(
    r"\btrue (?:or|and) (?:it (?:is|could be|might be) |is |maybe |perhaps )*false\b"
    r"|\bfalse (?:or|and) (?:it (?:is|could be|might be) |is |maybe |perhaps )*true\b"
    r"|\bfifty fifty\b|\beither way\b"
)


def side(cut: list[Piece], negated_statement: bool = False) -> Side:
    """The side taken in tidied pieces. `negated_statement`: the statement itself says "not", so
    that "no, they do" and "yes, they do" both deny it and "no, they don't" agrees with it."""
    texts = [piece.text for piece in cut]
    if _UNDECIDED.search(" ".join(texts)):
        return Side.BOTH
    if texts[1:2] == ["not"] and texts[0] in ("definitely", "certainly", "absolutely", "surely"):
        return Side.FALSE
    if "not so" in " ".join(texts[:5]):
        return Side.FALSE
    firm = _firm(cut, texts)
    values = [value for _, value, _ in firm]
    if firm:
        if len(set(values)) == 1:
            return values[0]
        return _of_both(cut, texts, firm)
    for at, text in enumerate(texts[:6]):
        if at and not cut[at].pause and texts[at - 1] not in ("i", "would", "say"):
            continue
        taken = Side.TRUE if text in _YES else Side.FALSE if text in _NO else None
        if taken is None:
            continue
        if not negated_statement:
            return taken
        denies = any(word in _NOT or word == "neither" for word in texts[at + 1 : at + 8])
        return Side.TRUE if denies else Side.FALSE if len(texts) > at + 1 else taken
    if texts and "agree" in texts[:7]:
        return Side.FALSE if _NOT & set(texts[:6]) else Side.TRUE
    opening = texts[:1] if len(texts) > 4 else texts[-1:] + texts[:1]
    for text in opening:
        if text in _HEARD_TRUE:
            return Side.TRUE
        if text in _HEARD_FALSE:
            return Side.FALSE
    return Side.NONE


def _firm(cut: list[Piece], texts: list[str]) -> list[tuple[int, Side, bool]]:
    """Where the answer says true or false in so many words: place, side, "it is ..." form."""
    found: list[tuple[int, Side, bool]] = []
    for at, text in enumerate(texts):
        if text in _SAYS_TRUE:
            taken = Side.TRUE
        elif text in _SAYS_FALSE or (
            at <= 1 and text in _HEARD_FALSE and (at == 0 or texts[0] in _SUBJECTS)
        ):
            taken = Side.FALSE
        else:
            continue
        before = texts[max(0, at - 3) : at]
        declared = (
            bool(before)
            and before[-1] in _LINKS
            and (bool(_SUBJECTS & set(texts[max(0, at - 4) : at])) or at <= 3)
        )
        alone = at == 0 or bool(cut[at].pause) or at == len(texts) - 1 or text in ("true", "false")
        if text in ("right", "correct", "wrong", "accurate") and not (
            at <= 4 and (declared or at == 0)
        ):
            continue
        if not (declared or alone):
            continue
        follows = texts[at + 1] if at + 1 < len(texts) else ""
        buried = at and not declared and not cut[at].pause
        if (
            buried
            and text in ("true", "false")
            and (follows in _COUNTED or 6 < at < len(texts) - 1)
        ):
            continue
        if _NOT & set(before):
            taken = taken.turned()
        found.append((at, taken, declared))
    return found


def _of_both(cut: list[Piece], texts: list[str], firm: list[tuple[int, Side, bool]]) -> Side:
    """Both words are there: undecided, or one is explained away."""
    if "or" in texts[firm[0][0] : firm[-1][0]]:
        return Side.BOTH
    declared = [value for _, value, is_declared in firm if is_declared]
    if declared:
        return declared[-1]
    if firm[1][0] - firm[0][0] <= 2 or len(texts) <= 4:
        return Side.BOTH
    return firm[0][1]
