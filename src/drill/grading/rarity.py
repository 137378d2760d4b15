"""How much a word tells: common words little, rare ones much."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    text = files("drill.grading").joinpath("rarity.json").read_text("utf-8")
    table: dict[str, float] = json.loads(text)
    return table


def rarity(stem: str) -> float:
    """From 0.2 for a word found in every fourth field of knowledge to 1 for one not known at all.

    English stems; counted by `bench/fit_judge.py` over the texts the judge was fitted on.
    """
    return _table().get(stem, 1.0)
