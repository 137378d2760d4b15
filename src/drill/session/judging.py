"""From an answer to a rating that is safe on disk, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drill.deck.card import Card
from drill.grading.verdict import Ruling, Verdict
from drill.schedule.memory import Memory, Rating, Review
from drill.schedule.queue import Entry
from drill.schedule.scheduler import Scheduler, suggest
from drill.session import events
from drill.session.accepted import concede
from drill.session.asking import QUIET, ask_again, unheard
from drill.session.effects import Compensate, Effect, Play, Save
from drill.session.state import Answer, Graded, Moment, Phase, Preview, State
from drill.session.step import Step, command, trace
from drill.session.utterance import Transcript

Judge = Callable[[Card, str, str, Memory | None], Verdict]
"""Card (with what was accepted for it), answer, language, memory before the answer -> verdict."""

MUMBLED = 0.25
"""Confidence below which a wrong answer counts as not heard well."""


def heard(
    state: State, event: events.Heard, at: Moment, judge: Judge, scheduler: Scheduler
) -> Step | None:
    """The transcript is there: grade it, unless there is nothing in it to grade."""
    if state.card is None:
        return None
    transcript = event.transcript
    known = replace(state, heard=transcript.text)
    said = trace(
        known, "transcript", text=transcript.text, confidence=round(transcript.confidence, 3)
    )
    if not transcript.text.strip():
        return unheard(known).after(said)
    verdict = judge(state.card, transcript.text, state.language, state.memory)
    if verdict.ruling is Ruling.UNHEARD:
        return unheard(known).after(said, _verdict_trace(known, verdict))
    if _mumbled(verdict, transcript) and not state.unheard:
        return unheard(known, f"I only caught “{transcript.text}”. Say it again?").after(said)
    answer = Answer(
        transcript.text,
        "voice",
        state.recording,
        seconds=max(0.0, state.ended - state.asked),
        wait=max(0.0, at.seconds - state.ended),
    )
    # A notice from while it was transcribed, such as a recording that could not be kept, stays.
    return _show(known, answer, verdict, at, scheduler).after(said)


def typed(state: State, text: str, at: Moment, judge: Judge, scheduler: Scheduler) -> Step | None:
    """A typed answer; an empty one means "I don't know" and shows the reference."""
    if state.card is None:
        return None
    seconds = max(0.0, at.seconds - state.asked)
    quiet = replace(state, turn=state.turn + 1, recording=None, notice="")
    if not text.strip():
        asked = replace(state.card, conceded=())  # not even when these words were accepted once
        verdict = judge(asked, "I don't know", state.language, state.memory)
        given_up = replace(verdict, ruling=Ruling.WRONG, score=0.0, why="You asked for the answer.")
        return _show(quiet, Answer("", "none", None, seconds), given_up, at, scheduler).after(
            *QUIET
        )
    verdict = judge(state.card, text, state.language, state.memory)
    if verdict.ruling is Ruling.UNHEARD:
        return Step(replace(state, notice=_NOTHING_TO_GRADE))
    return _show(quiet, Answer(text, "text", None, seconds), verdict, at, scheduler).after(*QUIET)


def edited(state: State, text: str, at: Moment, judge: Judge, scheduler: Scheduler) -> Step | None:
    """The transcript was corrected: the same answer, graded again."""
    if state.card is None or state.answer is None:
        return None
    verdict = judge(state.card, text, state.language, state.memory)
    if verdict.ruling is Ruling.UNHEARD:
        return Step(replace(state, notice=_NOTHING_TO_GRADE))
    source = "text" if state.answer.source == "none" else state.answer.source
    answer = replace(state.answer, text=text, source=source)
    fresh = replace(state, overridden=False, notice="")
    return command(_show(fresh, answer, verdict, at, scheduler), "edit")


def override(state: State) -> Step | None:
    """ "I was right": suggest what a right answer gets. Once more takes it back."""
    if state.answer is None or state.verdict is None or state.verdict.ruling is Ruling.RIGHT:
        return None
    if state.answer.source == "none":
        return Step(replace(state, notice="There is no answer to be right about; e adds one."))
    overridden = not state.overridden
    suggested = Rating.GOOD if overridden else suggest(state.verdict.ruling)
    changed = replace(state, overridden=overridden, suggested=suggested, notice="")
    return command(changed, "I was right" if overridden else "I was wrong")


def play(state: State) -> Step | None:
    """Play what the learner said."""
    if state.answer is None or state.answer.recording is None:
        return Step(replace(state, notice="There is no recording of this answer."))
    return command(Step(state, (Play(state.answer.recording),)), "play")


def kept(state: State, event: events.Kept) -> Step:
    """The file of the utterance is known, perhaps only after its verdict."""
    answer = state.answer
    if answer is not None and answer.source == "voice" and state.phase is Phase.JUDGED:
        answer = replace(answer, recording=event.recording)
    return Step(replace(state, recording=event.recording, answer=answer))


def rate(state: State, rating: Rating | None, at: Moment, scheduler: Scheduler) -> Step | None:
    """Make the rating durable; nothing is graded before the store says so."""
    chosen = rating or state.suggested
    if state.card is None or state.answer is None or state.verdict is None or chosen is None:
        return None
    review = Review(
        card=state.card.id,
        deck=state.shelf or state.deck,
        at=at.utc,
        rating=chosen,
        ruling=state.verdict.ruling,
        score=state.verdict.score,
        transcript=state.answer.text,
        source=state.answer.source,
        recording=state.answer.recording,
        answer_seconds=round(state.answer.seconds, 3),
        overridden=state.overridden,
        before=state.memory,
        after=scheduler.review(state.memory, chosen, at.utc),
        scheduler=scheduler.describe(),
    )
    saving = replace(state, phase=Phase.SAVING, chosen=chosen, saving=review.after, notice="")
    return Step(saving, (*QUIET, Save(state.turn, review)))


def saved(state: State, event: events.Saved, at: Moment) -> State:
    """The state with the graded card behind it; the next card is asked from here."""
    if state.card is None or state.answer is None or state.verdict is None or state.chosen is None:
        return state
    graded = Graded(
        state.card,
        state.memory,
        state.answer,
        state.verdict,
        state.chosen,
        state.overridden,
        event.review,
        state.shelf,
        state.language,
        state.saving,
    )
    # `graded` keeps the card as it was, so that undo takes the acceptance back as well.
    card = concede(state.card, state.answer.text) if state.overridden else state.card
    entry = Entry(card, state.saving, state.shelf, state.language)
    return replace(
        state,
        queue=state.queue.put(entry, at.utc),
        history=(*state.history, graded),
        done=state.done + 1,
    )


def graded_trace(state: State) -> tuple[Effect, ...]:
    """The trace line that says: this grade is safe."""
    if state.chosen is None or state.saving is None:
        return ()
    due = state.saving.due.isoformat()
    return (trace(state, "graded", rating=int(state.chosen), due=due),)


def undo(state: State) -> Step | None:
    """Take the last rating back: first in the store, then on screen."""
    if not state.history:
        return Step(replace(state, notice="There is nothing to undo in this session."))
    if state.phase is Phase.SAVING:
        return None
    turn = state.turn + 1
    waiting = replace(state, phase=Phase.SAVING, turn=turn, chosen=None, notice="")
    return Step(waiting, (*QUIET, Compensate(turn, state.history[-1].review)))


def undone(state: State, at: Moment, scheduler: Scheduler) -> State:
    """The card that was graded last, as it was before it was rated."""
    last = state.history[-1]
    entry = Entry(last.card, last.before, last.shelf, last.language)
    back = replace(
        state,
        queue=state.queue.restore(entry),
        history=state.history[:-1],
        done=state.done - 1,
        card=last.card,
        memory=last.before,
        shelf=last.shelf,
        language=last.language,
        heard=last.answer.text,
        recording=last.answer.recording,
        overridden=last.overridden,
        notice="Taken back. Rate it again, or skip it.",
    )
    shown = _judged(back, last.answer, last.verdict, at, scheduler)
    return replace(shown, suggested=last.rating)


def stands(state: State, at: Moment) -> Step:
    """The rating could not be taken back: go on where the learner was."""
    if state.card is None:
        return Step(replace(state, phase=Phase.DONE))
    if state.verdict is not None:
        return Step(replace(state, phase=Phase.JUDGED))
    return ask_again(state, at)


_NOTHING_TO_GRADE = (
    "There is nothing to grade in that. Type an answer, or nothing to see the reference."
)


def _mumbled(verdict: Verdict, transcript: Transcript) -> bool:
    return verdict.ruling is Ruling.WRONG and transcript.confidence < MUMBLED


def _show(state: State, answer: Answer, verdict: Verdict, at: Moment, scheduler: Scheduler) -> Step:
    shown = _judged(state, answer, verdict, at, scheduler)
    return Step(shown, (_verdict_trace(shown, verdict),))


def _judged(
    state: State, answer: Answer, verdict: Verdict, at: Moment, scheduler: Scheduler
) -> State:
    previews = tuple(
        Preview(rating, memory.due) for rating, memory in scheduler.previews(state.memory, at.utc)
    )
    return replace(
        state,
        phase=Phase.JUDGED,
        answer=answer,
        verdict=verdict,
        suggested=Rating.GOOD if state.overridden else suggest(verdict.ruling),
        chosen=None,
        previews=previews,
    )


def _verdict_trace(state: State, verdict: Verdict) -> Effect:
    return trace(state, "verdict", verdict=verdict.ruling.value, score=round(verdict.score, 3))
