"""What drill's own recogniser makes of a deck's terms, learned once and kept in the home."""
