"""Answers made from references: said as one says them (right), or turned against them (wrong).

What a turn makes is now and then still right, or no longer English; for teaching that is good
enough, for measuring it is not.
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

_FILLERS = [
    "um", "uh", "so", "well", "okay so", "I think", "you know", "basically", "it's like", "I'd say",
    "like", "right, so", "hmm",
]  # fmt: skip

_OPPOSITES = (
    "more/less higher/lower high/low increase/decrease increases/decreases larger/smaller "
    "large/small before/after above/below first/last input/output inputs/outputs encoder/decoder "
    "same/different positive/negative always/never open/closed fast/slow faster/slower "
    "long/short longer/shorter left/right inside/outside up/down with/without many/few "
    "most/least strong/weak stronger/weaker hot/cold warm/cool old/new early/late upper/lower "
    "internal/external maximum/minimum true/false rise/fall rises/falls gain/lose gains/loses "
    "add/remove adds/removes past/future parent/child supervised/unsupervised linear/nonlinear "
    "active/passive local/global easy/hard easier/harder better/worse greater/fewer north/south "
    "east/west start/end begins/ends begin/end accept/reject wider/narrower thick/thin "
    "thicker/thinner light/heavy lighter/heavier dark/bright men/women male/female "
    "reduces/raises prevents/causes prevent/cause allow/forbid allows/forbids static/dynamic "
    "public/private buyer/seller supply/demand numerator/denominator acid/base "
    "horizontal/vertical row/column rows/columns sender/receiver client/server host/guest "
    "cause/effect northern/southern eastern/western even/odd rare/common similar/unlike "
    "deep/shallow full/empty only/also together/separately continuous/discrete"
)
_OPPOSITE = {}
for _pair in _OPPOSITES.split():
    _one, _other = _pair.split("/")
    _OPPOSITE[_one], _OPPOSITE[_other] = _other, _one

_VERB = re.compile(
    r"\b(is|are|was|were|can|will|does|do|has|have|must|should|would|could|may|might)\b(?! not)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(not |n't\b|never |no longer )")
_JOINED = re.compile(
    r"^(.{12,}?)(,? whereas |,? while |, but | rather than | instead of | into | from | before "
    r"| after | than )(.{8,})$",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z]+")
_ASIDE = re.compile(r"\([^()]*\)")
_STOPS = re.compile(r"[.,;:!?]")
_SOUNDS = [
    ("ck", "k"), ("ph", "f"), ("tion", "shun"), ("ea", "ee"), ("ie", "y"), ("c", "k"), ("s", "z"),
    ("ou", "ow"), ("er", "a"), ("oo", "u"), ("wh", "w"), ("ight", "ite"),
]  # fmt: skip


class Manner(NamedTuple):
    """How answers are made. All but `misheard` and `split` are probabilities of a step."""

    again: float
    """The reference is said a second time."""
    spared: float
    """A text is not turned."""
    echoed: float
    """A right answer is said once more."""
    misheard: float
    """Of a word."""
    split: float
    """Below this and above 0.4, a misheard long word falls in two."""


GENTLE = Manner(0.6, 0.0, 0.5, 0.05, 0.6)
HARSH = Manner(1.0, 0.6, 0.8, 0.12, 0.8)


def made(
    question: str, reference: str, rights: list[str], rng: random.Random, manner: Manner
) -> list[tuple[str, str]]:
    """(answer, label) pairs for a card whose right answers are known."""
    pairs = [(spoken(reference, rng, manner), "right")]
    if manner.again >= 1 or rng.random() < manner.again:
        pairs.append((spoken(reference, rng, manner), "right"))
    for base in [reference, *rng.sample(rights, min(2, len(rights)))]:
        if manner.spared and rng.random() < manner.spared:
            continue
        turned = turn(base, rng)
        if turned and turned != base:
            pairs.append((spoken(turned, rng, manner, rng.random() < 0.5), "wrong"))
    if rights and rng.random() < manner.echoed:
        pairs.append((spoken(rng.choice(rights), rng, manner), "right"))
    if rng.random() < 0.15:
        pairs.append((spoken(question, rng, manner), "wrong"))
    return pairs


def turn(text: str, rng: random.Random) -> str | None:
    """The text with an opposite, a negation more or less, or two parts exchanged; None if none fits."""
    words = [m for m in _WORD.finditer(text) if m.group().lower() in _OPPOSITE]
    verbs = list(_VERB.finditer(text))
    joined = _JOINED.match(text)
    ways = ["opposite"] * 2 if words else []
    ways += ["deny"] if verbs else []
    ways += ["exchange"] if joined else []
    ways += ["assert"] * 2 if _NOT.search(text) else []
    if not ways:
        return None
    way = rng.choice(ways)
    if way == "opposite":
        word = rng.choice(words)
        return text[: word.start()] + _OPPOSITE[word.group().lower()] + text[word.end() :]
    if way == "deny":
        verb = verbs[0] if rng.random() < 0.7 else rng.choice(verbs)
        return f"{text[: verb.end()]} not{text[verb.end() :]}"
    if way == "assert" or joined is None:
        return _NOT.sub(" ", text, count=1)
    return _exchange(*joined.groups())


def _exchange(left: str, joint: str, right: str) -> str | None:
    one, other = left.split(), right.strip().rstrip(".").split()
    if joint.strip(" ,") in ("whereas", "while", "but"):  # "X does a, whereas Y does b"
        articles = ("a", "an", "the")
        size = 2 if one[0].lower() in articles and other[0].lower() in articles else 1
        if len(one) < 3 or len(other) <= size or one[:size] == other[:size]:
            return None
        return " ".join(other[:size] + one[size:]) + joint + " ".join(one[:size] + other[size:])
    size = min(3, len(one) - 1, len(other))  # "from x to y"
    if size < 1:
        return None
    return " ".join(one[:-size] + other[:size]) + joint + " ".join(one[-size:] + other[size:])


def spoken(text: str, rng: random.Random, manner: Manner, damaged: bool = True) -> str:
    """The text as said and heard: fillers, stutters, dropped articles and, if damaged, misheard words."""
    text = _ASIDE.sub(lambda m: m.group() if rng.random() < 0.5 else "", text)
    words: list[str] = []
    for word in text.split():
        if word.lower() in ("the", "a", "an", "of") and rng.random() < 0.08:
            continue
        heard = word
        if damaged and rng.random() < manner.misheard and word.isalpha() and len(word) > 4:
            heard = _misheard(word, rng, manner)
        if rng.random() < 0.04:
            words.append(rng.choice(("um", "uh", "er", "like")))
        if rng.random() < 0.02:
            words.append(heard)
        words.append(heard)
    said = " ".join(words)
    if rng.random() < 0.5:
        said = _STOPS.sub("", said).lower()
    if rng.random() < 0.45:
        said = rng.choice(_FILLERS) + (", " if rng.random() < 0.5 else " ") + said
    if rng.random() < 0.1:
        said += rng.choice((" I think", " something like that", ", yeah", " that's it"))
    return said


def _misheard(word: str, rng: random.Random, manner: Manner) -> str:
    way = rng.random()
    if way < 0.4:
        for sound, other in rng.sample(_SOUNDS, len(_SOUNDS)):
            if sound in word:
                return word.replace(sound, other, 1)
    if way < manner.split and len(word) > 6:
        at = rng.randint(3, len(word) - 3)
        return f"{word[:at]} {word[at:]}"
    at = rng.randint(1, len(word) - 2)
    return word[:at] + word[at + 1 :]
