"""A judge beside the rules: where it is asked, what it changes, and what it cannot overrule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.deck.card import Card, Point
from drill.grading.grade import grade
from drill.grading.judge import Odds
from drill.grading.opinion import ASKED, mixed
from drill.grading.verdict import Ruling

OSMOSIS = Card(
    "o",
    "What is osmosis?",
    "Water moves through a membrane from the less concentrated side to the more concentrated one.",
)
PAIR = Card(
    "p",
    "What do encoder and decoder do?",
    "The encoder reads the input and turns it into vectors, whereas the decoder writes the output "
    "from these vectors.",
)
BOILING = Card(
    "w",
    "When does water boil, and why does altitude matter?",
    "At sea level it boils at 100 degrees; higher up the lower pressure lets it boil sooner.",
)
BATS = Card("b", "Bats are blind. True or false?", "False. They see well.")
CAPITAL = Card("c", "What is the capital of Australia?", "Canberra")
ENERGY = Card("e", "State mass-energy equivalence.", "E = m c^2")


class Fixed:
    """An opinion that is always the same and remembers what it was asked."""

    def __init__(self, right: float, wrong: float) -> None:
        self._odds = Odds(right, wrong)
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, question: str, reference: str, answer: str) -> Odds:
        self.asked.append((question, reference, answer))
        return self._odds


def test_it_is_asked_with_the_words_of_the_card_and_the_learner() -> None:
    opinion = Fixed(0.5, 0.5)
    grade(OSMOSIS, "Water crosses over to where there is more salt.", opinion=opinion)
    assert opinion.asked == [
        (
            OSMOSIS.question,
            OSMOSIS.answer,
            "Water crosses over to where there is more salt.",
        )
    ]


def test_it_decides_where_the_rules_are_unsure() -> None:
    answer = "Water crosses over to where there is more salt."
    for_it = grade(OSMOSIS, answer, opinion=Fixed(0.999, 0.0005))
    against = grade(OSMOSIS, answer, opinion=Fixed(0.0005, 0.999))
    assert for_it.ruling is Ruling.RIGHT
    assert against.ruling is Ruling.WRONG
    assert for_it.score > against.score


@pytest.mark.parametrize(
    ("card", "answer"),
    [
        (OSMOSIS, "Water never moves through a membrane from the less concentrated side."),
        (
            OSMOSIS,
            "membrane, water, salt, side, cell, concentration, pressure, sugar, root, flow, sea",
        ),
        (OSMOSIS, "I don't know"),
        (
            PAIR,
            "The decoder reads the input into vectors and the encoder writes the output from them.",
        ),
        (BOILING, "At sea level it boils at 80 degrees, and higher up it boils sooner."),
    ],
)
def test_it_cannot_overrule_a_veto(card: Card, answer: str) -> None:
    alone = grade(card, answer)
    assert alone.ruling is Ruling.WRONG
    together = grade(card, answer, opinion=Fixed(0.999, 0.0005))
    assert (together.ruling, together.why) == (alone.ruling, alone.why)


def test_it_makes_no_sound_of_silence() -> None:
    opinion = Fixed(0.999, 0.0005)
    assert grade(OSMOSIS, "um", opinion=opinion).ruling is Ruling.UNHEARD
    assert not opinion.asked


@pytest.mark.parametrize(
    ("card", "answer"),
    [(BATS, "True, they cannot see."), (ENERGY, "e equals m c"), (CAPITAL, "Sydney, I think")],
)
def test_rules_alone_judge_sides_formulas_and_short_answers(card: Card, answer: str) -> None:
    opinion = Fixed(0.999, 0.0005)
    assert grade(card, answer, opinion=opinion) == grade(card, answer)
    assert not opinion.asked


def test_it_is_not_asked_about_other_languages() -> None:
    opinion = Fixed(0.999, 0.0005)
    answer = "Das Wasser wandert irgendwohin."
    assert grade(OSMOSIS, answer, language="de", opinion=opinion) == grade(
        OSMOSIS, answer, language="de"
    )
    assert not opinion.asked


def test_it_is_not_asked_where_the_deck_says_what_counts() -> None:
    opinion = Fixed(0.999, 0.0005)
    card = replace(OSMOSIS, points=(Point(("membrane",)), Point(("more concentrated",))))
    answer = "It is about a membrane, I believe."
    assert grade(card, answer, opinion=opinion) == grade(card, answer)
    assert not opinion.asked


def test_it_is_asked_about_few_references() -> None:
    others = tuple(
        f"Water seeks the salt of cell number {number} by itself." for number in range(9)
    )
    card = Card("m", OSMOSIS.question, OSMOSIS.answer, accepts=others)
    opinion = Fixed(0.2, 0.7)
    grade(card, "Something about water that moves around in cells.", opinion=opinion)
    assert 1 <= len(opinion.asked) <= ASKED


def test_a_mix_lies_on_the_side_both_are_on() -> None:
    assert mixed(Odds(0.9, 0.1), Odds(0.9, 0.1)).right > 0.9
    assert mixed(Odds(0.2, 0.7), Odds(0.1, 0.8)).right < 0.2
    assert mixed(Odds(0.6, 0.3), Odds(0.9, 0.05)) > mixed(Odds(0.6, 0.3), Odds(0.3, 0.6))
    assert 0 < mixed(Odds(0.0, 1.0), Odds(0.0, 1.0)).right < mixed(Odds(1, 0), Odds(1, 0)).right < 1
