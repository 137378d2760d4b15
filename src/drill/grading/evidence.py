"""Everything measured about one answer to one reference, as numbers a judge can weigh."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from drill.grading.align import Alignment, Heard, align
from drill.grading.demand import OPTIONAL, demand, headings, in_question, sentences
from drill.grading.fold import bag, fold
from drill.grading.fuzzy import token_set
from drill.grading.lexicon import Lexicon
from drill.grading.polarity import Clash, clashes
from drill.grading.rarity import rarity
from drill.grading.speech import admits
from drill.grading.units import close
from drill.grading.words import Word, read_reference


@dataclass(frozen=True)
class Evidence:
    """An answer aligned with a reference, and what was measured."""

    reference: tuple[Word, ...]
    weights: tuple[float, ...]
    alignment: Alignment
    clash: Clash
    values: dict[str, float]
    """Features by name; every value is finite."""

    def __getitem__(self, name: str) -> float:
        return self.values[name]


DIRECTIONS = {
    "coverage": 1,
    "raw": 1,
    "fresh": 1,
    "fresh_said": 1,
    "fresh_count": 0,
    "first": 1,
    "best": 1,
    "worst": 1,
    "last": 1,
    "sentences": 0,
    "wanted": 0,
    "weight": 0,
    "content": 0,
    "words": 0,
    "ratio": 0,
    "precision": 1,
    "purity": 1,
    "novel": -1,
    "echo": 0,
    "against": -1,
    "against_said": -1,
    "negations": 0,
    "opposite": -1,
    "opposites": -1,
    "swaps": -1,
    "order": 0,
    "neighbours": 1,
    "foreign_numbers": -1,
    "missing_numbers": -1,
    "names": 0,
    "rare": 1,
    "rare_said": 1,
    "rare_novel": -1,
    "rare_best": 1,
    "rare_missed": -1,
    "lead": -1,
    "opening": 1,
    "first_number": 1,
    "last_number": 1,
    "unit": -1,
    "pairs": 1,
    "admits": -1,
    "small": 0,
    "vague": -1,
    "absolute": 0,
    "run": 1,
    "exact": 0,
    "likeness": 0,
}
"""Every feature, in the judge's order: 1 when more of it can only speak for an answer, -1 when only
against it, 0 when that depends."""

_FRAMING = bag(
    "lecture remember recall answer question believe guess sure fairly looking talked idea forget "
    "forgot hmm um uh let see sorry wait true false honestly suppose basically roughly word name "
    "card exam course today yesterday"
)
_VAGUE = bag("something somehow some somewhere stuff whatever thing things sort kind")
_ABSOLUTE = bag("all every always never only none no any purely fully")


def gather(question: str, reference: str, heard: Heard, known: Lexicon) -> Evidence:
    """Align and measure the tidied words of an answer."""
    words = heard.words
    tag = known.language
    wanted = read_reference(reference, tag)
    weights = demand(reference, question, tag)
    asked = frozenset(w.stem for w in read_reference(question, tag) if w.content)
    alignment = align(wanted, heard)
    clash = Clash()
    if known.english:
        titles = headings(reference, tag)
        clash = clashes(wanted, weights, words, alignment, asked, titles)
    matches = alignment.matches
    count = sum(1 for w in wanted if w.content)
    weights = _either_or(wanted, weights, alignment)
    fresh = [k for k, w in enumerate(wanted) if w.content and not in_question(w, asked)]
    fresh_said = sum(matches[k].credit for k in fresh)
    total = sum(weights) or 1.0
    gained = sum(w * m.credit for w, m in zip(weights, matches, strict=True))
    sentence = sentences(reference, tag)
    by_sentence: dict[int, list[float]] = {}
    for number, weight, match in zip(sentence, weights, matches, strict=True):
        entry = by_sentence.setdefault(number, [0.0, 0.0])
        entry[0] += weight * match.credit
        entry[1] += weight
    parts = [got / whole for got, whole in by_sentence.values() if whole > 0] or [0.0]
    content = [k for k, w in enumerate(words) if w.content and w.text not in _FRAMING]
    own = {w.stem for w in wanted}
    matched = [k for k in content if k in alignment.used]
    novel = [k for k in content if k not in alignment.used and words[k].stem not in asked | own]
    echoed = [k for k in content if words[k].stem in asked]
    hits = sorted(matches[k].first for k in fresh if matches[k].first >= 0)
    first_hit = hits[0] if hits else len(words)
    values_said = [w.value for w in words if w.value is not None and w.stem not in asked]
    values_wanted = [w.value for w in wanted if w.value is not None]
    order, neighbours = _order(wanted, alignment)
    against = sum(weights[k] for k in clash.negated)
    opposite = sum(max(weights[k], 0.3) for k in clash.opposite)
    small = sum(1 for w in words if not w.content)
    negations = sum(1 for w in words if w.text in known.negators)
    own_negations = sum(1 for w in wanted if w.text in known.negators)
    names = {w.stem for w in words if w.name} - asked - own
    exact = sum(1 for m in matches if m.credit >= 0.95)
    said = sum(1 for m in matches if m.credit > 0)
    values = {
        "coverage": gained / total,
        "raw": sum(m.credit for w, m in zip(wanted, matches, strict=True) if w.content)
        / max(count, 1),
        "fresh": fresh_said / max(len(fresh), 1),
        "fresh_said": min(fresh_said, 12.0),
        "fresh_count": float(min(len(fresh), 20)),
        "first": parts[0],
        "best": max(parts),
        "worst": min(parts),
        "last": parts[-1],
        "sentences": float(min(len(parts), 6)),
        "wanted": math.log1p(len(fresh)),
        "weight": math.log1p(total),
        "content": math.log1p(len(content)),
        "words": math.log1p(len(words)),
        "ratio": math.log((1 + len(content)) / (1 + count)),
        "precision": len(matched) / max(len(content), 1),
        "purity": (len(matched) + 0.5) / (len(matched) + len(novel) + 1),
        "novel": math.log1p(len(novel)),
        "echo": len(echoed) / max(len(content), 1),
        "against": against / total,
        "against_said": against / max(gained, 0.5),
        "negations": float(max(-3, min(3, negations - own_negations))),
        "opposite": opposite / max(total, 1.0),
        "opposites": float(min(len(clash.words), 4)),
        "swaps": float(min(len(clash.swapped), 3)),
        "order": order,
        "neighbours": neighbours,
        "foreign_numbers": float(min(len(clash.numbers), 3)),
        "missing_numbers": float(min(clash.missing_numbers, 3)),
        "names": float(min(len(names), 3)),
        "rare": _rare(fresh, wanted, alignment),
        "rare_said": min(sum(rarity(wanted[k].stem) * matches[k].credit for k in fresh), 10.0),
        "rare_novel": math.log1p(sum(rarity(words[k].stem) for k in novel)),
        "rare_best": max((rarity(wanted[k].stem) for k in fresh if matches[k].credit), default=0.0),
        "rare_missed": max(
            (rarity(wanted[k].stem) for k in fresh if not matches[k].credit), default=0.0
        ),
        "lead": math.log1p(sum(1 for k in novel if k < first_hit)),
        "opening": float(bool(hits) and words[first_hit].clause == words[0].clause),
        "first_number": _number_fits(values_said[:1], values_wanted),
        "last_number": _number_fits(values_said[-1:], values_wanted),
        "unit": float(bool(clash.unit)),
        "pairs": _pairs(wanted, alignment),
        "admits": float(admits(heard.text)),
        "small": small / max(len(words), 1),
        "vague": float(sum(1 for w in words if w.text in _VAGUE)),
        "absolute": float(
            sum(1 for w in words if w.text in _ABSOLUTE)
            - sum(1 for w in wanted if w.text in _ABSOLUTE)
        ),
        "run": _run(alignment) / max(count, 1),
        "exact": exact / max(said, 1),
        "likeness": token_set(fold(reference)[:600], heard.text[:600]),
    }
    return Evidence(wanted, weights, alignment, clash, values)


def _either_or(
    wanted: tuple[Word, ...], weights: tuple[float, ...], alignment: Alignment
) -> tuple[float, ...]:
    """ "matched or compared": once one of the two is said the other is no longer asked for."""
    lighter = list(weights)
    for at, word in enumerate(wanted):
        if word.text not in ("or", "oder", "ou"):
            continue
        left = next((k for k in range(at - 1, max(-1, at - 4), -1) if wanted[k].content), -1)
        right = next((k for k in range(at + 1, min(at + 4, len(wanted))) if wanted[k].content), -1)
        if left < 0 or right < 0:
            continue
        said = alignment.matches[left].credit > 0, alignment.matches[right].credit > 0
        if said == (True, False):
            phrase = (
                range(right, len(wanted))
                if wanted[right].clause != wanted[left].clause
                else (right,)
            )
            for k in phrase:
                if wanted[k].clause == wanted[right].clause:
                    lighter[k] *= OPTIONAL
        elif said == (False, True):
            lighter[left] *= OPTIONAL
    return tuple(lighter)


def _number_fits(said: list[float], wanted: list[float]) -> float:
    """1 when that number is wanted, -1 when not, 0 when there is none to compare."""
    if not said or not wanted:
        return 0.0
    return 1.0 if any(close(said[0], value) for value in wanted) else -1.0


def _rare(fresh: list[int], wanted: tuple[Word, ...], alignment: Alignment) -> float:
    """Share said of what the question does not say, rare words counting more."""
    total = sum(rarity(wanted[k].stem) for k in fresh)
    said = sum(rarity(wanted[k].stem) * alignment.matches[k].credit for k in fresh)
    return said / total if total else 0.0


def _pairs(wanted: tuple[Word, ...], alignment: Alignment) -> float:
    """Share of the reference's neighbouring content words that were also said near each other."""
    line = [k for k, word in enumerate(wanted) if word.content]
    pairs = kept = 0
    for one, other in pairwise(line):
        if wanted[one].clause != wanted[other].clause:
            continue
        pairs += 1
        left, right = alignment.matches[one].first, alignment.matches[other].first
        kept += left >= 0 and right >= 0 and 0 <= right - left <= 4
    return kept / pairs if pairs else 0.0


def _order(wanted: tuple[Word, ...], alignment: Alignment) -> tuple[float, float]:
    """Share of matched pairs in the reference's order, and of neighbours that stay neighbours."""
    line = [
        (match.first, at)
        for at, match in enumerate(alignment.matches)
        if match.first >= 0 and wanted[at].content
    ]
    line.sort()
    places = [at for _, at in line[:40]]
    pairs = len(places) * (len(places) - 1) // 2
    if not pairs:
        return 1.0, 1.0
    kept = sum(
        1 for i in range(len(places)) for j in range(i + 1, len(places)) if places[i] < places[j]
    )
    close = sum(
        1
        for one, other in pairwise(places)
        if 0 < other - one <= 4 or wanted[one].clause == wanted[other].clause
    )
    return kept / pairs, close / max(len(places) - 1, 1)


def _run(alignment: Alignment) -> int:
    """Most content words matched in a row, in the reference and in the answer."""
    best = current = 0
    last = -9
    for match in alignment.matches:
        if match.first < 0:
            continue
        current = current + 1 if 0 <= match.first - last <= 3 else 1
        last = match.last
        best = max(best, current)
    return best
