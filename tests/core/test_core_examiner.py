"""The judge of a drill: strictness of deck and learner, the lexicon, and what was accepted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from drill.clock import SystemClock
from drill.deck.card import Card, Deck
from drill.errors import SettingsError
from drill.examiner import Examiner
from drill.grading.accepted import WHY
from drill.grading.strictness import Strictness
from drill.grading.verdict import Ruling
from drill.home import Home
from drill.lexicon.kept import Lexicon, fingerprint, lexicon_path, save_lexicon
from drill.lexicon.terms import answer_terms
from drill.library import read_deck_file
from drill.schedule.memory import Memory
from drill.services import LocalServices
from drill.session import events
from drill.session.state import Phase, State
from drill.settings import Settings, load_settings
from drill.trace import Tracer

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)
SEASONED = Memory("review", None, 200.0, 5.0, NOW + timedelta(days=200), NOW)
CARD = Card(
    "m-1",
    "What is a mortgage?",
    "A loan secured by a house, paid back over decades with interest.",
)
WORDS = CARD.answer.split()
SPEECH = Card("m-2", "Which model learns from raw speech?", "wav2vec")
DECK = Deck("Mixed", (CARD, SPEECH))
ALIASES = {"wav2vec": ("wap to mack",)}


def rulings(examiner: Examiner, memory: Memory | None = None) -> list[int]:
    """How good the beginnings of the reference are, word by word: 0 is wrong, 2 is right."""
    order = [Ruling.WRONG, Ruling.PARTLY, Ruling.RIGHT]
    said = [" ".join(WORDS[:count]) for count in range(3, len(WORDS))]
    return [order.index(examiner(CARD, each, "en", memory).ruling) for each in said]


def test_the_stricter_the_less_is_right() -> None:
    strict = rulings(Examiner([(DECK, {})], Strictness.STRICT))
    lenient = rulings(Examiner([(DECK, {})], Strictness.LENIENT))
    assert strict != lenient
    assert all(one <= other for one, other in zip(strict, lenient, strict=True))


def test_the_deck_overrides_the_learner() -> None:
    strict = replace(DECK, strictness="strict")
    assert rulings(Examiner([(strict, {})], Strictness.LENIENT)) == rulings(
        Examiner([(DECK, {})], Strictness.STRICT)
    )


def test_rising_makes_a_seasoned_card_harder() -> None:
    easy = Examiner([(DECK, {})], Strictness.LENIENT, rising=True)
    assert rulings(easy, None) == rulings(Examiner([(DECK, {})], Strictness.LENIENT))
    assert rulings(easy, SEASONED) == rulings(Examiner([(DECK, {})], Strictness.STRICT))


def test_the_lexicon_of_the_cards_deck_is_used() -> None:
    heard = Examiner([(DECK, ALIASES)])(SPEECH, "wap to mack", "en", None)
    deaf = Examiner([(DECK, {}), (Deck("Other"), ALIASES)])(SPEECH, "wap to mack", "en", None)
    assert (heard.ruling, deaf.ruling) == (Ruling.RIGHT, Ruling.WRONG)


def test_what_was_accepted_before_the_lexicon_came_stays_accepted() -> None:
    taught = replace(
        CARD,
        answer="Like wav2vec it is trained by contrast.",
        conceded=("the wap to mack thing for pictures",),
    )
    deck = Deck("Mixed", (taught,))
    verdict = Examiner([(deck, ALIASES)])(taught, "The wap to mack thing, for pictures", "en", None)
    assert (verdict.ruling, verdict.why) == (Ruling.RIGHT, WHY)


def test_a_card_of_no_deck_is_graded_as_well() -> None:
    assert Examiner([])(SPEECH, "wav2vec", "en", None).ruling is Ruling.RIGHT


def test_settings_say_strictness_and_rising(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('strictness = "lenient"\nrising = true\n')
    assert load_settings(path) == Settings(strictness="lenient", rising=True)
    path.write_text('strictness = "harsh"\n')
    with pytest.raises(SettingsError, match="one of strict, balanced, lenient"):
        load_settings(path)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path).prepare()
    (home.decks / "models.md").write_text(
        "Q: Which model learns from raw speech? ^m-2\nA: wav2vec\n"
    )
    return home


async def answered(home: Home, answer: str) -> tuple[str, State]:
    """The notice on the first card of a session, and the state when the answer is graded."""
    services = LocalServices(home, Settings(speech="off"), Tracer(None, SystemClock().seconds))
    try:
        conversation = services.converse(["models"], None)
        changed = asyncio.Event()
        conversation.watch(lambda _state: changed.set(), lambda _level: None)
        running = asyncio.ensure_future(conversation.run())

        async def until(phase: Phase) -> State:
            while conversation.state.phase is not phase or conversation.state.card is None:
                changed.clear()
                await asyncio.wait_for(changed.wait(), 20)
            return conversation.state

        notice = (await until(Phase.WAITING)).notice
        conversation.post(events.Typed(answer))
        state = await until(Phase.JUDGED)
        conversation.post(events.Leave())
        await running
        return notice, state
    finally:
        services.close()


def keep(home: Home, terms: str = "") -> Path:
    deck, _ = read_deck_file(home.decks / "models.md")
    path = lexicon_path(home, deck)
    save_lexicon(
        path, deck, Lexicon(ALIASES, terms or fingerprint(answer_terms(deck.cards)), "", "tiny.en")
    )
    return path


async def test_a_drill_grades_with_the_lexicon_and_shows_what_was_heard(home: Home) -> None:
    keep(home)
    notice, state = await answered(home, "wap to mack")
    assert notice == ""
    assert state.verdict is not None
    assert state.answer is not None
    assert state.verdict.ruling is Ruling.RIGHT
    assert state.answer.text == "wap to mack"


async def test_a_broken_lexicon_is_said_and_the_drill_goes_on(home: Home) -> None:
    path = keep(home)
    path.write_text("{")
    notice, state = await answered(home, "wav2vec")
    assert "is not JSON" in notice
    assert state.verdict is not None
    assert state.verdict.ruling is Ruling.RIGHT


async def test_a_stale_lexicon_is_said_and_used(home: Home) -> None:
    keep(home, terms="older")
    notice, state = await answered(home, "wap to mack")
    assert "drill lexicon models" in notice
    assert state.verdict is not None
    assert state.verdict.ruling is Ruling.RIGHT
