"""What holds in a drill whatever the learner does and in whatever order the outside answers."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drill.schedule.memory import Rating
from drill.schedule.queue import Queue
from drill.session import effects, events
from drill.session.machine import ANSWERING
from drill.session.state import Moment, Phase, State
from drill.session.utterance import Transcript
from session.session_driver import CARDS, CLIP, START, drill

ANSWERS = st.sampled_from(["answer 1", "answer", "answer 2", "nonsense", "um", "", "  "])
KEYS = st.sampled_from(
    [
        *(events.Rated(rating) for rating in (None, *Rating)),
        *(events.Undo(), events.Repeat(), events.PlayAnswer(), events.Finish()),
        *(events.BeginTyping(), events.Listen(), events.Skip(), events.Override()),
    ]
)
TROUBLE = st.sampled_from(
    [
        events.SpeechLost("The loudspeaker went away."),
        events.EarsLost("The microphone went away."),
        events.Warned("Disk full."),
        *(events.VoiceReady(aloud, ears) for aloud in (True, False) for ears in (True, False)),
    ]
)
HEARD = (events.EarsOpen, events.SpeechBegan, events.SpeechEnded)
PORT = st.integers(0, 3)
"""Which of the turns a port may report about, the latest being 0."""


class AnyDrill(RuleBasedStateMachine):
    """A learner who presses anything, ports that report anything, a store that is slow."""

    def __init__(self) -> None:
        super().__init__()
        self.drill = drill(voice=True)
        self.saving: effects.Save | effects.Compensate | None = None
        """What the store was asked to do and has not done yet."""
        self.saved = 0
        self.standing: list[int] = []
        """Reviews that were saved and not taken back."""
        self.speaking: list[int] = []
        self.listening: list[int] = []
        self.transcribing: list[int] = []
        """Turns about which a port may still report, though it was told to stop: what it reported
        just before may wait to be handled."""
        for effect in self.drill.asked_for:
            self.note(effect)

    @property
    def state(self) -> State:
        return self.drill.state

    def send(self, event: events.Event, after: float = 1.0) -> None:
        before = self.state
        self.drill.send(event, after=after)
        if getattr(event, "turn", before.turn) != before.turn:
            assert (self.state, self.drill.latest) == (before, ())
        for effect in self.drill.latest:
            self.note(effect)

    def note(self, effect: effects.Effect) -> None:
        """What the drill asks of the outside."""
        match effect:
            case effects.Speak():
                self.speaking.append(effect.turn)
            case effects.OpenEars():
                self.listening.append(effect.turn)
            case effects.Transcribe():
                self.transcribing.append(effect.turn)
            case effects.Save() | effects.Compensate():
                assert self.saving is None, "a second write before the first was done"
                self.saving = effect

    @rule(event=KEYS | TROUBLE)
    def something_happens(self, event: events.Event) -> None:
        self.send(event)

    @rule(text=ANSWERS, correction=st.booleans())
    def the_learner_types(self, text: str, correction: bool) -> None:
        self.send(events.Edited(text) if correction else events.Typed(text))

    @precondition(lambda self: self.speaking)
    @rule(number=PORT)
    def the_speaker_is_done(self, number: int) -> None:
        self.send(events.Spoke(_take(self.speaking, number)))

    @precondition(lambda self: self.listening)
    @rule(number=PORT, kind=st.sampled_from(HEARD))
    def the_microphone_reports(self, number: int, kind: type[events.EarsOpen]) -> None:
        self.send(kind(self.listening[-1 - number % len(self.listening)]))

    @precondition(lambda self: self.listening)
    @rule(number=PORT, speech=st.booleans())
    def the_microphone_is_done(self, number: int, speech: bool) -> None:
        turn = _take(self.listening, number)
        if speech:
            self.send(events.Endpoint(turn, CLIP, self.drill.seconds))
            self.send(events.Kept(turn, "kept.wav"))
        else:
            self.send(events.Silence(turn))

    @precondition(lambda self: self.transcribing)
    @rule(number=PORT, text=ANSWERS, confidence=st.sampled_from([0.0, 0.1, 0.9]))
    def the_recogniser_is_done(self, number: int, text: str, confidence: float) -> None:
        turn = _take(self.transcribing, number)
        if confidence:
            written = Transcript(text, 0.2, 1.0, "tiny.en", confidence)
            self.send(events.Heard(turn, written))
        else:
            self.send(events.TranscriptFailed(turn, "The recogniser ended."))

    @rule(days=st.sampled_from([-400, -1, 1, 30]))
    def the_clock_is_set(self, days: int) -> None:
        self.drill.seconds += timedelta(days=days).total_seconds()

    @precondition(lambda self: self.saving is not None)
    @rule(works=st.booleans())
    def the_store_answers(self, works: bool) -> None:
        wanted, self.saving = self.saving, None
        assert wanted is not None
        if isinstance(wanted, effects.Save):
            if works:
                self.saved += 1
                self.standing.append(self.saved)
                self.send(events.Saved(wanted.turn, self.saved))
                traced = [e.event for e in self.drill.latest if isinstance(e, effects.Trace)]
                assert traced[0] == "graded"
            else:
                self.send(events.SaveFailed(wanted.turn, "Disk full."))
                assert self.state.phase is Phase.JUDGED
        elif works:
            assert self.standing.pop() == wanted.review
            self.send(events.Undone(wanted.turn))
            assert self.state.phase is Phase.JUDGED
        else:
            self.send(events.UndoFailed(wanted.turn, "Disk full."))
            assert self.state.phase is not Phase.SAVING

    @invariant()
    def what_is_graded_is_what_is_stored(self) -> None:
        assert [graded.review for graded in self.state.history] == self.standing
        assert self.state.done == len(self.standing)
        assert (self.state.phase is Phase.SAVING) == (self.saving is not None)

    @invariant()
    def the_card_on_screen_is_in_the_queue(self) -> None:
        if self.state.card is not None:
            held = _held(self.state.queue)
            assert held.count(self.state.card.id) == 1
            assert len(held) == len(set(held)) <= len(CARDS)

    @invariant()
    def every_phase_has_what_it_shows(self) -> None:
        state = self.state
        assert (state.card is None) == (state.phase is Phase.DONE) or self.saving is not None
        if state.phase is Phase.JUDGED:
            assert state.answer is not None
            assert state.verdict is not None
            assert state.suggested is not None
            assert [preview.rating for preview in state.previews] == list(Rating)
            assert state.chosen is None
        if state.phase in ANSWERING:
            assert (state.answer, state.verdict, state.chosen) == (None, None, None)
            assert not state.overridden
        if state.phase in (Phase.ASKING, Phase.LISTENING):
            assert not state.typing

    @invariant()
    def a_drill_can_always_be_left(self) -> None:
        at = Moment(START, self.drill.seconds)
        state, wanted = self.drill.machine.step(self.state, events.Leave(), at)
        assert state is self.state
        assert effects.Hush() in wanted
        assert effects.CloseEars() in wanted


def _held(queue: Queue) -> list[str]:
    every = (*queue.new, *queue.learning, *queue.reviews, *queue.skipped, *queue.restored)
    return [entry.card.id for entry in every]


def _take(turns: list[int], number: int) -> int:
    return turns.pop(-1 - number % len(turns))


TestAnyDrill = AnyDrill.TestCase
