"""The drill: one event at a time, from a state to the next state and what to do about it.

`asking` brings a card to an answer, `judging` an answer to a rating; this module sends each event
to the room that knows what it means in the present phase.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from drill.schedule.scheduler import Scheduler
from drill.session import asking, events, judging
from drill.session.effects import CancelTranscript, CloseEars, Effect, Hush
from drill.session.state import Moment, Phase, State
from drill.session.step import Step, command, complain

ANSWERING = frozenset({Phase.ASKING, Phase.LISTENING, Phase.THINKING, Phase.WAITING, Phase.UNHEARD})
"""Phases in which an answer is still to come."""


@dataclass(frozen=True)
class Machine:
    """The rules of the drill: pure, so that every interleaving can be tested."""

    scheduler: Scheduler
    judge: judging.Judge

    def step(
        self, state: State, event: events.Event, at: Moment
    ) -> tuple[State, tuple[Effect, ...]]:
        """The state after `event` and the effects to carry out, in order.

        Events that make no sense in the phase, and those of an older turn, change nothing.
        """
        if getattr(event, "turn", state.turn) != state.turn:
            return state, ()
        step = self._common(state, event, at)
        if step is None and state.phase in ANSWERING:
            step = self._answering(state, event, at)
        if step is None and state.phase is Phase.JUDGED:
            step = self._judged(state, event, at)
        if step is None and state.phase is Phase.SAVING:
            step = self._saving(state, event, at)
        return (state, ()) if step is None else (step.state, step.effects)

    def _common(self, state: State, event: events.Event, at: Moment) -> Step | None:
        """What means the same in every phase."""
        match event:
            case events.Began():
                first = asking.ask(state, at)
                return Step(replace(first.state, notice=state.notice), first.effects)
            case events.Leave():
                return Step(state, (Hush(), CloseEars(), CancelTranscript()))
            case events.VoiceReady():
                return asking.voice_ready(state, event, at)
            case events.SpeechLost():
                return asking.speech_lost(state, event)
            case events.EarsLost():
                return asking.ears_lost(state, event, at)
            case events.Warned():
                return complain(state, event)
            case events.Kept():
                return judging.kept(state, event)
            case events.Undo():
                return judging.undo(state)
            case events.Repeat() if state.card is not None and state.phase is not Phase.SAVING:
                return asking.repeat(state)
            case _:
                return None

    def _answering(self, state: State, event: events.Event, at: Moment) -> Step | None:
        match event:
            case events.Spoke() if state.phase is Phase.ASKING:
                return asking.spoke(state, at)
            case events.EarsOpen():
                return asking.ears_open(state, at)
            case events.SpeechBegan():
                return asking.traced(state, "speech_start")
            case events.SpeechEnded():
                return asking.traced(state, "speech_end")
            case events.Endpoint():
                return asking.endpoint(state, event)
            case events.Silence():
                return asking.unheard(state)
            case events.Heard():
                return judging.heard(state, event, at, self.judge, self.scheduler)
            case events.TranscriptFailed():
                return asking.transcript_failed(state, event, at)
            case events.Typed():
                return judging.typed(state, event.text, at, self.judge, self.scheduler)
            case events.Finish():
                return asking.finish(state)
            case events.BeginTyping():
                return asking.begin_typing(state, at)
            case events.Listen():
                return asking.listen(state)
            case events.Skip():
                return asking.skip(state, at)
            case _:
                return None

    def _judged(self, state: State, event: events.Event, at: Moment) -> Step | None:
        match event:
            case events.Rated():
                return judging.rate(state, event.rating, at, self.scheduler)
            case events.Edited():
                return judging.edited(state, event.text, at, self.judge, self.scheduler)
            case events.Override():
                return judging.override(state)
            case events.PlayAnswer():
                return judging.play(state)
            case events.Finish():
                return Step(state, (Hush(),))
            case events.Skip():
                return asking.skip(state, at)
            case _:
                return None

    def _saving(self, state: State, event: events.Event, at: Moment) -> Step | None:
        match event:
            case events.Saved():
                return asking.ask(judging.saved(state, event, at), at).after(
                    *judging.graded_trace(state)
                )
            case events.SaveFailed():
                return complain(replace(state, phase=Phase.JUDGED, chosen=None), event)
            case events.Undone():
                return command(judging.undone(state, at, self.scheduler), "undo")
            case events.UndoFailed():
                return complain(judging.stands(state, at), event)
            case _:
                return None
