"""Who does what: two things whose roles or properties an answer exchanged."""

from __future__ import annotations

from drill.grading.align import Alignment
from drill.grading.contrast import opposites
from drill.grading.fold import bag
from drill.grading.words import Word

NEAR = 7
"""Words between a thing and its property, at most."""

_SAME_PIVOT = {"into": "to", "onto": "to"}
_PIVOTS = bag("to into onto from than per over by before after versus")


def turned_around(reference: tuple[Word, ...], answer: tuple[Word, ...]) -> list[tuple[str, str]]:
    """Pairs of stems said the other way round: "text to speech" for "speech to text"."""
    pairs = _around(reference)
    if not pairs:
        return []
    return [
        (right, left)
        for pivot, left, right in sorted(_around(answer))
        if left != right and (pivot, right, left) in pairs and (pivot, left, right) not in pairs
    ]


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


def exchanged(
    reference: tuple[Word, ...],
    answer: tuple[Word, ...],
    alignment: Alignment,
    asked: frozenset[str],
    headings: tuple[tuple[str, ...], ...],
) -> list[tuple[str, str]]:
    """Pairs of stems whose properties were exchanged: encoder and decoder, past and future.

    In the reference and in the answer each property goes with one of the two; when clearly more of
    them changed sides than stayed, the two were exchanged. `asked` are the question's stems,
    `headings` the stems of the reference's headings.
    """
    said: dict[str, str] = {}
    for at, match in enumerate(alignment.matches):
        if match.first >= 0 and reference[at].content and match.credit >= 0.7:
            said.setdefault(reference[at].stem, answer[match.first].stem)
    found: list[tuple[str, str]] = []
    opposed = _opposed_pairs(reference)
    titled = _title_pairs(headings) + _heads(reference, asked)
    for one, other in dict.fromkeys(opposed + titled):
        if one not in said or other not in said or said[one] == said[other]:
            continue
        under_headings = (one, other) in titled
        ours = (_bodies if under_headings else _sides)(reference, one, other)
        theirs = _sides(answer, said[one], said[other])
        stayed = changed = 0
        for stem, side in ours.items():
            spoken = said.get(stem)
            if spoken in theirs and spoken not in (said[one], said[other]):
                stayed += theirs[spoken] == side
                changed += theirs[spoken] != side
        if changed > 2 * stayed:
            found.append((one, other))
    return found


def _opposed_pairs(reference: tuple[Word, ...]) -> list[tuple[str, str]]:
    stems = list(dict.fromkeys(word.stem for word in reference if word.content))
    present = set(stems)
    return [
        (one, other)
        for one in stems
        for other in sorted(opposites(one) & present)
        if one < other and not _coordinated(reference, one, other)
    ]


def _title_pairs(headings: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    return [
        (left[0], right[0]) for at, left in enumerate(headings) for right in headings[at + 1 :]
    ][:10]


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
