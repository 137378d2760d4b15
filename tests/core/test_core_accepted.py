"""`drill accepted`, and what it lists: from "I was right" to the next session, on the real parts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drill.cli.main import main
from drill.clock import SystemClock
from drill.grading.accepted import WHY
from drill.grading.verdict import Ruling
from drill.home import Home
from drill.ports import Conversation
from drill.schedule.memory import Rating, Review
from drill.services import LocalServices
from drill.session import events
from drill.session.state import Phase, State
from drill.settings import Settings
from drill.store.log import open_log
from drill.trace import Tracer
from fakes.reviews import START, a_review

DECK = """---
name: Locks
---
Q: How does a canal lock lift a boat?  ^k-1
A: Water is let in from the upper level until the chamber is as high as the canal above.
Wrong: a pump -> No pump is needed.

Q: What holds the water back?  ^k-2
A: A pair of gates.
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path).prepare()
    (home.decks / "locks.md").write_text(DECK)
    return home


def override(card: str, answer: str, deck: str = "Locks") -> Review:
    review = a_review(card, transcript=answer)
    return replace(review, deck=deck, ruling=Ruling.WRONG, score=0.0, overridden=True)


def save(home: Home, *reviews: Review) -> list[int]:
    log = open_log(home.database)
    numbers = [log.save(review) for review in reviews]
    log.close()
    return numbers


def accepted(home: Home, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["accepted", "--home", str(home.root), *arguments]) == 0
    return capsys.readouterr().out


def asks(state: State, card: str) -> bool:
    return state.card is not None and state.card.id == card


class Talk:
    """A learner typing into one session, from its start to its end."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.changed = asyncio.Event()
        conversation.watch(lambda _state: self.changed.set(), lambda _level: None)
        self.running = asyncio.ensure_future(conversation.run())

    async def until(self, holds: Callable[[State], bool]) -> State:
        async def wait() -> None:
            while not holds(self.conversation.state):
                self.changed.clear()
                await self.changed.wait()

        await asyncio.wait_for(wait(), 20)
        return self.conversation.state

    async def until_after(self, turn: int) -> State:
        return await self.until(lambda s: s.turn > turn)

    async def undo(self) -> State:
        done = self.conversation.state.done
        self.conversation.post(events.Undo())
        return await self.until(lambda s: s.done < done and s.phase is Phase.JUDGED)

    async def say(self, answer: str, card: str = "k-1") -> State:
        while not asks(await self.until(lambda s: s.phase is Phase.WAITING), card):
            self.conversation.post(events.Skip())
            await self.until_after(self.conversation.state.turn)
        self.conversation.post(events.Typed(answer))
        return await self.until(lambda s: s.phase is Phase.JUDGED)

    async def rate(self, rating: Rating | None = None) -> None:
        done = self.conversation.state.done
        self.conversation.post(events.Rated(rating))
        await self.until(lambda s: s.done > done)

    async def leave(self) -> None:
        self.conversation.post(events.Leave())
        await self.running


async def one_answer(home: Home, answer: str, *then: events.Event) -> tuple[Ruling, str]:
    """What a session of its own rules on an answer to the first card that is typed."""
    services = services_of(home)
    try:
        talk = Talk(services.converse(["Locks"], None))
        state = await talk.say(answer)
        assert state.verdict is not None
        ruled = state.verdict.ruling, state.verdict.why
        if then:
            for event in then:
                talk.conversation.post(event)
            await talk.rate(Rating.AGAIN)
        await talk.leave()
    finally:
        services.close()
    return ruled


def services_of(home: Home) -> LocalServices:
    settings = Settings(speech="off")
    return LocalServices(home, settings, Tracer(None, SystemClock().seconds))


async def test_i_was_right_holds_in_later_sessions_until_it_is_revoked(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even when the deck calls these very words a mistake: the learner's word wins."""
    assert (await one_answer(home, "a pump", events.Override()))[0] is Ruling.WRONG
    assert await one_answer(home, "a pump") == (Ruling.RIGHT, WHY)
    assert await one_answer(home, "Um, I think it's a pump.") == (Ruling.RIGHT, WHY)
    assert (await one_answer(home, "ropes and a pump"))[0] is Ruling.WRONG

    (item,) = json.loads(accepted(home, capsys, "--json"))["accepted"]
    accepted(home, capsys, "--revoke", str(item["number"]))
    assert (await one_answer(home, "a pump"))[0] is Ruling.WRONG


async def test_i_was_right_holds_in_the_same_session_until_undo(home: Home) -> None:
    services = services_of(home)
    talk = Talk(services.converse(["Locks"], None))
    await talk.say("a pump")
    talk.conversation.post(events.Override())
    await talk.rate(Rating.AGAIN)
    await talk.say("a pair of gates", "k-2")
    await talk.rate(Rating.EASY)

    state = await talk.say("a pump")
    assert state.verdict is not None
    assert (state.verdict.ruling, state.verdict.why) == (Ruling.RIGHT, WHY)

    await talk.undo()
    assert (await talk.undo()).overridden
    talk.conversation.post(events.Edited("a pump"))
    state = await talk.until(lambda s: not s.overridden)
    assert state.verdict is not None
    assert state.verdict.ruling is Ruling.WRONG
    await talk.leave()
    services.close()

    log = open_log(home.database)
    assert log.accepted() == []
    log.close()


