from __future__ import annotations

from dataclasses import replace

from drill.deck.card import Card, Misconception, Point
from drill.grading.verdict import Ruling
from drill.library import read_deck_file, sample_deck
from drill.rubrics.checking import Failure, check_card
from drill.rubrics.rubric import has_rubric
from drill.voice.speakable import speakable

CARD = Card(
    "cell-1",
    "What do mitochondria do?",
    "They release energy from glucose and store it as ATP.",
    accepts=("cellular respiration",),
    points=(Point(("release energy", "powerhouse of the cell")), Point(("as ATP",), False)),
    wrongs=(Misconception(("photosynthesis",), "Chloroplasts do that."),),
)


def failures(card: Card, right: tuple[str, ...] = (), wrong: tuple[str, ...] = ()) -> list[Failure]:
    return list(check_card(card, "en", speakable, right, wrong))


def test_a_rubric_that_holds_has_no_failure() -> None:
    right = ("Well, they are the powerhouse of the cell.",)
    assert failures(CARD, right, ("They make sugar by photosynthesis.",)) == []


def test_an_accepted_answer_that_holds_a_wrong_wording_fails() -> None:
    """Word for word it is right, but nobody says it word for word."""
    card = replace(CARD, accepts=("the opposite of photosynthesis",))
    (failure,) = failures(card)
    assert (failure.field, failure.form) == ("accepts[0]", "sentence")
    assert (failure.expected, failure.ruling) == (Ruling.RIGHT, Ruling.WRONG)
    assert failure.why == "Chloroplasts do that."
    assert '"the opposite of photosynthesis" (as "I would say the opposite' in str(failure)


def test_a_reference_that_holds_a_wrong_wording_fails() -> None:
    card = replace(
        CARD, points=CARD.points[:1], wrongs=(Misconception(("release energy",), "No."),)
    )
    found = {failure.field for failure in failures(card)}
    assert {"reference", "points[0].wordings[0]"} <= found


def test_a_point_that_only_repeats_the_question_fails() -> None:
    card = Card(
        "k-1",
        "What does every key have?",
        "A value of its own.",
        points=(Point(("a value", "every key has")),),
    )
    assert "question" in {failure.field for failure in failures(card)}


def test_a_wrong_wording_that_grades_right_fails() -> None:
    card = replace(CARD, wrongs=())
    (failure,) = failures(card, wrong=("They release energy from glucose.",))
    assert (failure.field, failure.ruling) == ("wrong_examples[0]", Ruling.RIGHT)


def test_a_right_example_the_rubric_does_not_cover_fails() -> None:
    (failure,) = failures(CARD, right=("They hold the genes.",))
    assert (failure.field, failure.wording) == ("right_examples[0]", "They hold the genes.")


def test_every_wording_is_tried_with_the_first_ones_of_the_others() -> None:
    """The second point's wording turns the first one around."""
    card = Card(
        "t-1",
        "What does the recogniser do?",
        "It turns speech into text, on the device.",
        points=(Point(("speech to text",)), Point(("on the device", "in the cloud"))),
        wrongs=(Misconception(("in the cloud",), "It needs no cloud."),),
    )
    assert [each.field for each in failures(card)] == ["points[1].wordings[1]"]


def test_what_is_heard_counts_and_not_only_what_is_written() -> None:
    failures = check_card(CARD, "en", lambda text: f"{text} by photosynthesis")
    assert {failure.form for failure in failures} == {"spoken"}
    assert "reference" in {failure.field for failure in failures}


def test_the_sample_deck_does_not_contradict_itself() -> None:
    deck, _ = read_deck_file(sample_deck(), mint=False)
    assert sum(map(has_rubric, deck.cards)) == 50
    found = [each for card in deck.cards for each in check_card(card, deck.language, speakable)]
    assert [str(failure) for failure in found] == []
