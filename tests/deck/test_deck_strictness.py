"""A deck that says how strictly it is graded."""

from __future__ import annotations

import pytest

from drill.deck.native import parse_deck, write_deck

CARD = "Q: One? ^a\nA: Two.\n"


@pytest.mark.parametrize("strictness", ["strict", "balanced", "lenient"])
def test_the_front_matter_says_it_and_writing_keeps_it(strictness: str) -> None:
    deck, problems = parse_deck(f"---\nname: N\nstrictness: {strictness}\n---\n{CARD}")
    assert (deck.strictness, problems) == (strictness, ())
    again, _ = parse_deck(write_deck(deck))
    assert again.strictness == strictness


def test_without_it_the_learner_decides() -> None:
    deck, problems = parse_deck(CARD)
    assert (deck.strictness, problems) == ("", ())
    assert "strictness" not in write_deck(deck)


def test_a_mistake_is_named_with_its_line_and_what_there_is() -> None:
    deck, (problem,) = parse_deck(f"---\nname: N\nstrictness: harsh\n---\n{CARD}", "d.md")
    assert deck.strictness == ""
    assert problem.line == 3
    assert "strict, balanced, lenient" in problem.what


def test_a_misspelt_key_is_named() -> None:
    _, (problem,) = parse_deck(f"---\nstricktness: strict\n---\n{CARD}")
    assert "`strictness`" in problem.remedy