def test_the_list_with_the_graders_error_rate(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = save(
        home,
        override("k-1", "they fill it"),
        a_review("k-1"),
        replace(a_review("k-2"), deck="Locks", ruling=Ruling.PARTLY),
        override("x-1", "esc\x1b[2Jape", "Gone"),
    )
    found = json.loads(accepted(home, capsys, "--json"))
    assert found["accepted"] == [
        {
            "number": numbers[0],
            "card": "k-1",
            "answer": "they fill it",
            "deck": "Locks",
            "question": "How does a canal lock lift a boat?",
            "at": START.isoformat(),
        },
        {
            "number": numbers[3],
            "card": "x-1",
            "answer": "esc\x1b[2Jape",
            "deck": "Gone",
            "question": None,
            "at": START.isoformat(),
        },
    ]
    assert found["verdicts"] == {"answers": 4, "not_right": 3, "overridden": 2, "rate": 0.5}
    assert found["decks"] == {
        "Gone": {"answers": 1, "not_right": 1, "overridden": 1, "rate": 1.0},
        "Locks": {"answers": 3, "not_right": 2, "overridden": 1, "rate": 0.3333},
    }

    text = accepted(home, capsys)
    assert "How does a canal lock lift a boat?" in text
    assert "“they fill it”" in text
    assert "“escape”" in text
    assert START.astimezone().strftime("%Y-%m-%d %H:%M") in text
    assert text.splitlines()[-3:] == [
        "You overrode 2 of 4 verdicts (50.0 %); 2 of the 3 that were not right.",
        "  Gone: 1 of 1 verdict (100.0 %); 1 of the 1 that was not right",
        "  Locks: 1 of 3 verdicts (33.3 %); 1 of the 2 that were not right",
    ]


@pytest.mark.parametrize(("deck", "cards"), [("locks", ["k-1"]), ("Gone", ["x-1"])])
def test_one_deck_even_one_whose_file_is_gone(
    home: Home, capsys: pytest.CaptureFixture[str], deck: str, cards: list[str]
) -> None:
    save(home, override("k-1", "they fill it"), override("x-1", "so", "Gone"))
    found = json.loads(accepted(home, capsys, deck, "--json"))
    assert [each["card"] for each in found["accepted"]] == cards
    assert len(found["decks"]) == 1
    assert found["verdicts"]["answers"] == 1


def test_a_renamed_deck_keeps_what_was_accepted(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    save(home, override("k-1", "they fill it", "Sluices"))
    found = json.loads(accepted(home, capsys, "Locks", "--json"))
    assert found["accepted"][0]["deck"] == "Locks"
    assert list(found["decks"]) == ["Locks"]


def test_a_deck_that_nothing_knows(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accepted", "lokcs", "--home", str(home.root)]) == 2
    assert "no deck lokcs" in capsys.readouterr().err


def test_a_deck_that_cannot_be_read_only_lacks_its_questions(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    save(home, override("k-1", "they fill it"))
    (home.decks / "locks.md").unlink()
    (home.decks / "locks.md").mkdir()
    assert "“they fill it”" in accepted(home, capsys)


def test_revoking(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = save(home, override("k-1", "they fill it"), override("k-1", "by water"))
    printed = accepted(home, capsys, "--revoke", str(one))
    assert printed == "“they fill it” is no longer accepted for the card k-1.\n"
    found = json.loads(accepted(home, capsys, "--json"))
    assert [each["number"] for each in found["accepted"]] == [other]
    assert found["verdicts"]["overridden"] == 1
    assert json.loads(accepted(home, capsys, "--revoke", str(other), "--json")) == {
        "revoked": {
            "number": other,
            "card": "k-1",
            "answer": "by water",
            "at": START.isoformat(),
        }
    }
    assert "none of 2 verdicts" in accepted(home, capsys)


@pytest.mark.parametrize("number", ["7", "-1"])
def test_revoking_a_number_that_is_not_listed(
    home: Home, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    save(home, a_review("k-1"))
    assert main(["accepted", "--home", str(home.root), "--revoke", number]) == 2
    message = capsys.readouterr().err
    assert f"no accepted answer {number}" in message
    assert "drill accepted" in message


def test_nothing_is_made_where_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    assert main(["accepted", "--home", str(nowhere)]) == 0
    assert "No answer was graded yet." in capsys.readouterr().out
    assert main(["accepted", "--home", str(nowhere), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "accepted": [],
        "verdicts": {"answers": 0, "not_right": 0, "overridden": 0, "rate": None},
        "decks": {},
    }
    assert main(["accepted", "--home", str(nowhere), "--revoke", "1"]) == 2
    assert "no accepted answer 1" in capsys.readouterr().err
    assert not nowhere.exists()


def test_the_answer_asked_for_is_no_verdict(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    shown = replace(a_review("k-1"), ruling=Ruling.WRONG, source="none", transcript="")
    save(home, shown, replace(a_review("k-2"), at=START + timedelta(days=1)))
    assert "none of 1 verdict." in accepted(home, capsys)
