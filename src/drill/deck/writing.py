"""Writing decks in the native format."""

from __future__ import annotations

from drill.deck.card import Card, Deck, Kind
from drill.deck.cloze import write_cloze
from drill.deck.frontmatter import write_front_matter
from drill.deck.lines import hide_comments, join_id, write_text
from drill.deck.wordings import list_points, write_point, write_wordings, write_wrong


def write_deck(deck: Deck) -> str:
    """The deck as a file; reading it gives the same deck."""
    cards = [write_card(card) for card in deck.cards]
    return "\n".join([write_front_matter(deck.name, deck.language, deck.strictness), *cards])


def write_card(card: Card) -> str:
    """The card's lines, with a newline at the end."""
    cloze = write_cloze(card.question, card.points) if card.kind is Kind.CLOZE else None
    if cloze and card.answer == "; ".join(point.wordings[0] for point in card.points):
        lines = write_field("C", cloze, card.id)
        kind, points = None, card.points
    else:
        lines = write_field("Q", card.question, card.id) + write_field("A", card.answer)
        kind, points = card.kind, list_points(card.answer)
    if kind:
        lines.append(f"Type: {kind.value}")
    if card.points != points:
        lines += [f"Point: {hide_comments(write_point(point))}" for point in card.points] or [
            "Point:"
        ]
    if card.accepts:
        lines.append(f"Accept: {hide_comments(write_wordings(card.accepts))}")
    lines += [f"Wrong: {hide_comments(write_wrong(wrong))}" for wrong in card.wrongs]
    for remark in card.remarks:
        lines += write_field("Note", remark)
    if card.tags:
        lines.append(f"Tags: {' '.join(card.tags)}")
    return "\n".join(lines) + "\n"


def write_field(name: str, text: str, card: str = "") -> list[str]:
    """The lines of one field of text; a question's first line carries the card's id."""
    first, *rest = write_text(text)
    if name in "QC":
        first = join_id(first, card)
    return [f"{name}: {first}".rstrip(), *rest]
