from __future__ import annotations

import re
from pathlib import Path

from drill.deck.native import parse_deck

PAGE = Path(__file__).parents[2] / "docs" / "decks.md"


def test_the_examples_of_the_documentation_are_decks() -> None:
    example = re.search(r"^```\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert example is not None
    deck, problems = parse_deck(example[1])
    assert problems == ()
    assert (deck.name, len(deck.cards)) == ("The cell", 3)


def test_the_fields_of_the_documentation_are_read_without_a_problem() -> None:
    rows = re.findall(r"^\| `((?:Point|Accept|Wrong|Note|Type|Tags): [^`]*)` \|", PAGE.read_text("utf-8"), re.MULTILINE)  # fmt: skip
    deck, problems = parse_deck(
        "\n".join(["Q: What do they do? ^m", "A: They release energy.", *rows])
    )
    assert len(rows) == 7
    assert problems == ()
    (card,) = deck.cards
    assert [point.required for point in card.points] == [True, False]
    assert all([card.accepts, card.wrongs[0].reason, card.remarks, card.kind, card.tags])
