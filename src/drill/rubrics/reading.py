"""Finding the rubrics in an answer: JSON, JSON lines, fenced or not, with or without talk around."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from drill.rubrics.rubric import Fault

_START = re.compile(r"[{\[]")
_LOOKS_LIKE_JSON = re.compile(r"""[{\[]\s*(?:["{}\[\]]|$)""", re.MULTILINE)
_WRAPPERS = ("rubrics", "cards", "answers", "results", "items")
_COMPLAINTS = 20
"""Broken places after which the rest is not looked at."""


def find_objects(text: str) -> tuple[list[dict[str, object]], tuple[Fault, ...]]:
    """The JSON objects that may be rubrics, in order, and the places where JSON is broken.

    A broken place costs what stands around it, not the whole answer: what is whole inside a broken
    list is still found. Never raises.
    """
    decoder = json.JSONDecoder()
    found: list[dict[str, object]] = []
    faults: list[Fault] = []
    at, known_until = 0, -1
    while (start := _START.search(text, at)) and len(faults) < _COMPLAINTS:
        try:
            value, end = decoder.raw_decode(text, start.start())
        except (json.JSONDecodeError, RecursionError) as error:
            at = start.end()
            broken = error.pos if isinstance(error, json.JSONDecodeError) else start.start()
            if _LOOKS_LIKE_JSON.match(text, start.start()) and broken > known_until:
                known_until = broken
                faults.append(_broken(text, broken, error))
            continue
        inside = start.start() < known_until
        found += [each for each in _objects(value) if not inside or "id" in each]
        at = end
    return found, tuple(faults)


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects of a value: itself, those of a list, or of a list that is wrapped."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield each
    elif isinstance(value, dict):
        wrapped = next((value[name] for name in _WRAPPERS if isinstance(value.get(name), list)), None)  # fmt: skip
        if wrapped is not None and "id" not in value:
            yield from _objects(wrapped)
        elif "$schema" not in value:
            yield value


def _broken(text: str, place: int, error: Exception) -> Fault:
    line = text.count("\n", 0, place) + 1
    reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
    return Fault(
        "",
        f"line {line}",
        f"This is not JSON ({reason}).",
        "Mend it there: commas between entries, straight double quotes, every bracket closed.",
    )
