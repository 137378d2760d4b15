"""Mishearings: put back where they belong, and kept out where they could pass for something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.deck.card import Card, Misconception, Point
from drill.grading.aliases import LONGEST, Admission, respell, split
from drill.grading.grade import grade
from drill.grading.verdict import Ruling

SPEECH = Card("s", "Which model learns from raw speech?", "wav2vec")
UNITS = Card("u", "Which model predicts hidden units?", "HuBERT, from Facebook.")
HEADS = Card("h", "Several attentions at once?", "Multi-head attention.")
ALIASES = {
    "wav2vec": ["wap to mack", "Waptommack"],
    "HuBERT": ["who bird"],
    "multi-head": ["multi fair"],
    "Multi-head attention": ["multi fair attention"],
}


def test_an_alias_becomes_the_term_whatever_its_case_and_punctuation() -> None:
    assert respell("It's WAP, to Mack!", SPEECH, ALIASES) == "It's wav2vec!"
    assert respell("waptommack, I think", SPEECH, ALIASES) == "wav2vec, I think"


def test_the_rest_of_the_answer_stays_as_it_was() -> None:
    said = "  Er... Who  Bird — “from” F.A.I.R.\n(2021) "
    assert respell(said, UNITS, ALIASES) == said.replace("Who  Bird", "HuBERT")


def test_every_occurrence_counts() -> None:
    assert respell("who bird, who bird", UNITS, ALIASES) == "HuBERT, HuBERT"


def test_only_whole_words_are_an_alias() -> None:
    assert respell("waptommacks and owho birdie", SPEECH, ALIASES) == "waptommacks and owho birdie"


def test_the_longest_alias_wins() -> None:
    assert respell("multi fair attention", HEADS, ALIASES) == "Multi-head attention"
    assert respell("multi fair", HEADS, ALIASES) == "multi-head"


def test_an_alias_does_not_help_on_another_card() -> None:
    assert respell("wap to mack", UNITS, ALIASES) == "wap to mack"
    question = Card("q", "What came after wav2vec?", "HuBERT")
    assert respell("wap to mack", question, ALIASES) == "wap to mack"


@pytest.mark.parametrize(
    "card",
    [
        Card("a", "Which?", "That model.", accepts=("wav2vec",)),
        Card("p", "Which?", "That model.", points=(Point(("that one", "it is wav2vec")),)),
    ],
)
def test_terms_of_accepted_answers_and_points_count(card: Card) -> None:
    assert respell("wap to mack", card, ALIASES) == "wav2vec"


def test_what_the_card_itself_says_is_no_alias() -> None:
    hard = {"softmax": ["hard max", "soft next"]}
    wrong = Card("w", "Which?", "softmax", wrongs=(Misconception(("hard max",)),))
    assert respell("hard max", wrong, hard) == "hard max"
    asked = Card("q", "Hard max or what?", "softmax")
    assert respell("hard max", asked, hard) == "hard max"
    assert respell("soft next", asked, hard) == "softmax"


def test_an_alias_of_two_terms_of_a_card_tells_neither() -> None:
    card = Card("c", "Which two?", "encoder and decoder")
    aliases = {"encoder": ["the coda"], "decoder": ["the coda"]}
    assert respell("the coda", card, aliases) == "the coda"


def test_the_term_itself_is_left_alone() -> None:
    aliases = {"Hugging Face": ["hugging"]}
    card = Card("f", "Which company?", "Hugging Face")
    assert respell("hugging face", card, aliases) == "hugging face"


def test_a_transcript_grades_right_with_the_lexicon_only() -> None:
    assert grade(SPEECH, "wap to mack").ruling is Ruling.WRONG
    assert grade(SPEECH, respell("wap to mack", SPEECH, ALIASES)).ruling is Ruling.RIGHT


@given(st.text(max_size=60))
def test_without_an_alias_in_it_no_answer_changes(answer: str) -> None:
    assert respell(answer, SPEECH, {"wav2vec": ["qqq zzz xxx"], "": [""], "...": ["..."]}) == answer


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_nothing_makes_it_raise(answer: str, term: str, alias: str) -> None:
    card = Card("x", "Which?", term)
    changed = respell(answer, card, {term: [alias]})
    assert changed == answer or term in changed


def test_only_the_beginning_of_a_huge_answer_is_looked_at() -> None:
    answer = "who bird " * 20_000
    changed = respell(answer, UNITS, ALIASES)
    assert changed.startswith("HuBERT HuBERT")
    assert changed[-90_000:] == answer[-90_000:]
    assert changed.count("HuBERT") <= LONGEST / len("who bird ") + 1


CARDS = (
    Card("1", "What turns scores into probabilities?", "softmax"),
    Card("2", "How are queries compared with keys?", "dot-product"),
    Card("3", "What learns without labels?", "self-supervised learning", accepts=("unlabelled",)),
    Card("4", "What generates?", "The decoder.", wrongs=(Misconception(("the discriminator",)),)),
    Card("5", "Which model?", "GPT-3 by OpenAI"),
    Card("6", "And for speech?", "EnCodec, or wav2vec", points=(Point(("neural codec",)),)),
    Card("7", "What does the encoder do?", "It learns a representation."),
    Card("8", "Several attentions at once?", "Multi-head attention", accepts=("multihead attention",)),
)  # fmt: skip
TERMS = (
    "softmax", "dot-product", "self-supervised", "decoder", "encoder", "GPT-3", "OpenAI",
    "EnCodec", "wav2vec", "Multi-head attention", "multihead attention", "supervised",
)  # fmt: skip


@pytest.fixture(scope="module")
def admission() -> Admission:
    return Admission(CARDS, TERMS)


@pytest.mark.parametrize(
    ("heard", "term"),
    [
        ("soft mocks", "softmax"),
        ("Soft-Max", "softmax"),
        ("waptommack", "wav2vec"),
        ("wave two vec", "wav2vec"),
        ("and Kolduk", "EnCodec"),
        ("G.P.D. 3", "GPT-3"),
        ("open a i", "OpenAI"),
        ("multi faire attention", "Multi-head attention"),
        ("thought product", "dot-product"),
    ],
)
def test_a_mishearing_is_admitted(admission: Admission, heard: str, term: str) -> None:
    assert admission.refuse(heard, term) == ""


@pytest.mark.parametrize(
    ("heard", "term", "reason"),
    [
        ("", "softmax", "nothing"),
        ("Dot product.", "dot-product", "nothing"),
        ("not product", "dot-product", "negates"),
        ("supervised", "self-supervised", "opposite"),
        ("unsupervised", "supervised", "opposite"),
        ("non supervised", "supervised", "opposite"),
        ("encoder", "decoder", "opposite"),
        ("encoder", "EnCodec", "another term"),
        ("the discriminator", "decoder", "cards say it"),
        ("neural codec", "EnCodec", "cards say it"),
        ("representations", "OpenAI", "cards say it"),
        ("it is", "GPT-3", "small words"),
        ("c t", "GPT-3", "small words"),
        ("open the eye to me", "OpenAI", "sentence"),
        ("i'm coded", "EnCodec", "sentence"),
        ("GPT 4", "GPT-3", "another number"),
        ("wave five vec", "wav2vec", "another number"),
        ("the softmax function", "softmax", "more than the term"),
        ("goodbye", "softmax", "too different"),
        ("en coder", "EnCodec", "another term"),
    ],
)
def test_what_could_pass_for_something_else_is_refused(
    admission: Admission, heard: str, term: str, reason: str
) -> None:
    assert reason in admission.refuse(heard, term)


@given(st.text(max_size=40), st.sampled_from(TERMS))
def test_what_is_admitted_never_makes_a_wrong_card_right(heard: str, term: str) -> None:
    """Where the term does not stand in the answer, the alias changes nothing."""
    if Admission(CARDS, TERMS).refuse(heard, term):
        return
    for card in CARDS:
        if not set(split(term)) & set(split(f"{card.answer} {card.accepts} {card.points}")):
            assert respell(heard, card, {term: [heard]}) == heard
