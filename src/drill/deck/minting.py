"""Giving cards their ids: the only change drill makes to a file a learner wrote."""

from __future__ import annotations

import re
from collections.abc import Callable

from drill.deck.blocks import outline
from drill.deck.lines import ID, split_id
from drill.text import clean

_BREAKS = re.compile(r"(\r\n|\r|\n)")


def mint_ids(text: str, make: Callable[[], str]) -> str:
    """`text` with ` ^id` at the end of the first line of every card that has none.

    Nothing else is touched. `make` proposes ids; one that the file uses already is asked for again,
    and numbered when it comes back too often.
    """
    pieces = _BREAKS.split(text)  # line, break, line, break...
    wanting: list[int] = []
    used: set[str] = set()
    for block in outline(text).blocks:
        if block[0].name not in "QC":
            continue
        card_id = split_id(block[0].lines[0])[1]
        if card_id:
            used.add(card_id)
        else:
            wanting.append(block[0].line)
    for line in wanting:
        place = 2 * (line - 1)
        new = _fresh(make, used)
        minted = _insert(pieces[place], new)
        if minted:
            used.add(new)
            pieces[place] = minted
    return "".join(pieces)


def _fresh(make: Callable[[], str], used: set[str]) -> str:
    proposal = make()
    for _ in range(20):
        if proposal not in used:
            return proposal
        proposal = make()
    number = 2
    while f"{proposal}-{number}" in used:
        number += 1
    return f"{proposal}-{number}"


def _insert(line: str, card: str) -> str | None:
    """The raw line with the id behind it, or None where it would not be read back."""
    body = line.rstrip()
    rest = line[len(body) :]
    if body.rfind("<!--") > body.rfind("-->"):  # the line ends inside a comment
        cut = body.rfind("<!--")
        minted = f"{body[:cut].rstrip()} ^{card} {body[cut:]}{rest}"
    else:
        minted = f"{body} ^{card}{rest}"
    shown = re.sub(r"<!--.*?(?:-->|$)", "", clean(minted))
    return minted if ID.fullmatch(card) and split_id(shown)[1] == card else None
