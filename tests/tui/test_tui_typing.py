"""The answer line: when it takes the keys, what it hands in, and what a double Enter cannot do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import Paste

from drill.session import events
from drill.session.state import Answer
from tui.stage import CARD, JUDGED, LISTENING, SPEAKING, THINKING, WAITING, Opener, until

OTHER = replace(CARD, id="sp-02", question="And the next one?")


async def test_in_text_mode_one_types_at_once(review: Opener) -> None:
    async with review(WAITING) as stage:
        assert stage.is_typing()
        assert "Enter alone means: I don't know" in stage.text
        posted = await stage.press(*"Hi 1", "enter")
        assert posted[-1] == events.Typed("Hi 1")
        assert set(posted[:-1]) == {events.BeginTyping()}


async def test_nothing_typed_means_i_do_not_know(review: Opener) -> None:
    async with review(WAITING) as stage:
        assert await stage.press("enter") == [events.Typed("")]


async def test_a_second_enter_cannot_answer_the_next_card(review: Opener) -> None:
    async with review(JUDGED) as stage:
        assert await stage.press("enter") == [events.Rated()]
        await stage.become(replace(WAITING, card=OTHER, turn=2))
        stage.clock.turn(-0.4)
        assert await stage.press("enter") == []
        assert await stage.press("enter") == [events.Typed("")]


async def test_a_second_enter_cannot_cut_the_next_question_short(review: Opener) -> None:
    async with review(JUDGED) as stage:
        await stage.press("3")
        await stage.become(replace(SPEAKING, card=OTHER, turn=2))
        stage.clock.turn(-0.4)
        assert await stage.press("enter") == []
        assert await stage.press("enter") == [events.Finish()]


async def test_a_bouncing_enter_does_not_accept_a_rating_unseen(review: Opener) -> None:
    async with review(WAITING) as stage:
        await stage.press(*"Hi", "enter")
        await stage.become(JUDGED)
        stage.clock.turn(-0.49)
        assert await stage.press("enter") == []
        assert await stage.press("enter") == [events.Rated()]


async def test_the_line_is_empty_for_the_next_card_and_free_after_the_verdict(
    review: Opener,
) -> None:
    async with review(WAITING) as stage:
        await stage.press(*"Hi", "enter")
        await stage.become(JUDGED)
        assert not stage.is_typing()
        assert stage.line.value == ""
        await stage.become(replace(WAITING, card=OTHER, turn=2))
        assert stage.is_typing()
        assert stage.line.value == ""


async def test_what_could_not_be_graded_stays_to_be_mended(review: Opener) -> None:
    async with review(WAITING) as stage:
        await stage.press(*"um", "enter")
        await stage.become(replace(WAITING, typing=True, notice="There is nothing to grade."))
        assert stage.line.value == "um"
        assert stage.is_typing()
        assert "There is nothing to grade." in stage.text


async def test_escape_leaves_the_line_with_its_text_and_then_the_drill(review: Opener) -> None:
    async with review(WAITING) as stage:
        await stage.press(*"Hi")
        assert await stage.press("escape") == []
        assert not stage.is_typing()
        assert stage.line.value == "Hi"
        assert await stage.press("escape") == [events.Leave()]


async def test_voice_that_comes_up_takes_over_while_nothing_is_typed(review: Opener) -> None:
    async with review(WAITING) as stage:
        await stage.become(replace(SPEAKING, turn=2))
        assert not stage.is_typing()
        assert await stage.press("s") == [events.Skip()]


async def test_the_first_letter_keeps_voice_from_taking_over(review: Opener) -> None:
    async with review(WAITING) as stage:
        assert await stage.press("x") == [events.BeginTyping()]
        await stage.become(replace(WAITING, typing=True, voice=True, aloud=True))
        assert await stage.press("y") == []
        assert stage.line.value == "xy"
        assert stage.is_typing()


async def test_typing_mixes_with_voice_on_one_card(review: Opener) -> None:
    async with review(LISTENING) as stage:
        assert await stage.press("t") == [events.BeginTyping()]
        await stage.become(replace(WAITING, voice=True, aloud=True, typing=True, turn=2))
        assert await stage.press(*"tea", "enter") == [events.Typed("tea")]


async def test_clicking_the_line_opens_it_like_t(review: Opener) -> None:
    async with review(LISTENING) as stage:
        await stage.pilot.click("AnswerLine")
        await stage.pilot.pause()
        assert stage.conversation.heard == [events.BeginTyping()]


async def test_when_voice_cannot_hear_the_letters_stay_commands(review: Opener) -> None:
    async with review(THINKING) as stage:
        await stage.become(replace(WAITING, voice=True, aloud=True, turn=2, notice="It crashed."))
        assert not stage.is_typing()
        assert await stage.press("l") == [events.Listen()]


async def test_when_the_microphone_is_lost_typing_begins_by_itself(review: Opener) -> None:
    async with review(LISTENING) as stage:
        await stage.become(replace(WAITING, deaf=True, turn=2, notice="Unplugged."))
        assert stage.is_typing()


async def test_e_corrects_the_transcript(review: Opener) -> None:
    answer = Answer("soft next", "voice", "a.wav")
    async with review(replace(JUDGED, answer=answer)) as stage:
        await stage.press("e")
        assert stage.is_typing()
        assert stage.line.value == "soft next"
        posted = await stage.press(*["backspace"] * 4, *"max", "enter")
        assert posted == [events.Edited("soft max")]
        assert not stage.is_typing()
        assert await stage.press("3") != []


async def test_a_correction_can_be_given_up(review: Opener) -> None:
    async with review(JUDGED) as stage:
        await stage.press("e", "x", "escape")
        assert not stage.is_typing()
        assert stage.line.value == ""
        assert await stage.press("enter") == [events.Rated()]


async def test_a_notice_during_a_correction_does_not_disturb_it(review: Opener) -> None:
    async with review(JUDGED) as stage:
        await stage.press("e", "x")
        await stage.become(replace(JUDGED, notice="The disk is slow."))
        assert stage.is_typing()
        assert stage.line.value.endswith("x")


async def test_a_pasted_answer_keeps_all_its_lines_and_no_escapes(review: Opener) -> None:
    async with review(WAITING) as stage:
        stage.line.post_message(Paste("one\ntwo \x1b[31mthree\x1b[0m\r\n"))
        await until(stage.pilot, lambda: bool(stage.line.value))
        assert (await stage.press("enter"))[-1] == events.Typed("one two three")


@pytest.mark.parametrize("pasted", ["", "\n", "\x1b[2J"])
async def test_pasting_nothing_is_harmless(review: Opener, pasted: str) -> None:
    async with review(WAITING) as stage:
        stage.line.post_message(Paste(pasted))
        assert (await stage.press("a", "enter"))[-1] == events.Typed("a")
