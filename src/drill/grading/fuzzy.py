"""How alike two spellings are. The only user of `rapidfuzz`."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def likeness(left: str, right: str) -> float:
    """1 for equal spellings down to 0: one minus edits over the longer length."""
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(left, right)


def token_set(left: str, right: str) -> float:
    """rapidfuzz's token_set_ratio from 0 to 1: the baseline the benchmark compares with."""
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(left, right) / 100


def common(left: list[str], right: list[str]) -> int:
    """Length of the longest common subsequence of two lists of tokens."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(left, right)
