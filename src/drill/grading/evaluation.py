"""How good the grader is on labelled answers: tables, rates, and its worst mistakes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RULINGS = ("right", "partly", "wrong")


@dataclass(frozen=True)
class Graded:
    """One labelled answer and what the grader said."""

    kind: str
    """Kind of card it was graded as."""
    allowed: frozenset[str]
    """Rulings that are correct: one, or several."""
    binary: bool
    """The label only says right or not right."""
    ruling: str
    score: float
    sure: float
    answer: str
    reference: str
    why: str
    number: int
    """Line of the file."""
    source: str = ""
    """Where the answer comes from, when the line says it (`"source"`)."""

    @property
    def correct(self) -> bool:
        """Whether the ruling is among those allowed."""
        if self.binary:
            return (self.ruling == "right") == ("right" in self.allowed)
        return self.ruling in self.allowed or (self.ruling == "unheard" and "wrong" in self.allowed)

    @property
    def label(self) -> str:
        """The one right ruling, or all of them with slashes."""
        return "/".join(sorted(self.allowed))

    @property
    def badness(self) -> float:
        """How bad a mistake is: far off and sure of it is worst; 0 when it is none."""
        if self.correct:
            return 0.0
        worst = {"right": 1.0, "partly": 0.5, "wrong": 0.0, "unheard": 0.0}
        off = min(abs(worst[self.ruling] - worst.get(label, 0.0)) for label in self.allowed)
        return off + 0.4 * self.sure


@dataclass(frozen=True)
class Report:
    """The figures for one kind of card, or for all."""

    count: int
    accuracy: float
    macro_f1: float
    """Mean F1 over the labels that occur."""
    wrong_passed: float
    """Share of the answers labelled wrong (or not right) that were graded right."""
    right_failed: float
    """Share of the answers labelled right that were graded wrong."""
    right_not_passed: float
    """Share of the answers labelled right that were not graded right."""
    table: dict[str, dict[str, int]]
    """Label -> ruling -> count."""


def summarise(answers: Sequence[Graded]) -> Report:
    """The figures of some answers; shares of nothing are 0."""
    table: dict[str, Counter[str]] = {}
    for one in answers:
        ruling = "wrong" if one.ruling == "unheard" and "unheard" not in one.allowed else one.ruling
        if one.binary:
            ruling = "right" if ruling == "right" else "not right"
        table.setdefault(one.label, Counter())[ruling] += 1
    right = [one for one in answers if one.allowed == {"right"}]
    wrong = [one for one in answers if "right" not in one.allowed and "partly" not in one.allowed]
    return Report(
        count=len(answers),
        accuracy=_share(sum(one.correct for one in answers), len(answers)),
        macro_f1=_macro_f1(answers),
        wrong_passed=_share(sum(one.ruling == "right" for one in wrong), len(wrong)),
        right_failed=_share(sum(one.ruling in ("wrong", "unheard") for one in right), len(right)),
        right_not_passed=_share(sum(one.ruling != "right" for one in right), len(right)),
        table={label: dict(row) for label, row in sorted(table.items())},
    )


def by_kind(answers: Sequence[Graded]) -> dict[str, Report]:
    """A report for each kind of card that occurs, by name."""
    return _by(answers, lambda one: one.kind)


def by_source(answers: Sequence[Graded]) -> dict[str, Report]:
    """A report for each source that the lines name, by name; empty when none does."""
    return _by([one for one in answers if one.source], lambda one: one.source)


def _by(answers: Sequence[Graded], name: Callable[[Graded], str]) -> dict[str, Report]:
    groups: dict[str, list[Graded]] = {}
    for one in answers:
        groups.setdefault(name(one), []).append(one)
    return {group: summarise(members) for group, members in sorted(groups.items())}


def worst(answers: Sequence[Graded], number: int) -> list[Graded]:
    """The worst mistakes, the worst first."""
    mistakes = [one for one in answers if not one.correct]
    return sorted(mistakes, key=lambda one: (-one.badness, one.number))[:number]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _macro_f1(answers: Sequence[Graded]) -> float:
    """A ruling among several allowed counts as the label it chose; else the first one allowed."""
    pairs = []
    for one in answers:
        if one.binary:
            said = "right" if one.ruling == "right" else "not right"
            pairs.append(("right" if "right" in one.allowed else "not right", said))
        else:
            said = "wrong" if one.ruling == "unheard" else one.ruling
            pairs.append((said if one.correct else sorted(one.allowed)[0], said))
    scores = []
    for label in {label for label, _ in pairs}:
        hits = sum(1 for want, said in pairs if want == said == label)
        total = sum((want == label) + (said == label) for want, said in pairs)
        scores.append(2 * hits / total if total else 0.0)
    return sum(scores) / len(scores) if scores else 0.0
