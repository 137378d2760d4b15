"""Answers the learner had accepted: said again they are right, and nothing else is because of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.deck.card import Card, Kind, Misconception, Point
from drill.grading.accepted import WHY, grade_conceding
from drill.grading.grade import grade
from drill.grading.verdict import Mark, Ruling, Verdict

LOCK = Card(
    "c1",
    "How does a canal lock lift a boat?",
    "Water is let in from the upper level until the chamber is as high as the canal above.",
)
CAPITAL = Card("c2", "What is the capital of Australia?", "Canberra")
POINTED = replace(
    LOCK,
    points=(Point(("the gates are closed",)), Point(("water is let in", "the chamber is filled"))),
)
STATEMENT = Card("c3", "True or false: a lock needs a pump.", "False. Gravity moves the water.")


def after(card: Card, *conceded: str) -> Card:
    return replace(card, conceded=conceded)


def rule(card: Card, answer: str) -> Ruling:
    return grade_conceding(card, answer).ruling


@pytest.mark.parametrize(
    ("card", "accepted", "again"),
    [
        (CAPITAL, "the bush camera", "the bush camera"),
        (CAPITAL, "the bush camera", "Um, the bush cameras."),
        (CAPITAL, "Um, the bush camera", "the bush camera"),
        (CAPITAL, "Sydney, no wait, Bush Capital City", "bush capital city"),
        (LOCK, "it is filled from upstream", "It's filled from upstream!"),
        (LOCK, "it is filled from upstream", "well it is uh filled from upstream"),
        (LOCK, "they fill it from upstream", "they're filling it from upstream"),
        (POINTED, "they fill it from upstream", "um they fill it from upstream"),
        (POINTED, "they fill it from upstream", "they are filling it from upstream"),
        (STATEMENT, "first", "uh first"),
        (STATEMENT, "first, gravity does it", "Well, I think it's first. Gravity does it."),
        (LOCK, "l s t m", "LSTM"),
        (LOCK, "twenty one gates", "21 gates"),
        (
            LOCK,
            "the sluices open then it fills",
            "um, I think the sluice opens, then the boat's lock fills",
        ),
        (CAPITAL, "I don't know", "I don't know"),
    ],
)
def test_an_accepted_answer_said_again_is_right(card: Card, accepted: str, again: str) -> None:
    assert rule(card, again) is not Ruling.RIGHT, "this case would prove nothing"
    verdict = grade_conceding(after(card, accepted), again)
    assert verdict.ruling is Ruling.RIGHT
    assert verdict.why == WHY
    assert verdict.score >= 0.7


@pytest.mark.parametrize(
    ("card", "accepted", "other"),
    [
        (LOCK, "they fill it from upstream", "they do not fill it from upstream"),
        (LOCK, "they fill it from upstream", "they fill it from downstream"),
        (LOCK, "they fill it from upstream", "they empty it"),
        (LOCK, "they fill it", "a crane does it"),
        (LOCK, "it is that", "it is pulled up by ropes"),
        (LOCK, "water / gates", "gates"),
        (LOCK, "valves (open) and gates", "gates"),
        (CAPITAL, "the bush camera", "Sydney"),
        (CAPITAL, "that one there", "Melbourne"),
        (STATEMENT, "it is not so", "it is so"),
        (STATEMENT, "falls", "true"),
        (STATEMENT, "gravity does it", "true, gravity does it"),
        (POINTED, "they fill it from upstream", "they fill it with concrete"),
        (LOCK, "they fill it from upstream", "they fill it from upstream with concrete"),
        (LOCK, "h = a + b", "h = a - b"),
        (LOCK, "1 2 gates", "12 gates"),
        (CAPITAL, "small bush transformer", "s b t"),
    ],
)
def test_an_accepted_answer_opens_no_door(card: Card, accepted: str, other: str) -> None:
    assert rule(after(card, accepted), other) is not Ruling.RIGHT


def test_the_learners_word_wins_over_the_decks_wrong_wording() -> None:
    warned = replace(
        CAPITAL, wrongs=(Misconception(("Sydney",), "The largest city is not the capital."),)
    )
    assert rule(warned, "Sydney") is Ruling.WRONG
    for again in ("Sydney", "um, Sydney", "it's Sydney"):
        assert rule(after(warned, "Sydney"), again) is Ruling.RIGHT


def test_a_wrong_wording_that_the_accepted_answer_does_not_hold_still_counts() -> None:
    warned = replace(LOCK, wrongs=(Misconception(("a pump",), "No pump is needed."),))
    accepted = after(warned, "they fill it from upstream")
    assert rule(accepted, "they fill it from upstream") is Ruling.RIGHT
    assert rule(accepted, "they fill it from upstream with a pump") is not Ruling.RIGHT


def test_the_verdict_holds_nothing_against_the_learner() -> None:
    verdict = grade_conceding(after(POINTED, "they fill it"), "they fill it")
    assert (verdict.missed, verdict.contradicted) == ((), ())
    assert {span.mark for span in verdict.spans} <= {Mark.PLAIN, Mark.SAID}
    assert "".join(span.text for span in verdict.spans) == POINTED.answer
    assert [tick.text for tick in verdict.ticks] == ["the gates are closed", "water is let in"]
    assert not [tick for tick in verdict.ticks if tick.required and not tick.said]


def test_a_right_answer_keeps_its_own_reasons() -> None:
    accepted = after(CAPITAL, "the bush camera")
    assert grade_conceding(accepted, "Canberra") == grade(CAPITAL, "Canberra")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_card_concedes_the_very_words(kind: Kind) -> None:
    odd = after(Card("c", "What is it?", "a, b and c", kind=kind), "quite another thing")
    assert rule(odd, "Quite another thing.") is Ruling.RIGHT


def test_other_languages_concede_too() -> None:
    card = after(Card("c", "Wie heißt die Hauptstadt?", "Canberra"), "die Buschhauptstadt")
    assert grade_conceding(card, "Die Buschhauptstadt!", language="de").ruling is Ruling.RIGHT
    assert grade_conceding(card, "Sydney", language="de").ruling is not Ruling.RIGHT


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_was_accepted_nothing_is_raised_and_itself_is_right(one: str, other: str) -> None:
    card = after(CAPITAL, one)
    assert isinstance(grade_conceding(card, other), Verdict)
    assert rule(card, one) in (Ruling.RIGHT, Ruling.UNHEARD)
