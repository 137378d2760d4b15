"""JSON lines of answers, as `drill grade` and `drill eval` read them, and the deck beside them."""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from drill.cli.streams import encoding_of, stdin_lines
from drill.deck.card import Card, Deck
from drill.errors import DrillError, SettingsError
from drill.text import clean

if TYPE_CHECKING:
    from drill.grading.strictness import Strictness


class LineError(DrillError):
    """One line cannot be graded; the others can."""


@dataclass(frozen=True)
class AnswerLine:
    """One line, checked."""

    card: Card
    answer: str
    key: str | float
    """The line's `id`, else its `card`, else its number."""
    fields: Mapping[str, Any]
    """Everything the line holds."""
    number: int
    """1-based."""


def add_deck(parser: argparse.ArgumentParser) -> None:
    """`--deck DECK`, `--home DIR` and `--strictness`."""
    from drill.cli.options import add_home
    from drill.grading.strictness import Strictness

    parser.add_argument(
        "--deck",
        metavar="DECK",
        help='a deck, by file or by name: a line may then say "card": ID for question and reference',
    )
    add_home(parser)
    parser.add_argument(
        "--strictness",
        choices=[each.value for each in Strictness],
        help="how much benefit of the doubt (default: the deck's own, else balanced)",
    )


def pick_strictness(options: argparse.Namespace, deck: Deck | None) -> Strictness:
    """What the command line says, else the deck, else balanced."""
    from drill.grading.strictness import Strictness

    said = options.strictness or (deck.strictness if deck else "")
    return Strictness(said) if said else Strictness.BALANCED


def find_deck(options: argparse.Namespace) -> Deck | None:
    """The deck of `--deck`; None without the option. Raises DeckError."""
    if options.deck is None:
        return None
    from drill.home import find_home
    from drill.library import FolderLibrary, read_deck_file

    path = Path(options.deck).expanduser()
    if not path.is_file():
        path = FolderLibrary(find_home(options.home), dict).find(options.deck)
    return read_deck_file(path, mint=False)[0]


def open_lines(name: str | None) -> TextIO:
    """The file, or standard input for None and `-`; UTF-8, or UTF-16 with its mark, and lone
    surrogates for what is neither. Raises SettingsError."""
    if name is None or name == "-":
        return stdin_lines()
    try:
        file = Path(name).open("rb")  # noqa: SIM115 (the wrapper closes it)
        return io.TextIOWrapper(file, encoding_of(file), "surrogateescape")
    except OSError as error:
        raise SettingsError(
            f"{name} cannot be read: {error.strerror}.", "Name a file of JSON lines."
        ) from error


def read_lines(lines: TextIO, deck: Deck | None) -> Iterator[AnswerLine | tuple[int, LineError]]:
    """Every line that is not blank, checked, or its number and what is wrong with it."""
    cards = {card.id: card for card in deck.cards} if deck else {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        try:
            yield _read(text, number, cards, deck)
        except LineError as error:
            yield number, error


def report(number: int, error: LineError) -> None:
    """Say on standard error which line is wrong, why, and what to do."""
    print(f"line {number}: {error.message} {error.hint}", file=sys.stderr, flush=True)


def _read(text: str, number: int, cards: Mapping[str, Card], deck: Deck | None) -> AnswerLine:
    if _UNDECODED.search(text):
        raise LineError("this is not UTF-8 text.", "Save the file as UTF-8.")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError(f"this is not JSON ({error}).", "Write one JSON object a line.") from error
    if not isinstance(fields, dict):
        raise LineError("this is not a JSON object.", 'Write {"question": ..., "answer": ...}.')
    answer = _text(fields, "answer")
    return AnswerLine(_card(fields, cards, deck), answer, _key(fields, number), fields, number)


_UNDECODED = re.compile("[\udc80-\udcff]")


def _key(fields: Mapping[str, Any], number: int) -> str | float:
    name = "card" if fields.get("id") is None else "id"
    key = number if fields.get(name) is None else fields[name]
    whole = isinstance(key, (str, int)) and not isinstance(key, bool)
    if whole or (isinstance(key, float) and math.isfinite(key)):
        return key
    raise LineError(f'"{name}" must be a text or a number.', "Mend or leave it out.")


def _card(fields: Mapping[str, Any], cards: Mapping[str, Card], deck: Deck | None) -> Card:
    name = fields.get("card")
    if deck is not None and name is not None:
        if isinstance(name, str) and name in cards:
            return cards[name]
        if "reference" not in fields and "references" not in fields:
            raise LineError(
                f"there is no card {clean(str(name))[:80]} in {deck.name}.", _nearest(name, cards)
            )
    elif name is not None and "reference" not in fields and "references" not in fields:
        raise LineError('"card" needs a deck.', "Add --deck DECK, or question and reference.")
    question = _text(fields, "question")
    references = fields.get("references")
    if references is None:
        reference = _text(fields, "reference")
        if not reference.strip():
            raise LineError('"reference" is empty.', "Write what the right answer is.")
        return Card("", question, reference)
    if (
        not isinstance(references, list)
        or not references
        or not all(isinstance(each, str) for each in references)
    ):
        raise LineError('"references" must be a list of texts.', "Mend that line.")
    return Card("", question, clean(references[0]), accepts=tuple(clean(r) for r in references[1:]))


def _nearest(name: object, cards: Mapping[str, Card]) -> str:
    import difflib

    near = difflib.get_close_matches(str(name)[:80], cards, 1)
    return f"Did you mean {near[0]}?" if near else "`drill cards DECK` lists them."


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        raise LineError(f'"{name}" is missing.', "Add it to the line.")
    if not isinstance(value, str):
        raise LineError(f'"{name}" must be a text.', "Put it in quotes.")
    return clean(value)
