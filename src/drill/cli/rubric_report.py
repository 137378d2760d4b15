"""What `drill rubric` says about an answer and about a deck's rubrics."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drill.rubrics.change import Change
from drill.rubrics.checking import Failure
from drill.rubrics.rubric import Fault


@dataclass(frozen=True)
class Applied:
    """What an answer would do to a deck."""

    path: Path
    changes: tuple[Change, ...]
    kept: tuple[str, ...]
    """Ids of cards with lines written by hand that stay although the answer has others."""
    faults: tuple[Fault, ...]
    failures: tuple[Failure, ...]
    missing: tuple[str, ...]
    """Ids of cards that still have no rubric."""

    def conclusion(self, written: bool, as_json: bool) -> str:
        """The last word: one line, or everything as JSON."""
        if as_json:
            return json.dumps(self._values(written), ensure_ascii=False, indent=1)
        many = _cards(len(self.changes))
        if written:
            return f"Wrote the rubrics of {many} into {self.path}."
        if self.changes:
            return f"Nothing was written; --yes writes the rubrics of {many} into {self.path}."
        return f"There is nothing to change in {self.path}."

    def _values(self, written: bool) -> dict[str, object]:
        return {
            "deck": str(self.path),
            "written": written,
            "changes": [
                {"card": each.card, "removed": each.removed, "added": each.added}
                for each in self.changes
            ],
            "kept": self.kept,
            "faults": [vars(fault) for fault in self.faults],
            "failures": _failures(self.failures),
            "missing": self.missing,
        }


def show_applied(applied: Applied) -> str:
    """What would change, and what cannot be used and why."""
    lines: list[str] = []
    for change in applied.changes:
        lines += [str(change), ""]
    if applied.faults:
        lines += ["Cannot be used:", *(f"  {fault}" for fault in applied.faults), ""]
    if applied.failures:
        lines += ["Left out, because the grader says otherwise:"]
        lines += [*(f"  {failure}" for failure in applied.failures), ""]
    if applied.kept:
        lines += [f"With lines written by hand that stay (--replace writes over them): {', '.join(applied.kept)}", ""]  # fmt: skip
    if applied.missing:
        lines += [f"Still without a rubric: {', '.join(applied.missing)}", ""]
    return "\n".join(lines)


def show_checked(
    checked: int, failures: Sequence[Failure], path: Path, as_json: bool = False
) -> str:
    """The outcome of a check."""
    failed = len({failure.card for failure in failures})
    if as_json:
        values = {"deck": str(path), "checked": checked, "failures": _failures(failures)}
        return json.dumps(values, ensure_ascii=False, indent=1)
    verdict = "they hold"
    if failed:
        verdict = (
            f"{_cards(failed)} {'contradicts itself' if failed == 1 else 'contradict themselves'}"
        )
    return "\n".join([*map(str, failures), f"{path}: rubrics of {_cards(checked)}; {verdict}."])


def _failures(failures: Sequence[Failure]) -> list[dict[str, object]]:
    return [
        vars(each) | {"expected": each.expected.value, "ruling": each.ruling.value}
        for each in failures
    ]


def _cards(number: int) -> str:
    return f"{number} card{'' if number == 1 else 's'}"
