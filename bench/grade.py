"""How long grading takes: python bench/grade.py [FILE of labelled answers]

Median and 95th percentile over real answers, by the rules alone and with the encoder beside them
on one core, pathological inputs, memory over many answers, and the ratio to rapidfuzz's `token_set_ratio` measured in the same run: machines differ, the ratio less.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from drill.deck.card import Card
from drill.encoder.opinion import find_encoder
from drill.grading.fuzzy import token_set
from drill.grading.grade import grade

ROUNDS = 5
DEFAULT = Path(__file__).parent.parent / "tests" / "grading" / "answers.jsonl"


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def pathological() -> dict[str, str]:
    """Answers made to hurt."""
    rng = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    word = ["".join(rng.choices(letters, k=rng.randint(1, 14))) for _ in range(20000)]
    return {
        "100 kB of words": " ".join(word)[:100_000],
        "ten thousand times one word": "attention " * 10_000,
        "ten thousand times no": "no, " * 10_000,
        "no wait, five thousand times": "no wait " * 5_000,
        "one word of 100 kB": "a" * 100_000,
        "digits": "9" * 100_000,
        "number words": "hundred thousand " * 6_000,
        "combining marks": "a\u0301\u0323" * 30_000,
        "right to left and emoji": "\u202e\U0001f600 שלום " * 10_000,
        "single letters": "a b c d e " * 10_000,
        "opening brackets": "([{" * 30_000,
        "apostrophes": "'" * 100_000,
        "I don't know, again and again": "i really really don't " * 5_000,
        "true or false": "true or false or " * 6_000,
        "subtract from": "subtract divide multiply by " * 4_000,
    }


def with_encoder(pairs: list[tuple[Card, str]]) -> None:
    """Print what the encoder adds to an answer, and to the first."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy, loaded by the first answer, reads it then
    encoder = find_encoder()
    if encoder is None:
        print("  no encoder here: numpy is not installed")
        return
    first = timed(lambda: encoder("Why?", "Because of that.", "because of this"))
    both = [timed(lambda c=c, a=a: grade(c, a, opinion=encoder)) for c, a in pairs]  # type: ignore[misc]
    high = sorted(both)[int(0.95 * len(both))]
    print(f"  with the encoder: median {statistics.median(both):.1f} ms, 95 % {high:.1f} ms")
    print(f"  loading it, with the first answer: {first / 1000:.2f} s")


def main() -> None:
    """Print the figures."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pairs = [(Card("", row["question"], row["reference"]), row["answer"]) for row in rows]
    for card, answer in pairs:
        grade(card, answer)
    medians, ratios, highs = [], [], []
    for _ in range(ROUNDS):
        ours = [timed(lambda c=c, a=a: grade(c, a)) for c, a in pairs]  # type: ignore[misc]
        theirs = [timed(lambda c=c, a=a: token_set(c.answer, a)) for c, a in pairs]  # type: ignore[misc]
        medians.append(statistics.median(ours))
        highs.append(sorted(ours)[int(0.95 * len(ours))])
        ratios.append(statistics.median(ours) / statistics.median(theirs))
    print(f"{len(pairs)} answers, {ROUNDS} rounds")
    print(f"  median {min(medians):.3f} to {max(medians):.3f} ms")
    print(f"  95 %   {min(highs):.3f} to {max(highs):.3f} ms")
    print(f"  times token_set_ratio: {min(ratios):.0f} to {max(ratios):.0f}")
    with_encoder(pairs)
    print("pathological answers, slowest of a prose, a steps, a formula and a true/false card")
    cards = list({card.answer: card for card, _ in pairs}.values())
    for name, answer in pathological().items():
        worst = max(timed(lambda c=c, a=answer: grade(c, a)) for c in cards)  # type: ignore[misc]
        print(f"  {worst:8.1f} ms  {name}")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(20_000):
        card, answer = pairs[number % len(pairs)]
        grade(card, f"{answer} {number}")
        if number == 5_000:
            before = tracemalloc.get_traced_memory()[0]
    growth = (tracemalloc.get_traced_memory()[0] - before) / 1e6
    print(f"memory over 15,000 different answers: {growth:+.2f} MB")


if __name__ == "__main__":
    main()
