"""A deck's lexicon as a file of the home: read and edited by hand, written whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drill.deck.card import Deck
from drill.errors import StoreError
from drill.files import MAX_BYTES, write_whole
from drill.home import Home
from drill.text import clean

_EDIT = (
    "Mend the file, or make it anew with `drill lexicon DECK --forget` and `drill lexicon DECK`."
)


@dataclass(frozen=True)
class Lexicon:
    """What is heard for the terms of a deck."""

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By term; a term that is always heard right has none."""
    terms: str = ""
    """`fingerprint` of the deck's terms when it was made."""
    voice: str = ""
    """Id of the voice that spoke; empty for the engine's default."""
    model: str = ""
    """The Whisper model that listened."""

    @property
    def count(self) -> int:
        """How many aliases there are."""
        return sum(map(len, self.aliases.values()))


def lexicon_path(home: Home, deck: Deck) -> Path:
    """Where the deck's lexicon is kept."""
    return home.lexicons / f"{Path(deck.path).stem or deck.name}.json"


def fingerprint(terms: Sequence[str]) -> str:
    """A short hash of a deck's terms, whatever their order."""
    return hashlib.sha256("\n".join(sorted(terms)).encode()).hexdigest()[:16]


def load_lexicon(path: Path) -> Lexicon | None:
    """The lexicon in a file; None when there is none. Raises StoreError naming file and mistake."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StoreError(f"The lexicon {path} is far too large.", _EDIT)
        values = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The lexicon {path} cannot be read: {error}.", _EDIT) from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"The lexicon {path} is not JSON: {error}.", _EDIT) from error
    aliases = values.get("aliases") if isinstance(values, dict) else None
    if not isinstance(aliases, dict):
        raise StoreError(f"The lexicon {path} has no `aliases`.", _EDIT)
    for term, heard in aliases.items():
        if not isinstance(heard, list) or not all(isinstance(each, str) for each in heard):
            what = f"the aliases of `{clean(term)[:60]}` are not a list of texts"
            raise StoreError(f"The lexicon {path} is not usable: {what}.", _EDIT)
    return Lexicon(
        {clean(term): tuple(map(clean, heard)) for term, heard in aliases.items()},
        *(clean(str(values.get(key, ""))) for key in ("terms", "voice", "model")),
    )


def find_aliases(home: Home, deck: Deck) -> tuple[Mapping[str, tuple[str, ...]], StoreError | None]:
    """The aliases of the deck's lexicon, none without one; and what is wrong with it, if anything:
    it is not usable, or made for other terms than the deck has now."""
    path = lexicon_path(home, deck)
    try:
        lexicon = load_lexicon(path)
    except StoreError as error:
        return {}, error
    if lexicon is None:
        return {}, None
    from drill.lexicon.terms import answer_terms  # slow to load: no first card waits for it

    if lexicon.terms == fingerprint(answer_terms(deck.cards, deck.language)):
        return lexicon.aliases, None
    what = f"The lexicon of {deck.name} was made before the deck changed; what fits is used."
    return lexicon.aliases, StoreError(what, f"`drill lexicon {path.stem}` brings it up to date.")


def save_lexicon(path: Path, deck: Deck, lexicon: Lexicon) -> None:
    """Replace the file in one step; a term a line. Raises StoreError."""
    head = {
        "deck": deck.name,
        "voice": lexicon.voice,
        "model": lexicon.model,
        "terms": lexicon.terms,
    }
    lines = [f"  {_json(key)}: {_json(value)}," for key, value in head.items()]
    entries = [f"    {_json(term)}: {_json(heard)}" for term, heard in lexicon.aliases.items()]
    text = "\n".join(["{", *lines, '  "aliases": {', ",\n".join(entries), "  }", "}", ""])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise StoreError(
            f"The lexicon {path} cannot be written: {error.strerror or error}.",
            "Make the folder writable, or choose another home with --home DIR.",
        ) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
