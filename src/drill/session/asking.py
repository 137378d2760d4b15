"""From a card to an utterance: asking, listening, waiting, and what can interrupt them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from drill.session import events
from drill.session.effects import (
    CancelTranscript,
    CloseEars,
    Effect,
    EndUtterance,
    Hush,
    Keep,
    OpenEars,
    Prepare,
    Speak,
    Transcribe,
)
from drill.session.state import Moment, Phase, State
from drill.session.step import Step, command, complain, trace

TRIES = 3
"""How often drill listens to one card by itself before it waits for the learner."""

QUIET: tuple[Effect, ...] = (Hush(), CloseEars(), CancelTranscript())
"""Stop everything that belongs to the present turn."""


def ask(state: State, at: Moment) -> Step:
    """The next card of the queue is asked; without one the drill is done."""
    reached = state.limit is not None and state.done >= state.limit
    entry = None if reached else state.queue.pick(at.utc)
    fresh = replace(
        state,
        turn=state.turn + 1,
        card=entry.card if entry else None,
        memory=entry.memory if entry else None,
        language=entry.language if entry else state.language,
        shelf=entry.deck if entry else state.shelf,
        answer=None,
        verdict=None,
        suggested=None,
        chosen=None,
        previews=(),
        overridden=False,
        unheard=0,
        typing=False,
        heard="",
        recording=None,
        notice="",
        asked=at.seconds,
    )
    if entry is None:
        return Step(replace(fresh, phase=Phase.DONE))
    coming = tuple(e.card.question for e in state.queue.upcoming(at.utc, 3) if e.card != entry.card)
    step = put_question(fresh).after(trace(fresh, "asked"))
    return Step(step.state, (*step.effects, Prepare(coming[:2]))) if state.aloud else step


def ask_again(state: State, at: Moment) -> Step:
    """The present card from the start, as if it had just come."""
    return put_question(
        replace(state, turn=state.turn + 1, notice="", asked=at.seconds, typing=False)
    )


def put_question(state: State) -> Step:
    """Read the question aloud, or listen at once, or wait for typing: whatever works here."""
    if state.card is None:
        return Step(state)
    speak: tuple[Effect, ...] = (
        (trace(state, "speaking"), Speak(state.turn, state.card.question)) if state.aloud else ()
    )
    if not state.voice or state.typing:
        return Step(replace(state, phase=Phase.WAITING), speak)
    if state.aloud:
        return Step(replace(state, phase=Phase.ASKING), speak)
    return Step(replace(state, phase=Phase.ASKING), (OpenEars(state.turn),))


def spoke(state: State, at: Moment) -> Step:
    """The question was read: now the learner may answer."""
    heard_out = replace(state, asked=at.seconds)
    return Step(heard_out, (trace(state, "spoke"), OpenEars(state.turn)))


def ears_open(state: State, at: Moment) -> Step:
    """The microphone is on."""
    listening = replace(state, phase=Phase.LISTENING, asked=at.seconds)
    return Step(listening, (trace(state, "listening"),))


def traced(state: State, name: str) -> Step:
    """Nothing changes but the trace."""
    return Step(state, (trace(state, name),))


def endpoint(state: State, event: events.Endpoint) -> Step:
    """The utterance is over: transcribe first, then keep it."""
    card = state.card.id if state.card else ""
    thinking = replace(state, phase=Phase.THINKING, ended=event.ended, recording=None, notice="")
    return Step(
        thinking,
        (
            trace(state, "endpoint", seconds=round(event.clip.seconds, 3)),
            Transcribe(state.turn, event.clip),
            Keep(state.turn, event.clip, card),
        ),
    )


def unheard(state: State, notice: str = "I did not hear an answer.") -> Step:
    """Nothing was heard, which is not wrong: listen again, and after some tries wait for a key."""
    tries = state.unheard + 1
    again = replace(state, unheard=tries, turn=state.turn + 1)
    if tries >= TRIES:
        remedy = "Press l to be listened to again, t to type, s to skip; `drill doctor` checks the microphone."
        return Step(replace(again, phase=Phase.UNHEARD, notice=f"{notice} {remedy}"))
    listening = replace(again, phase=Phase.LISTENING, notice=f"{notice} Listening again.")
    return Step(listening, (OpenEars(again.turn),))


def voice_ready(state: State, event: events.VoiceReady, at: Moment) -> Step:
    """Voice came up while a card may already be on screen: read it, unless it is being answered."""
    able = replace(state, aloud=event.aloud, voice=event.listens, deaf=False, mute=False)
    if state.phase is not Phase.WAITING or state.typing or state.card is None:
        return Step(able)
    return ask_again(able, at)


def transcript_failed(state: State, event: events.TranscriptFailed, at: Moment) -> Step:
    """The recogniser could not do it: typing, or saying it again, goes on."""
    return _told(wait_for_typing(state, at), event, "Press l to say it again, or t to type.")


def speech_lost(state: State, event: events.SpeechLost) -> Step:
    """The voice or the loudspeaker is gone: questions are only shown."""
    lost = replace(state, aloud=False, mute=True)
    return _told(lost, event, "Press r to have questions read aloud again.")


def ears_lost(state: State, event: events.EarsLost, at: Moment) -> Step:
    """The microphone or the recogniser is gone: typing goes on."""
    lost = replace(state, voice=False, deaf=True)
    interrupted = state.phase in (Phase.ASKING, Phase.LISTENING, Phase.THINKING, Phase.UNHEARD)
    step = wait_for_typing(lost, at) if interrupted else lost
    return _told(step, event, "Press l to be listened to again.")


_Failure = TypeVar("_Failure", events.SpeechLost, events.EarsLost, events.TranscriptFailed)


def _told(state: State | Step, event: _Failure, way_back: str) -> Step:
    """The complaint with the key that tries again."""
    return complain(state, replace(event, hint=f"{event.hint} {way_back}".strip()))


def wait_for_typing(state: State, at: Moment) -> Step:
    """Stop this turn's listening and wait for a typed answer."""
    waiting = replace(state, phase=Phase.WAITING, turn=state.turn + 1, asked=at.seconds, notice="")
    return Step(waiting, (CloseEars(), CancelTranscript()))


