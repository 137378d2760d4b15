"""`drill rubric DECK`: asks for rubrics, checks the answer, writes it into the deck."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from drill.cli.options import add_home
from drill.cli.rubric_report import Applied, show_applied, show_checked
from drill.deck.card import Card, Deck
from drill.errors import DeckError
from drill.files import decode, read_bytes, write_whole
from drill.home import find_home
from drill.library import FolderLibrary, read_deck_file
from drill.rubrics.change import join, write_into
from drill.rubrics.checking import Failure, check_card
from drill.rubrics.reading import find_objects
from drill.rubrics.request import HEADING, write_request
from drill.rubrics.rubric import Rubric, has_rubric, lacking
from drill.rubrics.validating import validate
from drill.text import clean
from drill.voice.speakable import speakable


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the rubrics."""
    parser.add_argument("deck", metavar="DECK", help="a deck, by name or path")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "-o", "--output", metavar="FILE", help="where the request goes, or - for standard output"
    )
    what.add_argument("--apply", metavar="FILE", help="read an answer, or - for standard input")
    what.add_argument(
        "--check", action="store_true", help="check the deck's rubrics against themselves"
    )
    parser.add_argument("--all", action="store_true", help="request rubrics for every card")
    parser.add_argument("--yes", action="store_true", help="write without asking (--apply)")
    parser.add_argument(
        "--replace", action="store_true", help="also replace lines written by hand (--apply)"
    )
    parser.add_argument(
        "--json", action="store_true", help="print a JSON object (--apply, --check)"
    )
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Request, apply or check; 1 when something of it cannot be used. Raises DeckError."""
    path = FolderLibrary(find_home(options.home), dict).find(options.deck)
    if options.apply:
        return _apply(path, options)
    if options.check:
        deck, _ = read_deck_file(path, mint=False)
        failures = _check(deck)
        checked = sum(map(has_rubric, deck.cards))
        print(show_checked(checked, failures, path, options.json))
        return 1 if failures else 0
    return _request(path, options)


def _check(deck: Deck) -> tuple[Failure, ...]:
    """What the deck's own rubrics say that the grader does not confirm."""
    return tuple(
        failure
        for card in deck.cards
        if has_rubric(card)
        for failure in check_card(card, deck.language, speakable)
    )


def _request(path: Path, options: argparse.Namespace) -> int:
    deck, problems = read_deck_file(path)  # gives every card the id an answer refers to
    for problem in problems:
        print(problem, file=sys.stderr)
    cards = deck.cards if options.all else lacking(deck.cards)
    if not cards:
        print(f"Every card of {path} that can use a rubric has one.")
        return 1 if problems else 0
    text = write_request(deck, cards)
    if options.output == "-":
        print(text)
        return 1 if problems else 0
    target = Path(options.output or f"{path.stem}.rubric-request.txt").expanduser()
    _write_request(target, text)
    print(f"Wrote a request for {len(cards)} of {len(deck.cards)} cards: {target}")
    print("Have it answered by a language model or a teacher, save the reply, and run")
    print(f"  drill rubric {options.deck} --apply REPLY")
    return 1 if problems else 0


def _write_request(target: Path, text: str) -> None:
    if target.is_file() and not read_bytes(target).startswith(HEADING.encode()):
        raise DeckError(f"{target} exists and is no request.", "Name another file with -o.")
    try:
        write_whole(target, text.encode("utf-8"))
    except OSError as error:
        raise DeckError(
            f"{target} cannot be written: {error.strerror or error}.", "Name another file with -o."
        ) from error


def _apply(path: Path, options: argparse.Namespace) -> int:
    data = read_bytes(path)
    deck, _ = read_deck_file(path, mint=False)
    text, encoding, wrong = decode(data, str(path))
    if wrong:
        raise DeckError(f"{path}, line {wrong[0].line}: {wrong[0].what}", wrong[0].remedy)
    found, broken = find_objects(_answer(options.apply))
    cards = {card.id: card for card in deck.cards}
    rubrics, faults = validate(found, cards)
    if not (found or broken):
        raise DeckError(
            f"There is no rubric in {clean(options.apply)}.",
            "An answer is a JSON array; `drill rubric DECK` writes a request that explains it.",
        )
    failures = {
        rubric.card: check_card(
            join(cards[rubric.card], rubric, options.replace),
            deck.language,
            speakable,
            rubric.right_examples,
            rubric.wrong_examples,
        )
        for rubric in rubrics
    }
    passed = [rubric for rubric in rubrics if not failures[rubric.card]]
    joined = [join(cards[rubric.card], rubric, options.replace) for rubric in passed]
    changed = write_into(text, joined)
    applied = Applied(
        path=path,
        changes=changed.changes,
        kept=_kept(passed, cards, options.replace),
        faults=(*broken, *faults, *changed.faults),
        failures=tuple(each for one in failures.values() for each in one),
        missing=_missing(deck, found),
    )
    if not options.json:
        print(show_applied(applied))
    written = bool(changed.changes) and (options.yes or _agreed(options))
    if written:
        _write_deck(path, changed.text.encode(encoding), data)
    print(applied.conclusion(written, options.json))
    return 1 if applied.faults or applied.failures else 0


def _answer(name: str) -> str:
    """The text of an answer. Raises DeckError."""
    data = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name).expanduser())
    text, _, wrong = decode(data, name)
    if wrong:
        raise DeckError(f"{clean(name)}, line {wrong[0].line}: {wrong[0].what}", wrong[0].remedy)
    return text.removeprefix("\ufeff")


def _kept(rubrics: list[Rubric], cards: Mapping[str, Card], over: bool) -> tuple[str, ...]:
    """Cards with lines written by hand that stay although the rubric has others for them."""
    return tuple(
        each.card
        for each in rubrics
        if join(cards[each.card], each, over) != join(cards[each.card], each, True)
    )


def _missing(deck: Deck, found: list[dict[str, object]]) -> tuple[str, ...]:
    """Cards without a rubric that the answer says nothing about."""
    answered = {value.get("id") for value in found if isinstance(value.get("id"), str)}
    return tuple(card.id for card in lacking(deck.cards) if card.id not in answered)


def _agreed(options: argparse.Namespace) -> bool:
    """Whether somebody at a terminal wants the changes; nobody there means no."""
    if options.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        reply = input("Write this into the deck? [y/N] ")
    except EOFError:
        return False
    return reply.strip().lower() in ("y", "yes")


def _write_deck(path: Path, data: bytes, expected: bytes) -> None:
    try:
        write_whole(path, data, expected=expected)
    except OSError as error:
        raise DeckError(
            f"{path} cannot be written: {error.strerror or error}.", "The deck is as it was."
        ) from error
