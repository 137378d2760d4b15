from __future__ import annotations

import pytest

from drill.grading.verdict import Ruling
from drill.schedule.memory import Rating
from drill.session import effects, events
from drill.session.state import Phase
from session.session_driver import Drill, drill


@pytest.mark.parametrize(
    ("answer", "ruling", "suggested"),
    [
        ("answer 1", Ruling.RIGHT, Rating.GOOD),
        ("answer", Ruling.PARTLY, Rating.HARD),
        ("nonsense", Ruling.WRONG, Rating.AGAIN),
    ],
)
def test_the_verdict_suggests_a_rating(answer: str, ruling: Ruling, suggested: Rating) -> None:
    run = drill().send(events.Typed(answer))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is ruling
    assert run.state.suggested is suggested
    assert [preview.rating for preview in run.state.previews] == list(Rating)


def test_an_empty_answer_shows_the_reference_and_counts_as_not_known() -> None:
    run = drill().send(events.Typed(""))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.WRONG
    assert run.state.answer is not None
    assert run.state.answer.source == "none"


def test_typed_noise_is_not_graded() -> None:
    run = drill().send(events.Typed("um"))
    assert run.state.phase is Phase.WAITING
    assert "nothing to grade" in run.state.notice


def test_the_next_card_shows_only_after_the_grade_is_durable() -> None:
    run = drill().send(events.Typed("answer 1"), events.Rated())
    assert run.state.phase is Phase.SAVING
    assert run.state.card is not None
    assert run.state.card.id == "c1"
    assert "graded" not in run.traced()
    run.store()
    assert run.state.card.id == "c2"
    assert run.traced().index("graded") < len(run.traced()) - 1 - run.traced()[::-1].index("asked")


def test_the_review_holds_everything() -> None:
    run = drill().send(events.Typed("answer 1"), events.Rated(Rating.EASY))
    review = run.last(effects.Save).review
    assert (review.card, review.deck, review.rating) == ("c1", "Numbers", Rating.EASY)
    assert (review.ruling, review.transcript, review.source) == (Ruling.RIGHT, "answer 1", "text")
    assert review.before is None
    assert review.after.last_review == review.at
    easy = next(p for p in run.state.previews if p.rating is Rating.EASY)
    assert abs((review.after.due - easy.due).total_seconds()) < 2


def test_a_second_enter_rates_nothing() -> None:
    run = drill().send(events.Typed("answer 1"), events.Rated(), events.Rated())
    assert sum(isinstance(effect, effects.Save) for effect in run.asked_for) == 1
    run.store().send(events.Rated())
    assert sum(isinstance(effect, effects.Save) for effect in run.asked_for) == 1


def test_a_grade_that_could_not_be_saved_stays_on_screen() -> None:
    run = drill().send(events.Typed("answer 1"), events.Rated())
    run.send(events.SaveFailed(run.state.turn, "The disk is full.", "Make room."))
    assert run.state.phase is Phase.JUDGED
    assert run.state.notice == "The disk is full. Make room."
    assert run.state.done == 0
    run.send(events.Rated()).store()
    assert run.state.done == 1


def test_i_was_right_is_counted_and_can_be_taken_back() -> None:
    run = drill().send(events.Typed("nonsense"), events.Override())
    assert run.state.overridden
    assert run.state.suggested is Rating.GOOD
    run = run.send(events.Override())
    assert run.state.suggested is Rating.AGAIN
    run.send(events.Override(), events.Rated())
    review = run.last(effects.Save).review
    assert review.overridden
    assert review.ruling is Ruling.WRONG
    assert review.rating is Rating.GOOD


def test_there_is_nothing_to_be_right_about_without_an_answer() -> None:
    run = drill().send(events.Typed(""), events.Override())
    assert not run.state.overridden
    assert run.state.notice


def test_an_edited_transcript_is_graded_again_and_keeps_its_recording() -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn)).utter("nonsense").send(events.Edited("answer 1"))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.RIGHT
    assert run.state.answer is not None
    assert (run.state.answer.source, run.state.answer.recording) == ("voice", "kept.wav")


def test_playing_needs_a_recording() -> None:
    typed = drill().send(events.Typed("answer 1"), events.PlayAnswer())
    assert "no recording" in typed.state.notice
    spoken = drill(voice=True)
    spoken.send(events.Spoke(spoken.state.turn)).utter("answer 1").send(events.PlayAnswer())
    assert spoken.last(effects.Play).recording == "kept.wav"


def test_undo_brings_the_card_back_as_it_was() -> None:
    run = drill().send(events.Typed("nonsense"))
    judged = run.state
    run.send(events.Rated(Rating.EASY)).store(7)
    run.send(events.Typed("answer 2"), events.Undo())
    assert run.last(effects.Compensate).review == 7
    run.send(events.Undone(run.state.turn))
    assert run.state.phase is Phase.JUDGED
    assert (run.state.card, run.state.memory) == (judged.card, judged.memory)
    assert (run.state.answer, run.state.verdict) == (judged.answer, judged.verdict)
    assert run.state.suggested is Rating.EASY
    assert run.state.done == 0
    run.send(events.Rated(Rating.AGAIN)).store(8)
    assert run.state.card is not None
    assert run.state.card.id == "c2"


