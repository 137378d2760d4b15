"""The lexicon's file: whole, readable, mended by hand, and told about when it is not usable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drill.deck.card import Card, Deck
from drill.errors import StoreError
from drill.home import Home
from drill.lexicon.kept import (
    Lexicon,
    find_aliases,
    fingerprint,
    lexicon_path,
    load_lexicon,
    save_lexicon,
)
from drill.lexicon.terms import answer_terms

DECK = Deck("Speech", (Card("1", "Which model?", "wav2vec"),), "en", "some/where/speech.md")
TERMS = fingerprint(answer_terms(DECK.cards))
LEXICON = Lexicon({"wav2vec": ("wap to mack", "größe “x”"), "HuBERT": ()}, TERMS, "en", "tiny.en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return lexicon_path(Home(tmp_path), DECK)


def test_it_is_named_after_the_deck_file(path: Path, tmp_path: Path) -> None:
    assert path == tmp_path / "lexicons" / "speech.json"


def test_what_is_saved_is_loaded_and_the_folder_is_made(path: Path) -> None:
    save_lexicon(path, DECK, LEXICON)
    assert load_lexicon(path) == LEXICON
    assert LEXICON.count == 2


def test_a_file_for_people_has_a_term_a_line(path: Path) -> None:
    save_lexicon(path, DECK, LEXICON)
    text = path.read_text("utf-8")
    assert '    "wav2vec": ["wap to mack", "größe “x”"],\n' in text
    assert json.loads(text)["voice"] == "en"
    assert [file.name for file in path.parent.iterdir()] == ["speech.json"]


def test_an_empty_lexicon_is_json_as_well(path: Path) -> None:
    save_lexicon(path, DECK, Lexicon())
    assert load_lexicon(path) == Lexicon()


def test_no_file_is_no_lexicon(path: Path) -> None:
    assert load_lexicon(path) is None
    assert find_aliases(Home(path.parents[1]), DECK) == ({}, None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is not JSON"),
        ('{"aliases": {"a": ["b"],}}', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "has no `aliases`"),
        ('{"terms": "x"}', "has no `aliases`"),
        ('{"aliases": ["a"]}', "has no `aliases`"),
        ('{"aliases": {"wav2vec": "wap"}}', "`wav2vec` are not a list"),
        ('{"aliases": {"wav2vec": [1]}}', "`wav2vec` are not a list"),
    ],
)
def test_a_broken_file_is_named_and_drill_goes_on_without(path: Path, text: str, what: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(StoreError) as caught:
        load_lexicon(path)
    assert str(path) in caught.value.message
    assert what in caught.value.message
    assert "drill lexicon" in caught.value.hint
    aliases, trouble = find_aliases(Home(path.parents[1]), DECK)
    assert aliases == {}
    assert trouble is not None
    assert what in trouble.message


def test_bytes_that_are_no_text_are_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"aliases": {"\xff": []}}')
    with pytest.raises(StoreError, match="cannot be read"):
        load_lexicon(path)


def test_a_folder_in_its_place_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be read"):
        load_lexicon(path)
    with pytest.raises(StoreError, match="cannot be written"):
        save_lexicon(path, DECK, LEXICON)


def test_a_lexicon_made_by_hand_is_enough(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('\ufeff{"aliases": {"wav2vec": ["wave\\u001b[31m back"]}}', "utf-8")
    loaded = load_lexicon(path)
    assert loaded is not None
    assert loaded.aliases == {"wav2vec": ("wave back",)}


def test_a_lexicon_of_an_older_deck_is_used_and_said_to_be_stale(path: Path) -> None:
    save_lexicon(path, DECK, LEXICON)
    home = Home(path.parents[1])
    assert find_aliases(home, DECK) == (LEXICON.aliases, None)
    grown = Deck("Speech", (*DECK.cards, Card("2", "And?", "HuBERT")), "en", DECK.path)
    aliases, trouble = find_aliases(home, grown)
    assert aliases == LEXICON.aliases
    assert trouble is not None
    assert "before the deck changed" in trouble.message
    assert "drill lexicon speech" in trouble.hint


def test_the_fingerprint_is_that_of_the_terms_in_any_order() -> None:
    assert fingerprint(("a", "b")) == fingerprint(("b", "a"))
    assert fingerprint(("a", "b")) != fingerprint(("a", "c"))
