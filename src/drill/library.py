"""The deck files of a home: reading them, minting ids into them, listing them."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drill.deck.card import Card, Deck
from drill.deck.census import take_census
from drill.deck.native import mint_ids, parse_deck
from drill.deck.problems import Problem
from drill.errors import DeckError
from drill.files import decode, read_bytes, write_whole
from drill.home import Home
from drill.ports import Shelf
from drill.schedule.memory import Memory
from drill.text import clean

SUFFIXES = (".md", ".markdown")


def read_deck_file(path: Path, mint: bool = True) -> tuple[Deck, tuple[Problem, ...]]:
    """The deck in a file and what is wrong with it. Every card has an id.

    With `mint`, cards without an id get one in the file; where that cannot be done (a file that is
    read-only, or not in Unicode) the ids come from the questions for as long as that lasts, and a
    problem says so. Raises DeckError when there is no such file, or it cannot be read at all.
    """
    data = read_bytes(path)
    text, encoding, wrong = decode(data, str(path))
    deck, problems = parse_deck(text, str(path))
    if any(not card.id for card in deck.cards):
        if mint and encoding:
            minted = mint_ids(text, random_id)
            try:
                write_whole(path, minted.encode(encoding), expected=data)
            except OSError as error:
                reason = f"No ids could be written into the file ({error.strerror or error})."
                remedy = (
                    "Make the file writable: until then editing a question forgets its history."
                )
                wrong = (*wrong, Problem(str(path), 0, reason, remedy))
            else:
                deck, problems = parse_deck(minted, str(path))
        deck = replace(deck, cards=_with_ids(deck.cards))
    return deck, (*wrong, *problems)


def _with_ids(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards, those without an id having one derived from the question."""
    used = {card.id for card in cards if card.id}
    out = []
    for card in cards:
        if not card.id:
            derived = derived_id(card.question)
            while derived in used:
                derived += "x"
            used.add(derived)
            card = replace(card, id=derived)
        out.append(card)
    return tuple(out)


def derived_id(question: str) -> str:
    """The id of a card that has none in its file; others with the same question get `x` added."""
    return f"q{zlib.crc32(question.encode()):08x}"


def random_id() -> str:
    """A new id: six letters and digits that are hard to mistake for one another."""
    letters = "bcdfghjkmnpqrstvwxz"
    drawn = os.urandom(6)
    signs = letters + "23456789"
    return letters[drawn[0] % len(letters)] + "".join(signs[n % len(signs)] for n in drawn[1:])


class FolderLibrary:
    """The decks below a home's `decks/` (implements `ports.Library`)."""

    def __init__(self, home: Home, memories: Callable[[], Mapping[str, Memory]]) -> None:
        self._home = home
        self._memories = memories
        self._seen: dict[Path, tuple[tuple[int, int], _Glance]] = {}

    def files(self) -> list[Path]:
        """The deck files, by name."""
        try:
            found = [
                path
                for path in self._home.decks.rglob("*")
                if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
            ]
        except OSError:
            return []
        return sorted(found, key=lambda path: (path.stem.lower(), str(path)))

    def shelves(self, now: datetime) -> list[Shelf]:
        """Every deck file, by name. What cannot be read is listed with the reason."""
        memories = self._memories()
        shelves = []
        for path in self.files():
            deck = self._glance(path)
            known = [memories[card] for card in deck.ids if card in memories]
            shelves.append(
                Shelf(
                    name=deck.name,
                    path=path,
                    cards=len(deck.ids),
                    due=sum(memory.due <= now for memory in known),
                    new=len(deck.ids) - len(known),
                    problem=deck.problem,
                )
            )
        return sorted(shelves, key=lambda shelf: (shelf.name.lower(), str(shelf.path)))

    def open(self, name: str) -> Deck:
        """The deck with that name, file stem or path. Raises DeckError naming near misses."""
        return read_deck_file(self.find(name))[0]

    def find(self, name: str) -> Path:
        """The file of the deck with that name, file stem or path. Raises DeckError."""
        path = Path(name).expanduser()
        if path.is_file() or len(path.parts) > 1:
            return path  # reading it says what is wrong with it
        files = self.files()
        stems = [file for file in files if name in (file.stem, file.name)]
        if len(stems) == 1:
            return stems[0]
        names = {file: self._glance(file).name for file in files}
        wanted = name.casefold()
        found = [file for file, each in names.items() if each.casefold() == wanted] or stems
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(str(file) for file in found)
            raise DeckError(f"Several decks are called {clean(name)}.", f"Name one by its path: {several}.")  # fmt: skip
        if path.is_dir():
            return path
        raise DeckError(
            f"There is no deck {clean(name)} in {self._home.decks}.", _nearest(name, names)
        )

    def _glance(self, path: Path) -> _Glance:
        """What the list shows of a file, from memory when the file has not changed. The file is
        not touched."""
        try:
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if path not in self._seen or self._seen[path][0] != stamp:
                self._seen[path] = (stamp, _look_at(path))
        except OSError as error:
            trouble = DeckError(f"{path} cannot be read: {error.strerror}.", "Mend or remove it.")
            return _Glance(path.stem, (), trouble)
        except DeckError as error:
            return _Glance(path.stem, (), error)
        return self._seen[path][1]


@dataclass(frozen=True)
class _Glance:
    name: str
    ids: tuple[str, ...]
    problem: DeckError | None = None


def _look_at(path: Path) -> _Glance:
    text, encoding, _ = decode(read_bytes(path), str(path))
    census = take_census(text.removeprefix("\ufeff")) if encoding else None
    if census:
        return _Glance(census.name, census.ids)
    deck, problems = read_deck_file(path, mint=False)
    return _Glance(deck.name, tuple(card.id for card in deck.cards), _summary(path, problems))


def _summary(path: Path, problems: tuple[Problem, ...]) -> DeckError | None:
    if not problems:
        return None
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return DeckError(f"{path.name}:{first.line}: {first.what}{more}", first.remedy)


def _nearest(name: str, names: Mapping[Path, str]) -> str:
    import difflib

    known = {known.casefold(): known for path, each in names.items() for known in (each, path.stem)}
    near = difflib.get_close_matches(name.casefold(), known, 3, 0.5)
    if near:
        return f"Did you mean {' or '.join(known[each] for each in near)}?"
    if not names:
        return "There are no decks yet: put a deck file there, or `drill import` a study page."
    listed = sorted(names.values())
    return f"There are: {', '.join(listed[:8])}{', ...' if len(listed) > 8 else ''}."


def sample_deck() -> Path:
    """The deck that comes with drill. Raises DeckError when this installation lacks it."""
    package = Path(__file__).parent
    for folder in (package / "sample", package.parent.parent / "decks"):
        path = folder / "sequence-processing.md"
        if path.is_file():
            return path
    raise DeckError("The sample deck is missing from this installation.", "Install drill again.")


def stock(home: Home) -> None:
    """Put the sample deck into a home that has no decks at all. Raises DeckError."""
    try:
        if home.decks.is_dir() and any(home.decks.iterdir()):
            return
        sample = sample_deck()
        home.decks.mkdir(parents=True, exist_ok=True)
        write_whole(home.decks / sample.name, sample.read_bytes())
    except OSError as error:
        raise DeckError(
            f"The sample deck cannot be put into {home.decks}: {error.strerror}.",
            "Choose another home with --home DIR or DRILL_HOME.",
        ) from error