def test_undo_goes_back_card_by_card_even_from_the_end() -> None:
    run = drill(cards=2)
    for number in (1, 2):
        run.send(events.Typed(f"answer {number}"), events.Rated(Rating.EASY)).store(number)
    assert run.state.phase is Phase.DONE
    for number in (2, 1):
        run.send(events.Undo()).send(events.Undone(run.state.turn))
        assert run.state.card is not None
        assert run.state.card.id == f"c{number}"
    run.send(events.Undo())
    assert "nothing to undo" in run.state.notice


def test_an_undo_that_fails_says_so_and_changes_nothing() -> None:
    run = drill().send(events.Typed("answer 1"), events.Rated()).store()
    run.send(events.Typed("answer 2"))
    judged = run.state
    run.send(events.Undo())
    run.send(events.UndoFailed(run.state.turn, "Locked.", "Close the other drill."))
    assert run.state.phase is Phase.JUDGED
    assert (run.state.card, run.state.verdict) == (judged.card, judged.verdict)
    assert run.state.done == 1
    assert run.state.notice == "Locked. Close the other drill."


def test_the_limit_ends_the_drill() -> None:
    run = drill(limit=1).send(events.Typed("answer 1"), events.Rated()).store()
    assert run.state.phase is Phase.DONE
    assert run.state.done == 1


def test_a_missed_card_comes_back_in_the_same_session() -> None:
    run = drill(cards=1).send(events.Typed("nonsense"), events.Rated()).store()
    assert run.state.phase is Phase.WAITING
    assert run.state.card is not None
    assert run.state.card.id == "c1"
    assert run.state.memory is not None


def test_an_empty_queue_is_done_at_once() -> None:
    assert drill(cards=0).state.phase is Phase.DONE


def accepted_and_saved(review: int = 1) -> Drill:
    """A drill over one card whose wrong answer the learner insisted on; it is asked again."""
    return (
        drill(cards=1)
        .send(events.Typed("nonsense"), events.Override(), events.Rated())
        .store(review)
    )


def test_an_accepted_answer_is_right_the_next_time_in_the_same_session() -> None:
    run = accepted_and_saved()
    assert run.state.card is not None
    assert run.state.card.conceded == ("nonsense",)
    run.send(events.Typed("nonsense"))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.RIGHT
    run = run.send(events.Edited("other nonsense"))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.WRONG


def test_an_answer_is_accepted_only_when_its_grade_is_durable() -> None:
    run = drill(cards=1).send(events.Typed("nonsense"), events.Override(), events.Rated())
    run.send(events.SaveFailed(run.state.turn, "The disk is full.", "Make room."))
    run.send(events.Edited("nonsense"))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.WRONG


def test_undo_takes_the_acceptance_back() -> None:
    run = accepted_and_saved(7)
    run.send(events.Undo()).send(events.Undone(run.state.turn))
    assert run.state.overridden
    assert run.state.card is not None
    assert run.state.card.conceded == ()
    run.send(events.Override(), events.Rated()).store(8)
    assert run.state.card.conceded == ()
    run.send(events.Typed("nonsense"))
    assert run.state.verdict is not None
    assert run.state.verdict.ruling is Ruling.WRONG


def test_several_answers_can_be_accepted_each_once() -> None:
    run = accepted_and_saved()
    run.send(events.Typed("answer"), events.Override(), events.Rated()).store(2)
    assert run.state.card is None  # known for today
    (last,) = run.state.history[1:]
    assert last.card.conceded == ("nonsense",)
    run = run.send(events.Undo()).send(events.Undone(run.state.turn))
    run = run.send(events.Rated(Rating.AGAIN)).store(3)
    assert run.state.card is not None
    assert run.state.card.conceded == ("nonsense", "answer")


@pytest.mark.parametrize("answer", ["answer 1", ""])
def test_a_right_answer_and_none_are_not_accepted(answer: str) -> None:
    run = drill(cards=1).send(events.Typed(answer), events.Override(), events.Rated()).store()
    assert run.state.card is not None
    assert run.state.card.conceded == ()
    assert not run.last(effects.Save).review.concedes


def test_the_review_says_that_its_answer_was_accepted() -> None:
    assert accepted_and_saved().last(effects.Save).review.concedes


def test_giving_up_is_never_an_accepted_answer() -> None:
    run = drill(cards=1).send(events.Typed("I don't know"), events.Override(), events.Rated())
    run.store().send(events.Typed(""))
    assert run.state.verdict is not None
    assert (run.state.verdict.ruling, run.state.verdict.score) == (Ruling.WRONG, 0.0)
