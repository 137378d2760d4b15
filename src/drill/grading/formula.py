"""Formulas as they are spoken: both sides become the same tokens, then their order is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from drill.grading import numerals
from drill.grading.fold import bag, fold
from drill.grading.fuzzy import common
from drill.grading.sound import LETTERS
from drill.grading.stems import stem

FUNCTIONS = bag(
    "softmax exp log ln sin cos tan root transpose lim sum max min sigmoid tanh relu var det"
)
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bsqrt\b|√", " root "),
        (r"\bsquare (?:root|route)s?(?: of)?\b|\b(?:root|route) of\b|\broute\b", " root "),
        (r"\bsoft ?-?max\b|\bsof max\b", " softmax "),
        (r"\bsquared\b|\bto the second\b", " ^ 2 "),
        (r"\bcubed\b", " ^ 3 "),
        (r"(?<=[a-z])([23])\b", r" ^ \1 "),
        (r"\b(?:raised )?to the (?:power (?:of )?)?", " ^ "),
        (r"\^ ?t\b|\btransposed?\b", " transpose "),
        (r"±|\bplus (?:or )?minus\b|\badd or subtract\b|\+/-", " ± "),
        (r"\b(?:divided by|over|upon|divided through)\b", " / "),
        (r"\b(?:plus|add(?:ed)?(?: to)?)\b", " + "),
        (r"\b(?:minus|less|negative(?: of)?|take away)\b", " - "),
        (r"\b(?:equals?(?: to)?|is equal to)\b", " = "),
        (r"\b(?:at most|less than or equal(?: to)?)\b|≤|<=", " ≤ "),
        (r"\b(?:at least|greater than or equal(?: to)?)\b|≥|>=", " ≥ "),
        (r"\b(?:one |a )?half(?: of| the)?\b|½|\b1 ?/ ?2\b|/ 2\b(?! ?[a-z(])", " half "),
        (r"\b(?:one|a) third(?: of)?\b|\b1 ?/ ?3\b", " third "),
        (r"\bgive or take\b", " ± "),
        (r"\breciprocal(?: of)?\b", " 1 / "),
        (r"\btwice\b|\bdouble\b", " 2 "),
        (r"\blambda\b", " λ "),
        (r"\bpi\b", " π "),
        (r"\bdelta\b", " Δ "),
        (r"\bsigma\b", " σ "),
        (r"\bmu\b", " μ "),
        (r"\btheta\b", " θ "),
        (r"\bomega\b", " ω "),
        (r"\brho\b", " ρ "),
    )
)
_SUBTRACT_FROM = re.compile(r"\bsubtract (.{1,40}?) from (.{1,40}?)(?=,| and |$)")
_DIVIDE_BY = re.compile(r"\bdivid(?:e|ing)\b(.{1,60}?)\bby\b")
_MULTIPLY_BY = re.compile(r"\bmultipl(?:y|ying|ied)\b(.{1,60}?)\b(?:by|with)\b")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[-+/^=±≤≥<>∝∑∫]")
_IGNORED = bag(
    "of the a an all by and is it that then you take put everything whole quantity lot finally so "
    "your we get to times multiplied multiply in with what this those be are result um uh er number"
)
_VOWEL = re.compile("[aeiou]")
_ONE = ("one",)
_OPERATORS = frozenset("+-/^±≤≥<>")
_LEGEND = re.compile(r"\n\s*(?:where\b|[A-Za-z]\s*=\s*[a-z]{3,})|,\s*where\b")
_ASIDE = re.compile(r"\((?:about|approximately|at|in|for|e\.g\.|i\.e\.)[^()]*\)")
_DEFINED = re.compile(r"\b([A-Za-z])\s*(?:=|is(?: the)?|are(?: the)?)\s*(?:the )?([a-z]{3,})")
_NAMED = re.compile(r"\b([a-z]{3,}) ([A-Z])\b")


@dataclass(frozen=True)
class FormulaMatch:
    """A formula compared with what was said."""

    wanted: tuple[str, ...]
    """Tokens of the reference."""
    said: tuple[bool, ...]
    """Which of them were said, in order."""
    recall: float
    """Share of the reference's tokens said in order."""
    loose: float
    """Share said in any order."""
    precision: float
    """Share of what was said that belongs there."""
    clash: tuple[str, ...]
    """Operators said that do not belong, or left out where all the letters are there."""
    functions_missing: tuple[str, ...]
    rigid: bool
    """The order matters: there is a minus, a division, a power or a function in it."""


