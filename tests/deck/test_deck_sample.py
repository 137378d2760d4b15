from __future__ import annotations

from drill.deck.card import Kind
from drill.deck.native import parse_deck, write_deck
from drill.grading.kinds import guess_kind
from drill.library import read_deck_file, sample_deck


def test_the_sample_deck_is_whole() -> None:
    deck, problems = read_deck_file(sample_deck(), mint=False)
    assert problems == ()
    assert (deck.name, deck.language) == ("Sequence processing", "en")
    assert [card.id for card in deck.cards] == [f"sp-{n:02}" for n in range(1, 51)]


def test_every_card_helps_the_grader() -> None:
    deck, _ = read_deck_file(sample_deck(), mint=False)
    for card in deck.cards:
        kind = guess_kind(card)
        if kind is Kind.TRUE_FALSE:
            assert card.kind is kind
            assert card.answer.startswith(("True.", "False."))
        elif kind is not Kind.FORMULA:
            assert any(point.required for point in card.points), card.id
            assert all(
                len(wording.split()) <= 9 for point in card.points for wording in point.wordings
            )
        assert all(wrong.reason for wrong in card.wrongs), card.id
        assert "word2vec" not in card.answer


def test_no_wrong_wording_is_in_a_right_answer() -> None:
    deck, _ = read_deck_file(sample_deck(), mint=False)
    for card in deck.cards:
        right = [card.answer, *card.accepts, *(w for point in card.points for w in point.wordings)]
        for wrong in card.wrongs:
            for wording in wrong.wordings:
                words = wording.lower().split()
                assert not any(in_order(words, text) for text in right), (card.id, wording)


def in_order(words: list[str], text: str) -> bool:
    """Whether all the words are in the text, in this order: that is how a wrong wording counts."""
    rest = iter(text.lower().strip(".").split())
    return all(word in rest for word in words)


def test_it_is_written_as_it_is_read() -> None:
    deck, _ = read_deck_file(sample_deck(), mint=False)
    again, problems = parse_deck(write_deck(deck))
    assert problems == ()
    assert [
        (c.id, c.question, c.answer, c.points, c.accepts, c.wrongs, c.remarks) for c in again.cards
    ] == [
        (c.id, c.question, c.answer, c.points, c.accepts, c.wrongs, c.remarks) for c in deck.cards
    ]
