"""Whatever a deck holds, and whatever a file holds: nothing is lost, nothing is raised."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from drill.deck.card import Card, Deck, Kind, Misconception, Point
from drill.deck.cloze import read_cloze
from drill.deck.lines import tidy
from drill.deck.minting import mint_ids
from drill.deck.native import parse_deck, write_deck
from drill.deck.wordings import read_point
from drill.text import clean

# Pieces that mean something to the parser, so that examples are nasty and not merely random.
_PIECES = [
    "Q:", "A:", "C:", "Note:", "Point:", "Acept:", "---", "# x", "```", "```py", "~~~", "<!--", "-->",
    "<!-- x -->", "\\", "/", "\\/", " / ", "->", "→", "^id", "\\^id", "^2", "(", ")", "[", "]", "[gap]",
    "[...]", "](", "- ", "1. ", "  ", "\t", "\n", "\n\n", ":", "word", "größe", "True", ";", "; ", "*",
    "\x1b[31m", "\x1b]0;t", "\x00", "\u202e", "\u2028", "\r\n", "\r", "\ufeff", "name:", "'", '"',
]  # fmt: skip
rough = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=14).map("".join)


def _text(raw: str) -> str:
    return tidy(clean(raw).replace("\ufeff", "").split("\n"))


def _line(raw: str) -> str:
    return " ".join(clean(raw).replace("\ufeff", "").split())


texts = rough.map(_text).filter(bool)
remarks = texts.map(lambda text: _text("\n".join(filter(str.strip, text.split("\n"))))).filter(bool)
wordings = st.lists(rough.map(_line).filter(bool), min_size=1, max_size=3).map(tuple)
points = st.builds(Point, wordings, st.booleans())
wrongs = st.builds(Misconception, wordings, rough.map(_line))
tags = st.lists(st.from_regex(r"[a-zA-Z0-9_:.-]{1,8}", fullmatch=True), max_size=3, unique=True)
plain_cards = st.builds(
    Card,
    id=st.just(""),
    question=texts,
    answer=texts,
    kind=st.sampled_from([None, *Kind]),
    accepts=st.one_of(st.just(()), wordings),
    points=st.lists(points, max_size=3).map(tuple),
    wrongs=st.lists(wrongs, max_size=2).map(tuple),
    remarks=st.lists(remarks, max_size=2).map(tuple),
    tags=tags.map(tuple),
)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    card = draw(plain_cards)
    question, found, _ = read_cloze(draw(texts))
    if draw(st.booleans()) and found and tidy(question.split("\n")) == question:
        gaps = "; ".join(point.wordings[0] for point in found)
        card = replace(card, question=question, answer=gaps, kind=Kind.CLOZE, points=found)
    return card


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    drawn = draw(st.lists(cards(), max_size=4))
    numbered = tuple(replace(card, id=f"c-{n}") for n, card in enumerate(drawn))
    return Deck(
        draw(rough.map(_line)).strip("\"'").strip(),
        numbered,
        draw(st.sampled_from(["en", "de-CH"])),
    )


def _unplaced(deck: Deck) -> Deck:
    return replace(deck, cards=tuple(replace(card, line=0) for card in deck.cards))


@settings(max_examples=150, deadline=None)
@given(decks())
def test_a_written_deck_reads_back_as_it_was(deck: Deck) -> None:
    read, _ = parse_deck(write_deck(deck))
    assert _unplaced(read) == deck


@settings(max_examples=150, deadline=None)
@given(rough)
def test_reading_never_fails_and_writing_what_was_read_changes_nothing(text: str) -> None:
    deck, _ = parse_deck(text, "some/deck.md")
    minted, _ = parse_deck(
        mint_ids(text, iter(map("i{}".format, range(99))).__next__), "some/deck.md"
    )
    again, _ = parse_deck(write_deck(minted), "some/deck.md")
    assert _unplaced(again) == _unplaced(minted)
    assert len(minted.cards) == len(deck.cards)


@settings(max_examples=150, deadline=None)
@given(rough)
def test_minting_inserts_ids_and_nothing_else(text: str) -> None:
    made: list[str] = []

    def make() -> str:
        made.append(f"zz{len(made)}")
        return made[-1]

    minted = mint_ids(text, make)
    assert mint_ids(minted, make) == minted or "\x1b" in text or "<!--" in text
    for each in made:
        minted = minted.replace(f" ^{each}", "", 1)
    assert minted.replace(" ", "") == text.replace(" ", "")
    before, _ = parse_deck(text)
    after, _ = parse_deck(minted)
    assert _unplaced(before) == _unplaced(after)


@given(rough)
def test_a_point_says_something_or_is_none(text: str) -> None:
    point = read_point(text)
    assert point is None or all(point.wordings)
