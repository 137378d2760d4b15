"""True or false: the side the answer opens with, and takes back, decides."""

from __future__ import annotations

import pytest

from drill.deck.card import Card
from drill.grading.grade import grade
from drill.grading.verdict import Ruling

FALSE = Card("f", "True or false: bats are blind.", "False. Bats see well; some hunt by echo.")
TRUE = Card("t", "Penguins live in the southern hemisphere. True or false?", "True")
NEGATED = Card("n", "Spiders are not insects. True or false?", "True. They are arachnids.")
WHY = Card("w", "True or false, and why: bats are blind.", "False. Bats can see, some quite well.")

FALSE_CASES = [
    ("false", "right"),
    ("That's false.", "right"),
    ("no", "right"),
    ("nope", "right"),
    ("that is not true", "right"),
    ("it isn't true", "right"),
    ("untrue", "right"),
    ("falls, they see well", "right"),
    ("um, false", "right"),
    ("true, no wait, false", "right"),
    ("False, they can see well", "right"),
    ("Wrong, bats see quite well.", "right"),
    ("I would say that's false", "right"),
    ("definitely not", "right"),
    ("true", "wrong"),
    ("yes", "wrong"),
    ("True, they are blind", "wrong"),
    ("false, hang on, no, it's true", "wrong"),
    ("false is wrong, it's true", "wrong"),
    ("True. Bats see well.", "wrong"),
    ("true or false", "wrong"),
    ("it could be true or it could be false", "wrong"),
    ("fifty fifty", "wrong"),
    ("bats, hmm, bats", "wrong"),
    ("I don't know", "wrong"),
]
TRUE_CASES = [
    ("true", "right"),
    ("threw", "right"),
    ("yes, that's right", "right"),
    ("I'd agree with that", "right"),
    ("correct", "right"),
    ("false, sorry, no, true", "right"),
    ("no they don't", "wrong"),
    ("that's incorrect", "wrong"),
    ("falls", "wrong"),
]


@pytest.mark.parametrize(("answer", "ruling"), FALSE_CASES)
def test_a_false_statement(answer: str, ruling: str) -> None:
    assert grade(FALSE, answer).ruling.value == ruling


@pytest.mark.parametrize(("answer", "ruling"), TRUE_CASES)
def test_a_true_statement(answer: str, ruling: str) -> None:
    assert grade(TRUE, answer).ruling.value == ruling


@pytest.mark.parametrize(
    ("answer", "ruling"),
    [
        ("true, they aren't insects", "right"),
        ("no, they aren't", "right"),
        ("no, they are", "wrong"),
        ("yes, they are insects", "wrong"),
        ("false", "wrong"),
    ],
)
def test_a_negated_statement_turns_yes_and_no(answer: str, ruling: str) -> None:
    assert grade(NEGATED, answer).ruling.value == ruling


def test_a_reason_that_was_asked_for_and_not_given_costs() -> None:
    assert grade(WHY, "false, but don't ask me why").ruling is Ruling.PARTLY
    assert grade(WHY, "false, bats can see well").ruling is Ruling.RIGHT


def test_it_says_which_side_is_right() -> None:
    assert grade(FALSE, "true").why == "You said true; it is false."