def begin_typing(state: State, at: Moment) -> Step | None:
    """The learner opened the answer line: be quiet."""
    if state.phase is Phase.WAITING:
        return Step(replace(state, typing=True))
    step = wait_for_typing(replace(state, typing=True), at)
    return command(step.after(Hush()), "type")


def listen(state: State) -> Step | None:
    """Listen again at the learner's wish; also the way back after the microphone was lost."""
    if not (state.voice or state.deaf) or state.phase is Phase.LISTENING:
        return None
    ready = replace(
        state,
        voice=True,
        deaf=False,
        typing=False,
        unheard=0,
        notice="",
        turn=state.turn + 1,
        phase=Phase.ASKING,
    )
    return command(Step(ready, (*QUIET, OpenEars(ready.turn))), "listen")


def finish(state: State) -> Step | None:
    """Cut short whatever is going on: the question being read, or the utterance."""
    if state.phase is Phase.ASKING:
        return command(Step(state, (Hush(),)), "finish")
    if state.phase is Phase.LISTENING:
        return command(Step(state, (EndUtterance(),)), "finish")
    return None


def repeat(state: State) -> Step:
    """Read the question again; while an answer is awaited, listen afterwards. Also the way back
    after the loudspeaker was lost."""
    state = replace(state, aloud=state.aloud or state.mute, mute=False)
    if not state.aloud:
        return Step(
            replace(state, notice="Questions are not read aloud now; `drill doctor` says why.")
        )
    waiting = state.phase in (Phase.JUDGED, Phase.WAITING)
    if waiting and state.card is not None:
        return command(Step(state, (Hush(), Speak(state.turn, state.card.question))), "repeat")
    again = put_question(replace(state, turn=state.turn + 1, notice=""))
    return command(again.after(*QUIET), "repeat")


def skip(state: State, at: Moment) -> Step:
    """The next card; this one comes again later, nothing graded."""
    queue = state.queue.later(state.card.id) if state.card else state.queue
    step = ask(replace(state, queue=queue), at)
    return step.after(trace(state, "command", name="skip"), *QUIET)
