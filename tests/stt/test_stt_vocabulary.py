"""Which terms of a deck a recogniser is told."""

from __future__ import annotations

from drill.deck.card import Card, Point
from drill.voice.vocabulary import MOST, key_terms

DECK = (
    Card("a", "What does HuBERT predict?", "The hidden units of masked frames."),
    Card("b", "Which function gives probabilities?", "The `softmax` function, says Bridle."),
    Card("c", "What came before wav2vec 2.0?", "CPC and vq-wav2vec."),
    Card("d", "What is quantization?", "It maps vectors to a codebook."),
    Card("e", "Why quantization here?", "OpenAI's model needs it.", accepts=("C++ does",)),
    Card("f", "Is it quick?", "Yes. Certainly.", points=(Point(("FSRS", "Anki")),)),
)


def test_terms_that_are_spelt_strangely_are_found_everywhere() -> None:
    terms = key_terms(DECK)
    assert {"HuBERT", "softmax", "wav2vec", "CPC", "vq-wav2vec", "C++", "FSRS"} <= set(terms)
    assert "OpenAI" in terms


def test_names_count_and_words_that_begin_a_sentence_do_not() -> None:
    terms = key_terms(DECK)
    assert "Bridle" in terms
    assert not {"What", "Which", "The", "It", "Why", "Yes", "Certainly", "Is"} & set(terms)


def test_a_long_plain_word_needs_two_cards() -> None:
    terms = key_terms(DECK)
    assert "quantization" in terms
    assert "codebook" not in terms
    assert "probabilities" not in terms


def test_what_only_the_asked_cards_answer_says_is_kept_secret() -> None:
    assert "softmax" not in key_terms(DECK, "b")
    assert "Bridle" not in key_terms(DECK, "b")
    assert "FSRS" not in key_terms(DECK, "f")
    assert "C++" not in key_terms(DECK, "e")
    # Another card says it as well, or the question shows it anyway.
    assert "wav2vec" in key_terms(DECK, "c")
    assert "HuBERT" in key_terms(DECK, "a")


def test_the_terms_of_the_question_come_first() -> None:
    assert key_terms(DECK, "c")[0] == "wav2vec"
    assert key_terms(DECK, "d")[0] == "quantization"


def test_neighbours_come_before_the_far_end_of_the_deck() -> None:
    far = tuple(Card(f"x{n}", f"What is Term{n}x?", "Something.") for n in range(100))
    terms = key_terms(far, "x50")
    assert len(terms) == MOST
    assert terms[0] == "Term50x"
    assert set(terms[1:7]) == {f"Term{n}x" for n in (47, 48, 49, 51, 52, 53)}


def test_a_deck_without_terms_gives_none() -> None:
    assert key_terms(()) == ()
    assert key_terms([Card("a", "Who am I?", "You are you.")]) == ()
