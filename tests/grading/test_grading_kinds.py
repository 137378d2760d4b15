"""The kind of a card is guessed from question and reference."""

from __future__ import annotations

import pytest

from drill.deck.card import Card, Kind
from drill.grading.kinds import guess_kind, items

CASES = [
    ("True or false: glass is a liquid.", "False", Kind.TRUE_FALSE),
    ("Glass is a liquid. True or false? Explain.", "False. It is an amorphous solid.", Kind.TRUE_FALSE),
    ("Is Pluto a planet?", "No, it is a dwarf planet.", Kind.TRUE_FALSE),
    ("Capital of Mongolia?", "Ulaanbaatar", Kind.SHORT),
    ("When did the Berlin Wall fall?", "9 November 1989", Kind.SHORT),
    ("How fast is light?", "About 3.00 × 10^8 m/s", Kind.SHORT),
    ("Area of a circle?", "A = π r²", Kind.FORMULA),
    ("Ohm's law?", "U = R * I\nwhere R is the resistance", Kind.FORMULA),
    ("Name the Benelux countries.", "Belgium, the Netherlands and Luxembourg", Kind.LIST),
    ("Which gases make up air?", "nitrogen\noxygen\nargon", Kind.LIST),
    ("How do you make tea?", "1. Boil water\n2. Warm the pot\n3. Steep the leaves", Kind.STEPS),
    ("What happens when you sneeze?", "First the nose itches.\nThen you breathe in.\nFinally it all comes out.", Kind.STEPS),
    ("What is inertia?", "A body stays at rest or in uniform motion as long as no force acts on it.", Kind.PROSE),
    ("The capital of France is [...].", "Paris", Kind.CLOZE),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "kind"), CASES)
def test_guess(question: str, answer: str, kind: Kind) -> None:
    assert guess_kind(Card("c", question, answer)) is kind


def test_the_deck_has_the_last_word() -> None:
    assert guess_kind(Card("c", "True or false?", "True", kind=Kind.PROSE)) is Kind.PROSE


def test_items_keep_commas_in_parentheses() -> None:
    assert items("mercury, venus (hot, dry), and earth") == ["mercury", "venus (hot  dry)", "earth"]
    assert items("1. one\n2. two") == ["one", "two"]
