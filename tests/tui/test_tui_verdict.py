"""What the screen says about an answer."""

from __future__ import annotations

from dataclasses import replace

from drill.deck.card import Card
from drill.grading.verdict import Mark, Ruling, Verdict
from drill.schedule.memory import Rating
from drill.schedule.queue import Counts
from drill.session.state import Answer, Phase
from drill.tui.widgets.prose import Prose
from drill.tui.widgets.reference import Reference
from fakes.conversation import FixedQueue
from tui.stage import (
    ANSWER,
    DONE,
    JUDGED,
    LISTENING,
    MARKED,
    PARTLY,
    RIGHT,
    SAVING,
    SPEAKING,
    THINKING,
    UNHEARD,
    WAITING,
    Opener,
    graded,
)

BADGES = (
    (WAITING, "› YOUR TURN"),
    (SPEAKING, "▶ SPEAKING"),
    (LISTENING, "● LISTENING"),
    (THINKING, "… THINKING"),
    (UNHEARD, "? DID NOT HEAR"),
    (JUDGED, "◐ PARTLY"),
    (replace(JUDGED, verdict=RIGHT), "✔ RIGHT"),
    (replace(JUDGED, verdict=Verdict(Ruling.WRONG, 0.0)), "✘ WRONG"),
    (replace(JUDGED, overridden=True), "✔ I WAS RIGHT"),
    (SAVING, "↓ SAVING"),
    (DONE, "■ DONE"),
)


async def test_the_state_is_said_in_words(review: Opener) -> None:
    async with review(WAITING) as stage:
        for state, badge in BADGES:
            await stage.become(state)
            assert any(line.startswith(f" {badge}") for line in stage.text.splitlines()), badge


async def test_a_verdict_explains_itself_missed_points_first(review: Opener) -> None:
    async with review(JUDGED, (80, 40)) as stage:
        text = stage.text
        order = [
            "missed        attends to other positions",
            "contradicted  its own",
            "you said      multi-head attention, all heads",
            "why           You named it, but said",
            "Multi-head attention. Each head attends to other positions",
            "said   missed   contradicted",
            "✔ multi-head attention",
            "✘ other positions",
            "○ joined again (optional)",
            "The heads are joined by one more projection.",
            "1 again 10 min",
        ]
        places = [text.find(part) for part in order]
        assert -1 not in places, order[places.index(-1)]
        assert places == sorted(places)
        assert "1 of 2 points   0.4 s after your last word" in text


async def test_the_words_of_the_reference_are_marked_without_colour_too(review: Opener) -> None:
    async with review(JUDGED, (80, 40)) as stage:
        prose = stage.app.screen.query_one(Reference).query_one(Prose)
        looks = {
            mark: prose.get_visual_style(f"prose--{mark.value}", partial=True)
            for mark in (Mark.SAID, Mark.MISSED, Mark.CONTRADICTED)
        }
        assert looks[Mark.MISSED].underline
        assert looks[Mark.CONTRADICTED].strike
        assert not looks[Mark.SAID].underline
        assert not looks[Mark.SAID].strike
        drawn = [
            segment.style
            for strip in stage.app.screen._compositor.render_strips()
            for segment in strip
            if "other positions" in segment.text and segment.style is not None
        ]
        assert any(style.underline for style in drawn)


async def test_the_suggested_rating_stands_in_brackets_with_its_due_date(review: Opener) -> None:
    async with review(JUDGED) as stage:
        assert "  1 again 10 min  [2 hard 1 d]  3 good 4 d   4 easy 9 d" in stage.text
        await stage.become(replace(JUDGED, suggested=Rating.GOOD))
        assert "  1 again 10 min   2 hard 1 d  [3 good 4 d]  4 easy 9 d" in stage.text
        await stage.become(SAVING)
        assert "[3 good 4 d]" in stage.text


async def test_nothing_jumps_between_the_phases(review: Opener) -> None:
    async with review(WAITING) as stage:
        rules = [row for row, line in enumerate(stage.text.splitlines()) if line[:2] == "──"]
        for state in (SPEAKING, LISTENING, THINKING, JUDGED, SAVING, UNHEARD):
            await stage.become(state)
            now = [row for row, line in enumerate(stage.text.splitlines()) if line[:2] == "──"]
            assert now == rules


