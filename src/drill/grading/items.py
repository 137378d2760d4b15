"""Lists and ordered steps: which entries were said, and whether steps came in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from drill.deck.card import Card, Kind
from drill.grading.align import MISSED, Match
from drill.grading.evidence import Evidence
from drill.grading.kinds import items
from drill.grading.verdict import Ruling, Tick


@dataclass(frozen=True)
class Entries:
    """What became of the entries of a list."""

    ticks: tuple[Tick, ...]
    in_order: bool
    """The entries said came in the reference's order."""

    @property
    def missing(self) -> int:
        """Required entries not said."""
        return sum(1 for tick in self.ticks if tick.required and not tick.said)

    @property
    def wanted(self) -> int:
        """Required entries."""
        return sum(1 for tick in self.ticks if tick.required)

    def sentence(self, kind: Kind) -> str:
        """How many are missing, in words."""
        name = "steps" if kind is Kind.STEPS else "items"
        return f"{self.missing} of {self.wanted} {name} missing."


def tick_entries(card: Card, reference: str, evidence: Evidence, share: float) -> Entries:
    """Tick the entries of `reference`: at least `share` of an entry's weight must be said."""
    entries = items(reference)
    ticks: list[Tick] = []
    places: list[int] = []
    cursor = 0
    for entry in entries:
        start = reference.find(entry, cursor)
        if start < 0:
            continue
        cursor = end = start + len(entry)
        inside = [k for k, w in enumerate(evidence.reference) if start <= w.start < end]
        weight = sum(evidence.weights[k] for k in inside)
        gained = sum(evidence.weights[k] * evidence.alignment.matches[k].credit for k in inside)
        said = weight > 0 and gained / weight >= share
        ticks.append(Tick(entry, said, _required(card, entry)))
        if said:
            places.append(_place([evidence.alignment.matches[k] for k in inside]))
    backwards = sum(1 for one, other in pairwise(places) if other < one)
    return Entries(tuple(ticks), backwards * 2 < max(len(places) - 1, 1) or len(places) < 3)


def _place(matches: list[Match]) -> int:
    """Where an entry was said: the middle of its matched words."""
    firsts = sorted(match.first for match in matches if match is not MISSED and match.first >= 0)
    return firsts[len(firsts) // 2] if firsts else -1


def _required(card: Card, entry: str) -> bool:
    return not (entry.startswith("(") and entry.endswith(")")) and all(
        point.required for point in card.points if point.wordings[:1] == (entry,)
    )


def settle(kind: Kind, entries: Entries, judged: Ruling) -> Ruling:
    """All entries said is right, unless steps came in another order; else what the judge says,
    but not right while more than a third is missing."""
    if not entries.wanted:
        return judged
    if entries.missing == 0:
        ruling = Ruling.RIGHT
    elif judged is Ruling.RIGHT and entries.missing * 3 > entries.wanted:
        ruling = Ruling.PARTLY
    else:
        ruling = judged
    if kind is Kind.STEPS and not entries.in_order and ruling is Ruling.RIGHT:
        return Ruling.PARTLY
    return ruling
