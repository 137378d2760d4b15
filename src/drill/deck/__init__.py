"""Cards, decks and the formats they are kept in. Pure: text in, values out."""