async def test_an_answer_that_was_asked_for_says_so(review: Opener) -> None:
    given_up = replace(JUDGED, answer=Answer("", "none"), verdict=Verdict(Ruling.WRONG, 0.0))
    async with review(given_up) as stage:
        assert "you said      (you asked for the answer)" in stage.text
        assert "after your last word" not in stage.text
        assert "I was right" not in stage.text


async def test_a_reference_whose_pieces_do_not_join_is_shown_whole(review: Opener) -> None:
    torn = replace(PARTLY, spans=PARTLY.spans[:2])
    async with review(replace(JUDGED, verdict=torn), (80, 40)) as stage:
        assert "through its own query" in " ".join(stage.text.split())


async def test_the_level_meter_moves_while_drill_listens(review: Opener) -> None:
    async with review(LISTENING) as stage:
        for value, seconds in ((0.0, 0.1), (0.5, 0.2), (1.0, 3.1)):
            stage.conversation.sound(value, seconds)
            await stage.pilot.pause()
        assert "▁▁▁▁▁▁▁▁▁▁▅█   3.1 s" in stage.text
        await stage.become(THINKING)
        assert "▅█" not in stage.text
        assert "“multi-head at”" in stage.text
        stage.conversation.sound(1.0, 3.2)
        await stage.pilot.pause()
        assert "3.2 s" not in stage.text


async def test_a_flood_of_levels_does_not_hold_up_a_key(review: Opener) -> None:
    async with review(LISTENING) as stage:
        for number in range(5_000):
            stage.conversation.sound(0.5, number / 100)
        assert len(await stage.press("enter")) == 1


async def test_the_top_line_counts(review: Opener) -> None:
    queue = FixedQueue(fixed=Counts(12, 3, 2))
    async with review(replace(WAITING, queue=queue)) as stage:
        assert "7 done · 12 due · 3 new · 2 again soon   00:00:00" in stage.text
        stage.clock.turn(252.0)
        await stage.become(replace(WAITING, queue=queue, limit=20))
        assert "7 of 20 done · 12 due · 3 new · 2 again soon   00:04:13" in stage.text


async def test_the_end_counts_the_answers_and_says_when_the_next_comes(review: Opener) -> None:
    async with review(DONE) as stage:
        assert "3 answers:  1 right   1 partly   1 wrong" in stage.text
        assert "The next of these cards is due in 4 d." in stage.text
        assert "What is it called" not in stage.text
        overridden = replace(DONE, history=(graded(PARTLY, overridden=True),))
        await stage.become(overridden)
        assert "1 answer:  1 right   0 partly   0 wrong" in stage.text
        await stage.become(replace(JUDGED, notice="Taken back. Rate it again, or skip it."))
        assert "Taken back." in stage.text
        assert "What is it called" in stage.text


async def test_a_deck_with_nothing_due_says_so(review: Opener) -> None:
    async with review(replace(DONE, history=(), done=0)) as stage:
        assert "Nothing is due in this deck now." in stage.text


async def test_a_wide_terminal_has_findings_and_reference_side_by_side(review: Opener) -> None:
    async with review(JUDGED, (120, 40)) as stage:
        line = next(line for line in stage.text.splitlines() if "  missed  " in line)
        assert "attends to other positions" in line
        assert "Multi-head attention." in line


async def test_the_same_card_asked_again_begins_at_its_top(review: Opener) -> None:
    long = Card("c", "\n\n".join(f"Line {n}." for n in range(50)), "a")
    async with review(replace(WAITING, card=long)) as stage:
        await stage.press(*["down"] * 10)
        assert "Line 0." not in stage.text
        await stage.become(replace(JUDGED, card=long, answer=ANSWER))
        await stage.become(replace(WAITING, card=long, turn=9, phase=Phase.WAITING))
        assert "Line 0." in stage.text


def test_the_marks_used_here_join_to_the_reference() -> None:
    assert JUDGED.card is not None
    assert "".join(text for text, _ in MARKED) == JUDGED.card.answer


async def test_an_unsure_verdict_says_so_and_offers_the_override_first(review: Opener) -> None:
    async with review(JUDGED) as stage:
        assert "not sure" not in stage.text
        assert stage.text.splitlines()[-1].startswith(" Enter accept")
        await stage.become(replace(JUDGED, verdict=replace(PARTLY, sure=0.4)))
        assert "not sure" in stage.text
        assert stage.text.splitlines()[-1].startswith(" i I was right  Enter accept")
        await stage.become(replace(JUDGED, verdict=replace(RIGHT, sure=0.4)))
        assert stage.text.splitlines()[-1].startswith(" Enter accept")
