"""How English words sound, roughly: a skeleton of consonants that survives a recogniser's spelling.

Skeletons of neighbouring words join ("in coder" and "encoder" are both `NKTR`), so that words a
recogniser split or glued together are found without writing every combination out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drill.grading.fuzzy import likeness

# Spellings to sounds, the longest first. Voiced and unvoiced pairs fall together on purpose.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^wh", "w"),
        (r"^x", "s"),
        (r"2", "t"),
        (r"4", "fr"),
        (r"8", "t"),
        (r"ing$", "n"),
        (r"mb$", "m"),
        (r"tch|ch", "s"),
        (r"[tsc]i(?=[aou])", "s"),
        (r"sch|sh|sc(?=[eiy])", "s"),
        (r"ght", "t"),
        (r"gh", ""),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|cq|qu|q", "k"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"dge|g(?=[eiy])|j", "s"),
        (r"[cg]", "k"),
        (r"z", "s"),
        (r"v", "f"),
        (r"d", "t"),
        (r"b", "p"),
        (r"[^a-z]|[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
)

LETTERS = {
    "ay": "a", "bee": "b", "be": "b", "cee": "c", "see": "c", "sea": "c", "dee": "d", "ee": "e",
    "eff": "f", "gee": "g", "aitch": "h", "eye": "i", "jay": "j", "kay": "k", "okay": "k",
    "el": "l", "ell": "l", "em": "m", "en": "n", "oh": "o", "pee": "p", "pea": "p", "cue": "q",
    "queue": "q", "are": "r", "ar": "r", "ess": "s", "tea": "t", "tee": "t", "you": "u", "vee": "v",
    "double-u": "w", "ex": "x", "why": "y", "zed": "z", "zee": "z",
}  # fmt: skip
"""What a recogniser writes when a letter is spelled out."""

HOMOPHONES = {
    "buy": "by", "bye": "by", "falls": "false", "hole": "whole", "lent": "length",
    "mast": "masked", "mane": "mean", "new": "knew", "root": "route", "sauce": "source",
    "sum": "some", "tacks": "text", "tax": "text", "tex": "text", "there": "their", "threw":
    "through", "too": "to", "two": "to", "vale": "veil", "waited": "weighted", "wait": "weight",
    "waits": "weights", "way": "weigh", "week": "weak", "wright": "right", "write": "right",
    "burt": "bert", "bird": "bert", "birt": "bert", "valley": "value", "valleys": "values",
    "see": "sea", "sell": "cell", "sells": "cells", "plane": "plain", "peace": "piece",
    "principal": "principle", "site": "sight", "cite": "sight", "break": "brake", "hi": "high",
    "steal": "steel", "tale": "tail", "flour": "flower", "soul": "sole", "roll": "role",
    "heel": "heal", "meet": "meat", "night": "knight", "one": "won", "pie": "py", "led": "lead",
    "vain": "vein", "vane": "vein", "born": "borne", "course": "coarse", "days": "daze",
    "discreet": "discrete", "jeans": "genes", "jean": "gene", "mussel": "muscle", "pore": "pour",
    "poor": "pour", "sweet": "suite", "serial": "cereal", "bury": "berry", "chord": "cord",
    "dual": "duel", "idle": "idol", "male": "mail", "pair": "pear", "profit": "prophet",
    "queue": "q", "rain": "reign", "sew": "so", "sun": "son", "time": "thyme", "tied": "tide",
    "waste": "waist", "wood": "would", "hat": "head", "coating": "coding",
}  # fmt: skip
"""Words recognisers confuse, mapped to one of the two. Only used to match, never shown."""


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonants of a lower-case word as they sound; empty where there are none."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word.upper()


def join(skeletons: list[str]) -> str:
    """The skeleton of words run together."""
    joined = ""
    for part in skeletons:
        joined += part[1:] if joined and part and joined[-1] == part[0] else part
    return joined


def alike(left: str, right: str) -> bool:
    """Whether two spellings may be the same word misspelt: they begin and run alike in sound.

    "Regression" is not "progression" though nearly all their letters are the same.
    """
    one, other = skeleton(left), skeleton(right)
    if one == other:
        return True
    if not one or not other or one[0] != other[0]:
        return False
    return likeness(one, other) >= 0.74 or one.startswith(other) or other.startswith(one)


def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for heard, meant in HOMOPHONES.items():
        groups.setdefault(meant, {meant}).add(heard)
    return {word: tuple(sorted(each - {word})) for each in groups.values() for word in each}


_ALIKE = _groups()


def sounds_like(word: str) -> tuple[str, ...]:
    """The words that recognisers write for this one, or for which they write it."""
    return _ALIKE.get(word, ())
