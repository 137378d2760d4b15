"""What holds for every answer: it never raises, is deterministic, and its pieces fit together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.deck.card import Card
from drill.grading.grade import MAX_CHARACTERS, MAX_WORDS, Strictness, grade
from drill.grading.verdict import Ruling

CARDS = [
    Card("a", "What is erosion?", "Rock and soil are worn away and carried off by water, wind or ice."),
    Card("b", "Symbol of gold?", "Au"),
    Card("c", "True or false: gold rusts.", "False. It does not react with oxygen."),
    Card("d", "Newton's second law?", "F = m * a"),
    Card("e", "Name three metals.", "- iron\n- copper\n- gold"),
    Card("f", "How is a fire lit, in order?", "1. Gather wood\n2. Stack it\n3. Light the kindling"),
    Card("g", "", ""),
    Card("h", "Was ist Erosion?", "Gestein und Boden werden durch Wasser, Wind oder Eis abgetragen."),
    Card("i", "Emoji?", "🎉 naïve café — “quoted” ½ ﬁne İstanbul"),
]  # fmt: skip
VOCABULARY = """
not never gold rock water true false or and the um no wait sorry hundred six over plus rather than
worn away wind ice iron f equals m a un non supervised
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CARDS), st.one_of(st.text(max_size=300), st.lists(WORDS).map(" ".join)))
def test_any_answer_gets_a_whole_verdict(card: Card, answer: str) -> None:
    verdict = grade(card, answer)
    assert "".join(span.text for span in verdict.spans) == card.answer
    assert 0 <= verdict.score <= 1
    assert 0 <= verdict.sure <= 1
    assert verdict.why
    assert verdict == grade(card, answer)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=200))
def test_any_card_can_be_graded(question: str, answer: str, reference: str) -> None:
    verdict = grade(Card("c", question, reference), answer)
    assert "".join(span.text for span in verdict.spans) == reference


@pytest.mark.parametrize("card", [card for card in CARDS if card.answer], ids=lambda card: card.id)
@pytest.mark.parametrize("language", ["en", "de", "ja", "xx", ""])
def test_the_reference_itself_is_right(card: Card, language: str) -> None:
    assert grade(card, card.answer, language=language).ruling is Ruling.RIGHT


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_an_empty_answer_is_unheard(card: Card) -> None:
    assert grade(card, "").ruling is Ruling.UNHEARD


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(CARDS), st.lists(WORDS, min_size=1, max_size=12), st.integers(0, 12))
def test_a_filler_changes_nothing(card: Card, words: list[str], at: int) -> None:
    spoken = [*words[:at], "um", *words[at:]]
    one, other = grade(card, " ".join(words)), grade(card, " ".join(spoken))
    assert (one.ruling, one.score) == (other.ruling, other.score)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_strictness_never_turns_around(card: Card) -> None:
    order = [Ruling.UNHEARD, Ruling.WRONG, Ruling.PARTLY, Ruling.RIGHT]
    for answer in (
        "rock is carried off by water",
        "gold",
        "iron and copper",
        "m a",
        "false",
        "wood",
    ):
        ranks = [order.index(grade(card, answer, strictness=each).ruling) for each in Strictness]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize("answer", ["x" * 10 * MAX_CHARACTERS, "word " * 3 * MAX_WORDS])
def test_a_long_answer_is_cut_and_it_says_so(answer: str) -> None:
    assert grade(CARDS[0], answer).why.endswith("Only the first part was graded.")
