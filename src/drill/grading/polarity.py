"""What contradicts: opposite negation, opposites, other numbers and units, exchanged roles."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.grading.align import Alignment
from drill.grading.contrast import opposed
from drill.grading.fold import bag
from drill.grading.roles import exchanged, turned_around
from drill.grading.units import close, other_unit, same_quantity
from drill.grading.words import Word


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
    clash.swapped = [
        *turned_around(reference, answer),
        *exchanged(reference, answer, alignment, asked, headings),
    ]
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
        if (not word.content and word.text not in _SMALL_OPPOSITES) or word.value is not None:
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
            whole = any(k and answer[k - 1].text == "self" for k in spoken)
            if spoken and not whole and "selfsupervis" not in said:
                clash.opposite.add(at)
                clash.words.append(following.text)


_SMALL_OPPOSITES = bag(
    "before after above below over under all none always never more less most least "
    "many few same different"
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
