"""`drill import FILE`: a study page, or another deck, becomes a deck of drill's."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from drill.cli.cards_command import card_values
from drill.cli.options import add_home
from drill.deck.formats import FORMATS, Format, Found, pick_format
from drill.deck.merging import Merge, merge, new_deck, slug
from drill.errors import DeckError
from drill.files import decode, read_bytes, write_whole
from drill.home import find_home
from drill.library import read_deck_file


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the import."""
    parser.add_argument("file", metavar="FILE", help="the file to read, or - for standard input")
    parser.add_argument("-o", "--output", metavar="DECK.md", help="the deck to write or to add to")
    names = "; ".join(f"{each.name}: {each.describe}" for each in FORMATS)
    parser.add_argument("--format", metavar="NAME", help=f"{names} (default: guessed)")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--force", action="store_true", help="add to a deck that shares no card")
    parser.add_argument(
        "--lexicon", action="store_true", help="then learn how the recogniser mishears its terms"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Import and say what was done; 1 when the file had problems. Raises DeckError."""
    source = "standard input" if options.file == "-" else options.file
    data = sys.stdin.buffer.read() if options.file == "-" else read_bytes(Path(options.file))
    text, _, wrong = decode(data, source)
    if wrong:
        raise DeckError(f"{source}, line {wrong[0].line}: {wrong[0].what}", wrong[0].remedy)
    chosen = pick_format(text, options.format)
    found = chosen.read(text, source)
    if not found.cards:
        raise DeckError(
            f"No cards were found in {source}, read as {chosen.name}.",
            "A study page has a title, then lines of questions and answers in turn.",
        )
    title = found.title or ("" if options.file == "-" else Path(options.file).stem) or "Study page"
    path = _target(options, title)
    done = _merge(path, title, found, options)
    if not options.dry_run and (done.added or done.changed):
        _write(path, done.text)
    if options.json:
        print(json.dumps(_values(chosen, title, path, found, done, options), ensure_ascii=False, indent=1))  # fmt: skip
    else:
        print("\n".join(_report(chosen, title, path, found, done, options)))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if options.lexicon and not options.dry_run:
        _learn(path, options)
    return 1 if found.problems else 0


def _learn(path: Path, options: argparse.Namespace) -> None:
    from drill.cli.lexicon_command import learn_deck
    from drill.settings import load_settings

    home = find_home(options.home)
    news = sys.stderr if options.json else sys.stdout
    learn_deck(home, load_settings(home.settings), read_deck_file(path)[0], news)


def _target(options: argparse.Namespace, title: str) -> Path:
    name = f"{slug(title) or 'deck'}.md"
    if not options.output:
        return find_home(options.home).decks / name
    path = Path(options.output).expanduser()
    return path / name if path.is_dir() else path


def _merge(path: Path, title: str, found: Found, options: argparse.Namespace) -> Merge:
    if not path.exists():
        return new_deck(title, found.cards, found.language)
    deck, _ = read_deck_file(path, mint=not options.dry_run)
    text, encoding, wrong = decode(read_bytes(path), str(path))
    if wrong or encoding != "utf-8":
        raise DeckError(f"{path} is not plain UTF-8.", "Save it as UTF-8, or name another deck with -o.")  # fmt: skip
    done = merge(deck, text, found.cards)
    if not (done.kept or done.changed or options.force):
        raise DeckError(
            f"{path} is another deck: it shares no question with what was found.",
            "Name another file with -o, or add to that deck with --force.",
        )
    return done


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise DeckError(f"{path} cannot be written: {error.strerror or error}.", "Name another file with -o.") from error  # fmt: skip


def _report(
    chosen: Format, title: str, path: Path, found: Found, done: Merge, options: argparse.Namespace
) -> list[str]:
    lines = [f"Read as {chosen.name}: {title}", f"{len(found.cards)} cards, {len(found.doubts)} doubtful"]  # fmt: skip
    for doubt in found.doubts:
        lines.append(f"  line {doubt.line}: {doubt.reason}")
        lines.append(f"    in the card: {' / '.join(doubt.question.split(chr(10)))}")
    verb = "Would write" if options.dry_run else "Wrote"
    if not (done.added or done.changed):
        verb = "Nothing to change in"
    parts = [
        f"{len(cards)} {word}"
        for word, cards in (
            ("added", done.added),
            ("changed", done.changed),
            ("as before", done.kept),
            ("only in the deck (left there)", done.left),
        )
        if cards
    ]
    lines.append(f"{verb} {path}: {', '.join(parts)}")
    lines += [f"  changed ^{card.id}: {card.question.split(chr(10))[0]}" for card in done.changed]
    lines += [f"  left ^{card.id}: {card.question.split(chr(10))[0]}" for card in done.left]
    return lines


def _values(
    chosen: Format, title: str, path: Path, found: Found, done: Merge, options: argparse.Namespace
) -> dict[str, object]:
    doubts = {doubt.question: doubt for doubt in found.doubts}
    cards = []
    for card in done.cards:
        doubt = doubts.get(card.question)
        cards.append(card_values(card) | ({"doubt": doubt.reason, "doubt_line": doubt.line} if doubt else {}))  # fmt: skip
    return {
        "format": chosen.name,
        "title": title,
        "cards": cards,
        "doubtful": len(found.doubts),
        "path": str(path),
        "written": not options.dry_run and bool(done.added or done.changed),
        "added": [card.id for card in done.added],
        "changed": [card.id for card in done.changed],
        "kept": [card.id for card in done.kept],
        "left": [card.id for card in done.left],
    }
