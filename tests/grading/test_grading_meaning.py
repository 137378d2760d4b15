"""Short answers and prose: what was meant counts, however it was spelled; opposites do not."""

from __future__ import annotations

import pytest

from drill.deck.card import Card
from drill.grading.grade import grade
from drill.grading.verdict import Mark, Ruling

SHORT = {
    "organelle": Card("o", "Which organelle produces most of a cell's energy?", "The mitochondrion"),
    "network": Card("n", "Which layer normalises over the features of one example?", "Layer normalization"),
    "year": Card("y", "In which year did Constantinople fall?", "1453"),
    "length": Card("l", "How long is a marathon?", "42 km"),
    "learning": Card("s", "What kind of learning is clustering?", "Unsupervised learning"),
    "task": Card("t", "What does OCR do?", "Image to text"),
    "author": Card("a", "Who wrote Middlemarch?", "George Eliot (Mary Ann Evans)"),
    "either": Card("e", "What is the powerhouse of the cell?", "mitochondrion / mitochondria"),
    "brand": Card("b", "Which method gives every parameter its own learning rate?", "Adaptive moment estimation"),
}  # fmt: skip

SHORT_CASES = [
    ("organelle", "mitochondrion", "right"),
    ("organelle", "it's the mighty chondrion", "right"),
    ("organelle", "the nucleus", "wrong"),
    ("organelle", "which organelle produces most of a cell's energy", "wrong"),
    ("organelle", "not the mitochondrion", "wrong"),
    ("organelle", "okay let me think, I remember we had this in class, I believe the answer is the mitochondrion, yes", "right"),
    ("network", "layer normalisation", "right"),
    ("network", "layer norm a lization", "right"),
    ("year", "fourteen fifty-three", "right"),
    ("year", "1453", "right"),
    ("year", "fourteen fifty-four", "wrong"),
    ("year", "1543", "wrong"),
    ("length", "forty-two kilometres", "right"),
    ("length", "forty-two miles", "wrong"),
    ("learning", "un supervised learning", "right"),
    ("learning", "supervised learning", "wrong"),
    ("task", "it turns an image into text", "right"),
    ("task", "text to image", "wrong"),
    ("author", "George Eliot", "right"),
    ("author", "Jane Austen", "wrong"),
    ("either", "mitochondria", "right"),
    ("brand", "A D A M, adaptive moment estimation", "right"),
]  # fmt: skip


@pytest.mark.parametrize(("card", "answer", "ruling"), SHORT_CASES)
def test_short(card: str, answer: str, ruling: str) -> None:
    verdict = grade(SHORT[card], answer)
    assert verdict.ruling.value == ruling, verdict


HEAT = Card(
    "h",
    "How do a heat pump's evaporator and condenser differ?",
    "The evaporator absorbs heat from outside, whereas the condenser releases heat into the house.",
)
OSMOSIS = Card(
    "os",
    "What is osmosis?",
    "The movement of water through a semipermeable membrane from a dilute to a concentrated solution.",
)


@pytest.mark.parametrize(
    ("card", "answer", "ruling"),
    [
        (HEAT, "the evaporator takes up heat from outside and the condenser gives heat off into the house", "right"),
        (HEAT, "evaporator absorbs heat outside, condenser releases it into the house", "right"),
        (HEAT, "The condenser absorbs heat from outside, whereas the evaporator releases heat into the house.", "wrong"),
        (OSMOSIS, "water moves through a semi permeable membrane from the dilute to the concentrated solution", "right"),
        (OSMOSIS, "What is osmosis?", "wrong"),
        (OSMOSIS, "osmosis is osmosis", "wrong"),
        (OSMOSIS, "water membrane solution cell diffusion salt sugar pressure plant root energy protein gradient transport", "wrong"),
    ],
)  # fmt: skip
def test_prose(card: Card, answer: str, ruling: str) -> None:
    verdict = grade(card, answer)
    assert verdict.ruling.value == ruling, verdict


def test_a_reversed_direction_is_not_right() -> None:
    turned = "the movement of water through a semipermeable membrane from a concentrated to a dilute solution"
    assert grade(OSMOSIS, turned).ruling is not Ruling.RIGHT


def test_the_opposite_is_named() -> None:
    verdict = grade(SHORT["learning"], "supervised learning")
    assert verdict.why == "You said the opposite: supervised."
    assert verdict.contradicted == ("Unsupervised",)
    assert [span.text for span in verdict.spans if span.mark is Mark.CONTRADICTED] == [
        "Unsupervised"
    ]


def test_a_wrong_number_is_named() -> None:
    assert "1454" in grade(SHORT["year"], "1454").why