def compare(reference: str, question: str, answer: str) -> FormulaMatch:
    """Compare a spoken or typed formula with the reference. Pure; never raises."""
    wanted, names = _wanted(reference, question)
    spoken = _right_side(_tokens(answer, names, frozenset(wanted)))
    kept = common(list(wanted), spoken)
    left = list(spoken)
    said: list[bool] = []
    for token in wanted:
        said.append(token in left)
        if said[-1]:
            left.remove(token)
    recall = kept / max(len(wanted), 1)
    loose = sum(said) / max(len(wanted), 1)
    foreign = [t for t in left if t in "+-/±≤≥<>^" and t not in wanted]
    letters = [ok for t, ok in zip(wanted, said, strict=True) if t not in _OPERATORS]
    if letters and sum(letters) >= 0.85 * len(letters):
        foreign += [t for t, ok in zip(wanted, said, strict=True) if not ok and t in _OPERATORS]
    functions = tuple(t for t, ok in zip(wanted, said, strict=True) if t in FUNCTIONS and not ok)
    precision = kept / max(len(spoken), 1)
    rigid = any(t in "-/^<>≤≥±" or t in FUNCTIONS for t in wanted)
    return FormulaMatch(
        wanted, tuple(said), recall, loose, precision, tuple(foreign), functions, rigid
    )


@lru_cache(maxsize=256)
def _wanted(reference: str, question: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    body = _LEGEND.split(reference)[0]
    body = _ASIDE.sub(" ", body)
    names = _names(f"{question}\n{reference}")
    tokens = _tokens(body, (), frozenset())
    if "=" in tokens:
        at = tokens.index("=")
        if at <= 4 and len(tokens) - at > 1:
            tokens = tokens[at + 1 :]
    return tuple(each for each in tokens if each != "="), names


def _names(text: str) -> tuple[tuple[str, str], ...]:
    """What the letters stand for, where the card says it: "Q = queries", "edges E"."""
    names = {stem(word, "en"): letter.lower() for letter, word in _DEFINED.findall(text)}
    names.update({stem(fold(word), "en"): letter.lower() for word, letter in _NAMED.findall(text)})
    return tuple(names.items())


def _tokens(text: str, names: tuple[tuple[str, str], ...], wanted: frozenset[str]) -> list[str]:
    spoken = fold(text).replace("*", " ").replace("_", " ").replace("−", "-")
    spoken = _SUBTRACT_FROM.sub(r"\2 - \1", spoken)
    spoken = _DIVIDE_BY.sub(r"\1 / ", spoken)
    spoken = _MULTIPLY_BY.sub(r"\1 ", spoken)
    for pattern, replacement in _PHRASES:
        spoken = pattern.sub(replacement, spoken)
    known = dict(names)
    raw = _acronyms(_TOKEN.findall(spoken), wanted)
    tokens: list[str] = []
    at = 0
    while at < len(raw):
        token = raw[at]
        number = numerals.spoken(raw, at) if token.isalpha() else None
        if number is not None:
            tokens.append(numerals.show(number[0]))
            at += number[1]
            continue
        at += 1
        if token in _ONE:
            tokens.append("1")
        elif token[0].isdecimal():
            tokens.append(numerals.show(float(token)) if len(token) < 16 else token)
        elif len(token) == 1 or not token.isalpha():
            turned = (tokens[-1:], token) == (["k"], "t") and "transpose" in wanted
            tokens.append("transpose" if turned else token)
        elif LETTERS.get(token, "?") in wanted and token not in wanted:
            tokens.append(LETTERS[token])
        elif token in _IGNORED:
            continue
        else:
            tokens.extend(_word(token, known, wanted))
    return tokens


def _acronyms(raw: list[str], wanted: frozenset[str]) -> list[str]:
    """ "true positives" is tp where the formula has TP."""
    joined: list[str] = []
    for token in raw:
        if joined and len(token) > 2 and len(joined[-1]) > 2 and joined[-1][0] + token[0] in wanted:
            joined[-1] = joined[-1][0] + token[0]
        else:
            joined.append(token)
    return joined


def _word(token: str, known: dict[str, str], wanted: frozenset[str]) -> list[str]:
    root = stem(token, "en")
    if token in wanted or root in wanted:
        return [token if token in wanted else root]
    if token in FUNCTIONS:
        return [token]
    if root in known and known[root] in wanted:
        return [known[root]]
    if wanted and len(token) >= 4 and token[0] in wanted and root not in wanted:
        return [token[0]]  # "consumption" for C
    letters = list(token)
    fits = all(x in wanted or x == "t" for x in letters) if wanted else not _VOWEL.search(token)
    if len(token) <= 4 and fits:
        return ["transpose" if x == "t" and "transpose" in wanted else x for x in letters]
    return [root]


def _right_side(tokens: list[str]) -> list[str]:
    """What stands behind the equals sign, when a short left side stands before it."""
    if "=" in tokens:
        at = tokens.index("=")
        if at <= 6 and len(tokens) - at > 1:
            tokens = tokens[at + 1 :]
    return [each for each in tokens if each != "="]
