"""Which content words of a reference were said, however they were spelled, split or paraphrased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from drill.grading import fuzzy, sound
from drill.grading.contrast import opposed
from drill.grading.heard import LONGEST, Heard
from drill.grading.synonyms import synonyms
from drill.grading.units import close
from drill.grading.words import Word

__all__ = ["MISSED", "SOUND", "Alignment", "Heard", "Match", "align"]

EXACT, SPELLING, SOUND, DENIED, SYNONYM = 1.0, 0.95, 0.9, 0.8, 0.75
"""Credit for a word by the way it was matched."""


class Match(NamedTuple):
    """How one word of the reference was said."""

    credit: float
    """0 (missed) to 1 (the same word)."""
    first: int
    """Index of the first answer word; -1 when missed."""
    last: int
    """Index of the last answer word (more than one when it was split)."""


MISSED = Match(0.0, -1, -1)


@dataclass(frozen=True)
class Alignment:
    """Every word of the reference with its match; small words have none."""

    matches: tuple[Match, ...]
    """One for each word of the reference."""
    used: frozenset[int]
    """Answer words that matched something."""


def align(reference: tuple[Word, ...], heard: Heard) -> Alignment:
    """Find every content word of the reference in the answer."""
    matches = [MISSED] * len(reference)
    used: set[int] = set()
    wanted = [at for at, word in enumerate(reference) if word.content]
    for search in (_same, _split, _near, _denied, _by_sound, _by_meaning):
        for at in wanted:
            if matches[at].credit == 0.0:
                match = search(reference, at, heard, used)
                if match is not None:
                    matches[at] = match
                    used.update(range(match.first, match.last + 1))
    _glued(reference, heard, matches, used)
    _initials(reference, heard, matches, used)
    return Alignment(tuple(matches), frozenset(used))


def _pick(places: list[int], used: set[int], prefer: bool = False) -> int:
    """The first place not used yet, else the first: one word may answer for two."""
    for place in places:
        if place not in used:
            return place
    return places[0]


def _same(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    word = reference[at]
    places = heard.by_text.get(word.text)
    if places is None and word.value is not None:
        near = [
            k
            for k, w in enumerate(heard.words)
            if w.value is not None and close(w.value, word.value)
        ]
        places = near or None
    if places is None and word.value is None:
        places = heard.by_stem.get(word.stem)
    if places is None:
        return None
    chosen = _nearest(reference, at, places, heard, used)
    return Match(EXACT, chosen, chosen)


def _nearest(
    reference: tuple[Word, ...], at: int, places: list[int], heard: Heard, used: set[int]
) -> int:
    """Of several places the one with the same neighbour, the same polarity, not used yet."""
    if len(places) == 1:
        return places[0]
    before = reference[at - 1].stem if at else ""
    after = reference[at + 1].stem if at + 1 < len(reference) else ""
    negated = reference[at].negated
    words = heard.words

    def fitness(place: int) -> tuple[int, int]:
        score = 0
        if place not in used:
            score += 2
        if place and words[place - 1].stem == before:
            score += 2
        if place + 1 < len(words) and words[place + 1].stem == after:
            score += 2
        if words[place].negated == negated:
            score += 1
        return score, -place

    return max(places, key=fitness)


def _split(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    """One word of the reference, several in the answer: "multi head", "L S T M"."""
    word = reference[at].text
    if len(word) < 2 or reference[at].value is not None:
        return None
    run = heard.joined.get(word)
    return Match(EXACT, *run) if run else None


def _near(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    """A spelling close by: a typing slip, British or American, another ending."""
    word = reference[at]
    if word.value is not None or len(word.text) < 4:
        return None
    english = heard.known.english
    best, place = 0.0, -1
    size = len(word.text)
    for text, places in heard.by_text.items():
        spoken = heard.words[places[0]]
        if not spoken.content or abs(len(text) - size) > 4 or spoken.value is not None:
            continue
        if text[0] != word.text[0] and size < 7:
            continue
        near = fuzzy.likeness(word.text, text)
        if near < 0.8 and english:
            root = _shared(word.text, text)
            if root >= 5 and root >= 0.62 * max(size, len(text)):
                near = 0.82
        limit = 0.75 if size >= 9 else 0.8
        if near < limit or near <= best or (english and not sound.alike(word.text, text)):
            continue
        if not opposed(word.text, text) and not opposed(word.stem, spoken.stem):
            best, place = near, _pick(places, used)
    return Match(SPELLING, place, place) if place >= 0 else None


def _denied(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    """The opposite under a "not": "without labels" for "unlabeled"."""
    word = reference[at]
    if not heard.known.english or word.value is not None:
        return None
    for other, spoken in enumerate(heard.words):
        if spoken.negated != word.negated and spoken.content and opposed(word.stem, spoken.stem):
            return Match(DENIED, other, other)
    return None


def _shared(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return size


def _by_sound(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    """What a recogniser wrote for the same sound: "in coder", "wave to vec"."""
    word = reference[at]
    if not heard.known.english or word.value is not None:
        return None
    for text in sound.sounds_like(word.text):
        if text in heard.by_text:
            place = _pick(heard.by_text[text], used)
            return Match(SOUND, place, place)
    bone = sound.skeleton(word.text)
    if len(bone) < 3:
        return None
    best, run = 0.0, None
    for other_bone in _bones_near(bone, heard):
        same = other_bone == bone
        limit = (0.62 if len(bone) >= 4 else 0.75) if same else 0.76
        likely = 0.0 if same else fuzzy.likeness(other_bone, bone)
        if not same and 0.5 * likely + 0.5 < limit:
            continue
        for letters, first, last in heard.sounds[other_bone]:
            if abs(len(letters) - len(word.text)) > 4:
                continue
            if not same and len(bone) < 6 and first == last:
                continue
            spelled = fuzzy.likeness(letters, word.text)
            near = 0.2 + spelled if same else 0.5 * likely + 0.5 * spelled
            if near < limit or near <= best or opposed(word.text, letters):
                continue
            parts = heard.words[first : last + 1]
            if not same and any(
                opposed(word.text, part.text) or opposed(word.stem, part.stem) for part in parts
            ):
                continue
            best, run = near, (first, last)
    return Match(SOUND, *run) if run else None


def _bones_near(bone: str, heard: Heard) -> list[str]:
    """Skeletons of the answer that may be this one: the same, or a long one about as long."""
    near = [bone] if bone in heard.sounds else []
    if len(bone) >= 5:
        for size in (len(bone) - 1, len(bone), len(bone) + 1):
            near += [b for b in heard.long_sounds.get(size, ()) if b[0] == bone[0] and b != bone]
    return near


def _by_meaning(reference: tuple[Word, ...], at: int, heard: Heard, used: set[int]) -> Match | None:
    """A general synonym."""
    if not heard.known.english or reference[at].value is not None:
        return None
    for other in synonyms(reference[at].stem):
        places = heard.by_stem.get(other)
        if places:
            place = _pick(places, used)
            return Match(SYNONYM, place, place)
    return None


def _glued(reference: tuple[Word, ...], heard: Heard, matches: list[Match], used: set[int]) -> None:
    """Several words of the reference, one in the answer: "multihead", "softmax"."""
    missed = [word.content and matches[k].credit == 0.0 for k, word in enumerate(reference)]
    for at, word in enumerate(reference):
        run = word.text
        for end in range(at + 1, min(at + 4, len(reference))):
            run += reference[end].text
            if len(run) > LONGEST:
                break
            if not any(missed[at : end + 1]):
                continue
            places = heard.by_text.get(run) or _nearly(run, heard)
            if places:
                for k in range(at, end + 1):
                    matches[k] = Match(EXACT, places[0], places[0])
                    missed[k] = False
                used.add(places[0])


def _nearly(run: str, heard: Heard) -> list[int] | None:
    """Places of a long word spelled nearly like this."""
    if not heard.known.english or len(run) < 7:
        return None
    for size in range(len(run) - 2, len(run) + 3):
        for text in heard.by_length.get(size, ()):
            if fuzzy.likeness(run, text) >= 0.85 and not opposed(run, text):
                return heard.by_text[text]
    return None


def _initials(
    reference: tuple[Word, ...], heard: Heard, matches: list[Match], used: set[int]
) -> None:
    """The reference's words by their first letters: "CPC" for "contrastive predictive coding"."""
    wanted = [at for at, word in enumerate(reference) if word.content and word.value is None]
    for size in (5, 4, 3):
        for first in range(len(wanted) - size + 1):
            span = wanted[first : first + size]
            if any(reference[k].clause != reference[span[0]].clause for k in span):
                continue
            run = "".join(reference[k].text[0] for k in span)
            if len(set(run)) == 1:
                continue
            place = heard.by_text.get(run)
            where = (place[0], place[0]) if place else heard.joined.get(run)
            if where and any(matches[k].credit == 0.0 for k in span):
                if place is None and where[1] - where[0] + 1 < size:
                    continue
                for k in span:
                    matches[k] = Match(SOUND, *where)
                used.update(range(where[0], where[1] + 1))
