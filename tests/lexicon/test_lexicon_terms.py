"""Which terms of a deck are listened to."""

from __future__ import annotations

from drill.deck.card import Card, Kind, Point
from drill.lexicon.terms import answer_terms

DECK = (
    Card("1", "What turns scores into probabilities?", "The softmax.", accepts=("a soft argmax",)),
    Card("2", "Which models does PyTorch run?", "wav2vec and HuBERT, among others."),
    Card("3", "What is it?", "One attention operation for each of several heads."),
    Card("4", "How many heads?", "Eight heads", accepts=("100",)),
    Card("5", "True or false?", "True."),
    Card("6", "Complete?", "softmax(Q K^T) V", Kind.FORMULA),
    Card("7", "Why?", "It looks around.", points=(Point(("it uses GLU gates",)),)),
)


def test_terms_come_from_answers_points_and_accepted_answers_in_the_decks_order() -> None:
    terms = answer_terms(DECK)
    assert [term for term in terms if term in ("softmax", "soft argmax", "wav2vec", "HuBERT", "GLU")] == [
        "softmax", "soft argmax", "wav2vec", "HuBERT", "GLU",
    ]  # fmt: skip


def test_a_term_that_only_a_question_holds_is_of_no_use() -> None:
    assert "PyTorch" not in answer_terms(DECK)


def test_numbers_true_and_single_letters_are_no_terms() -> None:
    terms = answer_terms(DECK)
    assert not {"100", "Eight heads", "True", "K", "V", "Q"} & set(terms)


def test_each_term_comes_once_whatever_its_case() -> None:
    twice = (Card("a", "Which?", "wav2vec"), Card("b", "Which?", "Wav2Vec", accepts=("wav2vec",)))
    assert answer_terms(twice) == ("wav2vec",)


def test_no_cards_no_terms() -> None:
    assert answer_terms(()) == ()
    assert answer_terms([Card("a", "?", "...")]) == ()
