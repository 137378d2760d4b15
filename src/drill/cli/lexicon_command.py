"""`drill lexicon DECK`: learn what the recogniser makes of the deck's terms."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from drill.cli.options import add_home
from drill.deck.card import Deck
from drill.errors import StoreError
from drill.home import Home, find_home
from drill.lexicon.kept import Lexicon, fingerprint, lexicon_path, load_lexicon, save_lexicon
from drill.library import FolderLibrary, read_deck_file
from drill.settings import Settings, load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the deck and the options."""
    parser.add_argument("deck", metavar="DECK", help="a deck, by file or by name")
    parser.add_argument("--forget", action="store_true", help="remove the deck's lexicon instead")
    parser.add_argument("--json", action="store_true", help="print the lexicon as JSON")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Learn, or forget, and say what was kept. Raises DeckError, StoreError and VoiceError."""
    home = find_home(options.home)
    deck = find_deck(home, options.deck)
    path = lexicon_path(home, deck)
    if options.forget:
        return _forget(path, options.json)
    news = sys.stderr if options.json else sys.stdout
    try:
        lexicon = learn_deck(home, load_settings(home.settings), deck, news)
    except KeyboardInterrupt:
        print("Stopped. What was learned is kept; the next time goes on from there.", file=news)
        raise
    if options.json:
        values = {"path": str(path), "voice": lexicon.voice, "model": lexicon.model}
        print(
            json.dumps({**values, "aliases": dict(lexicon.aliases)}, ensure_ascii=False, indent=1)
        )
    return 0


def find_deck(home: Home, name: str) -> Deck:
    """The deck with that name, or in that file; the file is not touched. Raises DeckError."""
    path = Path(name).expanduser()
    if not path.is_file():
        path = FolderLibrary(home, dict).find(name)
    return read_deck_file(path, mint=False)[0]


def learn_deck(home: Home, settings: Settings, deck: Deck, news: TextIO) -> Lexicon:
    """Listen to the terms the deck's lexicon does not have yet, keep each as it comes, and tell.

    What is in the file stays, so that it can be edited by hand. Raises StoreError and VoiceError;
    what was learned until then is kept.
    """
    from drill.lexicon.terms import answer_terms

    path = lexicon_path(home, deck)
    terms = answer_terms(deck.cards, deck.language)
    old = load_lexicon(path) or Lexicon()
    same = (old.voice, old.model) == (settings.voice, settings.model)
    left = [term for term in terms if not (same and term in old.aliases)]
    print(f"{deck.name}: {len(terms)} terms, {len(left)} to listen to.", file=news, flush=True)
    whole = Lexicon({}, fingerprint(terms), settings.voice, settings.model)
    # Another voice or model is named only when all terms are done: until then each is due again.
    start = replace(old if old.aliases and not same else whole, aliases=old.aliases)
    learned = (
        asyncio.run(_listen(path, settings, deck, terms, left, start, news)) if left else start
    )
    lexicon = replace(whole, aliases=learned.aliases)
    if lexicon not in (old, learned):
        save_lexicon(path, deck, lexicon)
    print(f"{lexicon.count} aliases are kept in {path}.", file=news, flush=True)
    return lexicon


async def _listen(
    path: Path,
    settings: Settings,
    deck: Deck,
    terms: Sequence[str],
    left: Sequence[str],
    lexicon: Lexicon,
    news: TextIO,
) -> Lexicon:
    from drill.grading.aliases import Admission
    from drill.lexicon.learning import Ear, learn
    from drill.voice.speech import Speech
    from drill.voice.transcriber import WhisperTranscriber

    speech, transcriber = Speech(), WhisperTranscriber(settings.model)
    ear = Ear(speech, transcriber, settings.voice, settings.rate, deck.language)
    admission = Admission(deck.cards, terms, deck.language)
    try:
        await transcriber.warm()
        async with aclosing(learn(ear, left, admission)) as lessons:
            number = 0
            async for lesson in lessons:
                number += 1
                known = (*lexicon.aliases.get(lesson.term, ()), *lesson.aliases)
                kept = {**lexicon.aliases, lesson.term: tuple(dict.fromkeys(known))}
                lexicon = replace(lexicon, aliases=kept)
                save_lexicon(path, deck, lexicon)
                heard = [f"“{each}”" for each in lesson.aliases]
                heard += [f"“{each}” (not kept: {why})" for each, why in lesson.refused]
                told = ", ".join(heard) or "heard right"
                print(f"{number:>4}/{len(left)}  {lesson.term}: {told}", file=news, flush=True)
    finally:
        speech.close()
        transcriber.close()
    return lexicon


def _forget(path: Path, as_json: bool) -> int:
    try:
        path.unlink()
        told = f"Removed {path}."
    except FileNotFoundError:
        told = f"There is no lexicon {path}."
    except OSError as error:
        raise StoreError(
            f"The lexicon {path} cannot be removed: {error.strerror}.", "Remove it by hand."
        ) from error
    print(json.dumps({"path": str(path), "aliases": {}}) if as_json else told)
    return 0
