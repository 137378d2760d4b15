"""Every key in every phase posts its event, and nothing where it means nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.schedule.memory import Rating
from drill.session import events
from drill.session.state import Phase, State
from tui.stage import (
    DONE,
    JUDGED,
    LISTENING,
    RIGHT,
    SAVING,
    SPEAKING,
    THINKING,
    UNHEARD,
    WAITING,
    Opener,
    graded,
)

RATED = {str(int(rating)): events.Rated(rating) for rating in Rating}


@pytest.mark.parametrize(
    ("state", "does"),
    [
        (
            JUDGED,
            {
                **RATED,
                "enter": events.Rated(),
                "i": events.Override(),
                "p": events.PlayAnswer(),
                "r": events.Repeat(),
                "s": events.Skip(),
                "u": events.Undo(),
                "space": events.Finish(),
                "escape": events.Leave(),
            },
        ),
        (
            SPEAKING,
            {
                "enter": events.Finish(),
                "space": events.Finish(),
                "t": events.BeginTyping(),
                "tab": events.BeginTyping(),
                "l": events.Listen(),
                "r": events.Repeat(),
                "s": events.Skip(),
                "u": events.Undo(),
                "escape": events.Leave(),
            },
        ),
        (
            LISTENING,
            {
                "enter": events.Finish(),
                "space": events.Finish(),
                "t": events.BeginTyping(),
                "tab": events.BeginTyping(),
                "r": events.Repeat(),
                "s": events.Skip(),
                "u": events.Undo(),
                "escape": events.Leave(),
            },
        ),
        (
            THINKING,
            {
                "t": events.BeginTyping(),
                "l": events.Listen(),
                "r": events.Repeat(),
                "s": events.Skip(),
                "u": events.Undo(),
                "escape": events.Leave(),
            },
        ),
        (
            UNHEARD,
            {
                "l": events.Listen(),
                "t": events.BeginTyping(),
                "enter": events.BeginTyping(),
                "s": events.Skip(),
                "u": events.Undo(),
                "escape": events.Leave(),
            },
        ),
        (WAITING, {"escape": events.Leave()}),
        (SAVING, {"escape": events.Leave()}),
        (DONE, {"u": events.Undo(), "enter": events.Leave()}),
        (DONE, {"escape": events.Leave()}),
    ],
)
async def test_a_key_posts_its_event(
    review: Opener, state: State, does: dict[str, events.Event]
) -> None:
    async with review(state) as stage:
        for key, event in does.items():
            assert await stage.press(key) == [event], key
            await stage.become(replace(state, turn=state.turn))


async def test_a_key_that_means_nothing_does_nothing(review: Opener) -> None:
    async with review(SPEAKING) as stage:
        for state, keys in (
            (SPEAKING, "1234iep"),
            (LISTENING, "1234iepl"),
            (THINKING, "1234iep"),
            (UNHEARD, "1234iep"),
            (SAVING, "1234ieplrsut"),
            (DONE, "1234ieplst"),
            (JUDGED, "l"),
        ):
            await stage.become(state)
            assert await stage.press(*keys) == [], state.phase
            assert not stage.is_typing()


async def test_while_drill_thinks_enter_does_not_throw_the_answer_away(review: Opener) -> None:
    async with review(LISTENING) as stage:
        assert await stage.press("enter") == [events.Finish()]
        await stage.become(THINKING)
        assert await stage.press("enter") == []


async def test_after_tab_the_letters_are_commands_in_text_mode_too(review: Opener) -> None:
    waiting = replace(WAITING, history=(graded(RIGHT),))
    async with review(waiting) as stage:
        assert stage.is_typing()
        await stage.press("tab")
        assert not stage.is_typing()
        assert await stage.press("u", "s") == [events.Undo(), events.Skip()]
        await stage.press("t")
        assert stage.is_typing()
        await stage.press("tab", "tab")
        assert stage.is_typing()


async def test_after_the_microphone_was_lost_l_tries_it_again(review: Opener) -> None:
    async with review(replace(WAITING, deaf=True)) as stage:
        assert await stage.press("tab", "l") == [events.Listen()]


async def test_the_key_line_names_the_keys_of_the_phase(review: Opener) -> None:
    async with review(LISTENING) as stage:
        line = stage.text.splitlines()[-1]
        assert line.split("  ")[0].strip() == "Enter that was all"
        assert "e edit" not in line
        await stage.become(JUDGED)
        line = stage.text.splitlines()[-1]
        for hint in ("Enter accept", "i I was right", "e edit", "p play", "r repeat", "s skip"):
            assert hint in line
        assert line.endswith("? help")


@pytest.mark.parametrize("state", [SPEAKING, LISTENING, THINKING, UNHEARD, JUDGED, SAVING, DONE])
async def test_one_can_quit_in_every_phase(review: Opener, state: State) -> None:
    async with review(state) as stage:
        await stage.press("q")
        assert stage.app.return_code == 0


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_one_can_quit_while_typing(review: Opener, key: str) -> None:
    async with review(WAITING) as stage:
        await stage.press("q")
        assert stage.line.value == "q"
        await stage.press(key)
        assert stage.app.return_code == 0


async def test_arrows_scroll_a_long_question_and_then_the_verdict(review: Opener) -> None:
    long = "\n\n".join(f"Paragraph {n}." for n in range(60))
    card = replace(JUDGED.card or WAITING.card, question=long, answer=long)  # type: ignore[type-var]
    async with review(replace(LISTENING, card=card)) as stage:
        assert "Paragraph 0." in stage.text
        await stage.press("down", "down", "pagedown")
        assert "Paragraph 0." not in stage.text
        await stage.press(*["up"] * 3, "pageup")
        assert "Paragraph 0." in stage.text
        verdict = replace(RIGHT, why="It is all there.")
        await stage.become(replace(JUDGED, card=card, verdict=verdict))
        assert "It is all there." in stage.text
        await stage.press(*["down"] * 8)
        assert "It is all there." not in stage.text


async def test_leaving_waits_for_the_end_of_the_drill_and_goes_home(review: Opener) -> None:
    async with review(JUDGED) as stage:
        assert await stage.press("escape", "escape") == [events.Leave()]
        await stage.pilot.pause()
        assert "There is no deck yet." in stage.text


def test_no_two_commands_take_one_key_in_one_situation() -> None:
    from drill.tui import keys

    phases = {Phase.WAITING: WAITING, Phase.JUDGED: JUDGED, Phase.DONE: DONE, Phase.SAVING: SAVING}
    phases |= {s.phase: s for s in (SPEAKING, LISTENING, THINKING, UNHEARD)}
    assert set(phases) == set(Phase)
    for state in phases.values():
        for typing in (False, True):
            situation = keys.Situation(state, typing)
            taken: list[str] = []
            for command in (*keys.REVIEW, *keys.EVERYWHERE):
                if command.keys and command.enabled(situation):
                    taken += command.keys.split(",")
            assert len(taken) == len(set(taken)), (state.phase, typing)
