"""The formats decks come in: one entry each, so that a further format is one module and one line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from drill.deck.card import Card
from drill.deck.native import parse_deck
from drill.deck.problems import Problem
from drill.deck.studypage import read_study_page
from drill.deck.wordings import list_points
from drill.errors import DeckError


@dataclass(frozen=True)
class Doubt:
    """A card whose text may have been split wrongly."""

    line: int
    """1-based line of the file that can be read in two ways."""
    question: str
    reason: str


@dataclass(frozen=True)
class Found:
    """What was found in a foreign file. Cards have an id where the file gives one, else ""."""

    title: str
    cards: tuple[Card, ...]
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "en"


@dataclass(frozen=True)
class Format:
    """A format that can be imported."""

    name: str
    """What is typed behind `--format`."""
    describe: str
    fits: Callable[[str], float]
    """How well a text fits, 0 to 1; reads little of it."""
    read: Callable[[str, str], Found]
    """Text and file name to cards; never raises."""


def _native_fits(text: str) -> float:
    questions = len(re.findall(r"^(?:Q|C):(?![:\\/])", text, re.M))
    answers = len(re.findall(r"^(?:A|C):(?![:\\/])", text, re.M))
    return 0.9 if questions and answers else 0.0


def _read_native(text: str, path: str) -> Found:
    deck, problems = parse_deck(text, path)
    return Found(deck.name, deck.cards, (), problems, deck.language)


def _study_page_fits(text: str) -> float:
    return 0.5 if len(text.split("\n", 3)) > 2 else 0.1


def _read_study_page(text: str, path: str) -> Found:
    page = read_study_page(text)
    cards = tuple(
        Card("", each.question, each.answer, points=list_points(each.answer), line=each.line)
        for each in page.cards
    )
    doubts = tuple(
        Doubt(each.doubt_line, each.question, each.doubt) for each in page.cards if each.doubt
    )
    return Found(page.title, cards, doubts)


FORMATS = (
    Format("study-page", "a title, then question and answer lines", _study_page_fits, _read_study_page),
    Format("native", "drill's own Q:/A: Markdown", _native_fits, _read_native),
)  # fmt: skip


def pick_format(text: str, name: str | None = None) -> Format:
    """The format with that name, or the one the text fits best. Raises DeckError."""
    if name is None:
        return max(FORMATS, key=lambda each: each.fits(text))
    names = [each.name for each in FORMATS]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
        raise DeckError(f"There is no format {name}.", hint)
    return FORMATS[names.index(name)]
