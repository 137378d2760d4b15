"""What contradicts: opposite negation, antonyms, exchanged numbers, swapped roles, reversed order."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.grading.align import Alignment
from drill.grading.contrast import PREFIXES, opposites, opposed
from drill.grading.units import close, other_unit, same_quantity
from drill.grading.words import Word

NEAR = 7
"""Words between a thing and its property, at most."""

_SAME_PIVOT = {"into": "to", "onto": "to"}
_PIVOTS = frozenset("to into from than per over by before after versus".split())


@dataclass
class Clash:
    """What an answer says against the reference."""

    negated: set[int] = field(default_factory=set)
    """Reference words said under the opposite negation."""
    opposite: set[int] = field(default_factory=set)
    """Reference words whose opposite was said instead."""
    words: list[str] = field(default_factory=list)
    """The opposite words that were said."""
    numbers: list[str] = field(default_factory=list)
    """Numbers said that the card does not have."""
    missing_numbers: int = 0
    unit: str = ""
    """A unit said with the right number where the card has another unit."""
    swapped: list[tuple[str, str]] = field(default_factory=list)
    """Pairs whose roles were exchanged."""

    @property
    def places(self) -> set[int]:
        """Every reference word contradicted."""
        return self.negated | self.opposite


def clashes(
    reference: tuple[Word, ...],
    weights: tuple[float, ...],
    answer: tuple[Word, ...],
    alignment: Alignment,
    asked: frozenset[str],
    headings: tuple[tuple[str, ...], ...] = (),
) -> Clash:
    """Compare polarity, opposites, numbers and roles of an aligned answer."""
    clash = Clash()
    _polarity(reference, weights, answer, alignment, clash)
    _antonyms(reference, weights, answer, alignment, asked, clash)
    _numbers(reference, answer, asked, clash)
    _pivots(reference, answer, clash)
    _poles(reference, answer, alignment, asked, headings, clash)
    return clash


def _polarity(
    reference: tuple[Word, ...],
    weights: tuple[float, ...],
    answer: tuple[Word, ...],
    alignment: Alignment,
    clash: Clash,
) -> None:
    for at, match in enumerate(alignment.matches):
        if match.credit < 0.85 or weights[at] == 0:
            continue
        word = reference[at]
        said = answer[match.first]
        if (
            word.negated != said.negated
            and not _also(reference, at)
            and not _elsewhere(answer, said)
        ):
            clash.negated.add(at)


def _also(reference: tuple[Word, ...], at: int) -> bool:
    """The reference itself says the word with both polarities."""
    word = reference[at]
    return any(other.stem == word.stem and other.negated != word.negated for other in reference)


def _elsewhere(answer: tuple[Word, ...], said: Word) -> bool:
    """The answer says the word with both polarities ("not hidden ... the hidden one")."""
    return any(other.stem == said.stem and other.negated != said.negated for other in answer)


def _antonyms(
    reference: tuple[Word, ...],
    weights: tuple[float, ...],
    answer: tuple[Word, ...],
    alignment: Alignment,
    asked: frozenset[str],
    clash: Clash,
) -> None:
    own = {word.stem for word in reference}
    foreign = [
        (place, word)
        for place, word in enumerate(answer)
        if word.content or word.text in _SMALL_OPPOSITES
        if word.stem not in own and word.stem not in asked and place not in alignment.used
    ]
    said = {word.stem for word in answer}
    for at, word in enumerate(reference):
        if not word.content and word.text not in _SMALL_OPPOSITES or word.value is not None:
            continue
        for _place, other in foreign:
            if other.value is None and opposed(word.stem, other.stem):
                if word.stem in said and alignment.matches[at].credit == 1.0:
                    continue
                if other.negated == word.negated and other.text not in clash.words:
                    clash.opposite.add(at)
                    clash.words.append(other.text)
    # A prefix left out: "supervised" for "self-supervised", both for "unsupervised".
    for at, word in enumerate(reference[:-1]):
        following = reference[at + 1]
        if word.text == "self" and following.text.startswith("supervis"):
            spoken = [k for k, other in enumerate(answer) if other.stem == following.stem]
            if spoken and not any(k and answer[k - 1].text == "self" for k in spoken):
                if "selfsupervis" not in said:
                    clash.opposite.add(at)
                    clash.words.append(following.text)


_SMALL_OPPOSITES = frozenset(
    "before after above below over under all none always never more less most least "
    "many few same different".split()
)


def _numbers(
    reference: tuple[Word, ...], answer: tuple[Word, ...], asked: frozenset[str], clash: Clash
) -> None:
    wanted = {word.value for word in reference if word.value is not None}
    if not wanted:
        return
    said = {word.value for word in answer if word.value is not None}
    if same_quantity(reference, answer):
        return
    clash.unit = other_unit(reference, answer) or ""
    clash.missing_numbers = sum(not any(close(one, other) for other in said) for one in wanted)
    for word in answer:
        if word.value is None or word.negated or word.stem in asked:
            continue
        if not any(close(word.value, one) for one in wanted):
            clash.numbers.append(word.text)


def _pivots(reference: tuple[Word, ...], answer: tuple[Word, ...], clash: Clash) -> None:
    """ "text to speech" for "speech to text"."""
    pairs = _around(reference)
    if not pairs:
        return
    for pivot, left, right in _around(answer):
        if left != right and (pivot, right, left) in pairs and (pivot, left, right) not in pairs:
            clash.swapped.append((right, left))


def turned_around(reference: tuple[Word, ...], answer: tuple[Word, ...]) -> bool:
    """Whether the answer has a "from A to B" of the reference the other way round."""
    clash = Clash()
    _pivots(reference, answer, clash)
    return bool(clash.swapped)


def _around(words: tuple[Word, ...]) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for at, word in enumerate(words):
        if word.text not in _PIVOTS:
            continue
        left = next((w.stem for w in reversed(words[max(0, at - 3) : at]) if w.content), None)
        right = next((w.stem for w in words[at + 1 : at + 4] if w.content), None)
        if left and right:
            found.add((_SAME_PIVOT.get(word.text, word.text), left, right))
    return found


def _poles(
    reference: tuple[Word, ...],
    answer: tuple[Word, ...],
    alignment: Alignment,
    asked: frozenset[str],
    headings: tuple[tuple[str, ...], ...],
    clash: Clash,
) -> None:
    """Two contrasted things whose properties were exchanged: encoder and decoder, past and future."""
    stems = [word.stem for word in reference if word.content]
    present = set(stems)
    placed: dict[str, list[int]] = {}
    for at, match in enumerate(alignment.matches):
        if match.first >= 0 and reference[at].content and match.credit >= 0.7:
            placed.setdefault(reference[at].stem, []).append(match.first)
    pairs = [
        (one, other)
        for one in dict.fromkeys(stems)
        for other in opposites(one) & present
        if one < other
    ]
    pairs = [pair for pair in pairs if not _coordinated(reference, *pair)]
    titles = [
        (one, other)
        for at, left in enumerate(headings)
        for right in headings[at + 1 :]
        for one in left[:1]
        for other in right[:1]
    ][:10]
    heads = _heads(reference, asked)
    for one, other in [*pairs, *heads, *titles]:
        if one not in placed or other not in placed:
            continue
        if (one, other) in titles or (one, other) in heads:
            ours = _bodies(reference, one, other)
        else:
            ours = _sides(reference, one, other)
        theirs = _sides(answer, answer[placed[one][0]].stem, answer[placed[other][0]].stem)
        agree = disagree = 0
        for stem, side in ours.items():
            if stem in (one, other) or stem not in placed:
                continue
            spoken = answer[placed[stem][0]].stem
            if spoken in theirs:
                if theirs[spoken] == side:
                    agree += 1
                else:
                    disagree += 1
        if disagree > 2 * agree:
            clash.swapped.append((one, other))


def _coordinated(words: tuple[Word, ...], one: str, other: str) -> bool:
    """The two stand side by side in one phrase ("encoder and decoder"): they share their roles."""
    ones = [at for at, word in enumerate(words) if word.stem == one]
    others = [at for at, word in enumerate(words) if word.stem == other]
    return any(
        abs(left - right) <= 3
        and any(w.text in ("and", "or") for w in words[min(left, right) : max(left, right)])
        for left in ones
        for right in others
    ) or any(abs(left - right) == 1 for left in ones for right in others)


def _heads(reference: tuple[Word, ...], asked: frozenset[str]) -> list[tuple[str, str]]:
    """Two things the question asks about that each open a clause of the reference."""
    opening: dict[str, int] = {}
    seen: set[int] = set()
    for word in reference:
        if word.content and word.clause not in seen:
            seen.add(word.clause)
            if word.stem in asked and word.stem not in opening:
                opening[word.stem] = word.clause
    heads = list(opening)
    return [(one, other) for i, one in enumerate(heads) for other in heads[i + 1 :]][:4]


def _bodies(words: tuple[Word, ...], one: str, other: str) -> dict[str, int]:
    """Content words by the heading they stand under: the last of the two before them."""
    sides: dict[str, int] = {}
    doubtful: set[str] = set()
    side = -1
    for word in words:
        if word.stem in (one, other):
            side = 0 if word.stem == one else 1
        elif word.content and side >= 0:
            if sides.get(word.stem, side) != side:
                doubtful.add(word.stem)
            sides[word.stem] = side
    return {stem: side for stem, side in sides.items() if stem not in doubtful}


def _sides(words: tuple[Word, ...], one: str, other: str) -> dict[str, int]:
    """Content words by the pole they stand with: the nearest pole before them, else after them."""
    poles = [
        (at, 0 if word.stem == one else 1)
        for at, word in enumerate(words)
        if word.stem in (one, other)
    ]
    sides: dict[str, int] = {}
    doubtful: set[str] = set()
    for at, word in enumerate(words):
        if not word.content or word.stem in (one, other):
            continue
        same = sorted(
            (abs(at - place), side) for place, side in poles if words[place].clause == word.clause
        )
        same = same or sorted((abs(at - place), side) for place, side in poles)
        if not same or same[0][0] > NEAR:
            continue
        if len(same) > 1 and same[0][0] == same[1][0] and same[0][1] != same[1][1]:
            continue
        side = same[0][1]
        if sides.get(word.stem, side) != side:
            doubtful.add(word.stem)
        sides[word.stem] = side
    return {stem: side for stem, side in sides.items() if stem not in doubtful}


__all__ = ["PREFIXES", "Clash", "clashes"]
