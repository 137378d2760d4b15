"""The conductor: runs the machine, carries out its effects through the ports, reports back.

One task handles events in order; everything that waits (speaking, listening, transcribing) is a
task of its own that ends in an event. It knows no screen and no device, so the terminal, the
demonstration and the tests run the same one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from drill.deck.card import Card
from drill.errors import DrillError
from drill.ports import (
    Clock,
    Ended,
    Hearing,
    Level,
    Microphone,
    Nothing,
    Recordings,
    Speaker,
    Started,
    Store,
    Transcriber,
    Uttered,
)
from drill.session import effects, events
from drill.session.machine import Machine
from drill.session.state import Moment, State
from drill.trace import Tracer

DEAF = 0.25
"""Seconds the microphone stays closed after drill spoke: the room is still sounding."""


@dataclass(frozen=True)
class Voice:
    """The voice parts that work; each may be missing."""

    speaker: Speaker | None = None
    microphone: Microphone | None = None
    transcriber: Transcriber | None = None
    speakable: Callable[[str], str] = str
    """Card text -> what is spoken."""
    vocabulary: Callable[[Card | None], Sequence[str]] = lambda _card: ()
    """Terms that may be heard while this card is asked."""
    patience: float = 20.0
    """Seconds to wait for the first word."""

    @property
    def listens(self) -> bool:
        """Whether answers can be heard and understood."""
        return self.microphone is not None and self.transcriber is not None


class Conductor:
    """One drill, running. Implements `ports.Conversation`."""

    def __init__(
        self,
        machine: Machine,
        state: State,
        *,
        store: Store,
        recordings: Recordings,
        clock: Clock,
        tracer: Tracer,
    ) -> None:
        self._machine = machine
        self._state = state
        self._store = store
        self._recordings = recordings
        self._clock = clock
        self._tracer = tracer
        self._voice = Voice()
        self._events: asyncio.Queue[events.Event] = asyncio.Queue()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._spoken = 0.0
        self._on_state: Callable[[State], None] = lambda _state: None
        self._on_level: Callable[[Level], None] = lambda _level: None

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    def watch(self, on_state: Callable[[State], None], on_level: Callable[[Level], None]) -> None:
        """Call these whenever the state changed or a level came."""
        self._on_state, self._on_level = on_state, on_level

    def post(self, event: events.Event) -> None:
        """Hand in what happened; events are handled in order."""
        self._events.put_nowait(event)

    def attach(self, voice: Voice) -> None:
        """From now on speak and listen with these parts."""
        self._voice = voice
        self.post(events.VoiceReady(aloud=voice.speaker is not None, listens=voice.listens))

    async def run(self) -> None:
        """Drill until `Leave` was posted."""
        self.post(events.Began())
        try:
            while True:
                event = await self._events.get()
                self._handle(event)
                if isinstance(event, events.Leave):
                    return
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _handle(self, event: events.Event) -> None:
        at = Moment(self._clock.now(), self._clock.seconds())
        before = self._state
        self._state, wanted = self._machine.step(before, event, at)
        for effect in wanted:
            self._carry_out(effect)
        if self._state is not before:
            self._on_state(self._state)

    def _carry_out(self, effect: effects.Effect) -> None:
        match effect:
            case effects.Trace():
                self._trace(effect)
            case effects.Speak():
                self._start("speak", lambda: self._speak(effect))
            case effects.Hush():
                self._hush()
            case effects.Play():
                self._start("speak", lambda: self._play(effect))
            case effects.Prepare():
                if self._voice.speaker is not None:
                    self._voice.speaker.prepare([self._voice.speakable(t) for t in effect.texts])
            case effects.OpenEars():
                self._start("listen", lambda: self._listen(effect.turn))
            case effects.CloseEars():
                self._stop("listen")
            case effects.EndUtterance():
                if self._voice.microphone is not None:
                    self._voice.microphone.finish()
            case effects.Transcribe():
                self._start("transcribe", lambda: self._transcribe(effect))
            case effects.CancelTranscript():
                self._stop("transcribe")
            case effects.Keep():
                self._keep(effect)
            case effects.Save():
                self._save(effect)
            case effects.Compensate():
                self._compensate(effect)

    def _trace(self, effect: effects.Trace) -> None:
        try:
            self._tracer.write(effect)
        except DrillError as error:
            self.post(events.Warned(error.message, error.hint))

    def _hush(self) -> None:
        if self._voice.speaker is None:
            return
        speaking = self._tasks.get("speak")
        if speaking is not None and not speaking.done():
            self._spoken = self._clock.seconds()  # it was cut off, but the room is still sounding
        self._voice.speaker.hush()

    def _start(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work` as the task of that name; what ran under the name before is cancelled and
        waited for first, so that no two ever use one device."""
        previous = self._stop(name)

        async def after_previous() -> None:
            if previous is not None:
                await asyncio.wait([previous])
            await work()  # made here: a task that is cancelled before it begins leaves none behind

        task = asyncio.get_running_loop().create_task(after_previous(), name=f"drill {name}")
        self._tasks[name] = task

    def _stop(self, name: str) -> asyncio.Task[None] | None:
        task = self._tasks.get(name)
        if task is None or task.done():
            return None
        task.cancel()
        return task

    async def _speak(self, effect: effects.Speak) -> None:
        speaker = self._voice.speaker
        try:
            if speaker is not None:
                await speaker.say(self._voice.speakable(effect.text))
        except DrillError as error:
            self.post(events.SpeechLost(error.message, error.hint))
        self._spoken = self._clock.seconds()
        self.post(events.Spoke(effect.turn))

    async def _play(self, effect: effects.Play) -> None:
        speaker = self._voice.speaker
        if speaker is None:
            self.post(events.Warned("There is no loudspeaker.", "`drill doctor` says why."))
            return
        try:
            await speaker.play(self._recordings.path(effect.recording))
        except DrillError as error:
            self.post(events.Warned(error.message, error.hint))
        self._spoken = self._clock.seconds()

    async def _listen(self, turn: int) -> None:
        microphone = self._voice.microphone
        if microphone is None:
            self.post(events.EarsLost("There is no microphone.", "`drill doctor` says why."))
            return
        await asyncio.sleep(max(0.0, self._spoken + DEAF - self._clock.seconds()))
        open_since = False
        try:
            stream = cast("AsyncGenerator[Hearing, None]", microphone.listen(self._voice.patience))
            async with aclosing(stream):
                async for hearing in stream:
                    if not open_since:
                        open_since = True
                        self.post(events.EarsOpen(turn))
                    self._hear(turn, hearing)
        except DrillError as error:
            self.post(events.EarsLost(error.message, error.hint))

    def _hear(self, turn: int, hearing: Hearing) -> None:
        match hearing:
            case Level():
                self._on_level(hearing)
            case Started():
                self.post(events.SpeechBegan(turn))
            case Ended():
                self.post(events.SpeechEnded(turn))
            case Uttered():
                ended = self._clock.seconds() - hearing.silence
                self.post(events.Endpoint(turn, hearing.clip, ended))
            case Nothing():
                self.post(events.Silence(turn))

    async def _transcribe(self, effect: effects.Transcribe) -> None:
        transcriber = self._voice.transcriber
        if transcriber is None:
            self.post(events.EarsLost("There is no recogniser.", "`drill doctor` says why."))
            return
        try:
            words = self._voice.vocabulary(self._state.card)
            transcript = await transcriber.transcribe(effect.clip, words)
        except DrillError as error:
            self.post(events.TranscriptFailed(effect.turn, error.message, error.hint))
        else:
            self.post(events.Heard(effect.turn, transcript))

    def _keep(self, effect: effects.Keep) -> None:
        try:
            name = self._recordings.keep(effect.clip, effect.card, self._clock.now())
        except DrillError as error:
            self.post(events.Warned(error.message, error.hint))
        else:
            if name is not None:
                self.post(events.Kept(effect.turn, name))

    def _save(self, effect: effects.Save) -> None:
        try:
            review = self._store.save(effect.review)
        except DrillError as error:
            self.post(events.SaveFailed(effect.turn, error.message, error.hint))
        else:
            self.post(events.Saved(effect.turn, review))

    def _compensate(self, effect: effects.Compensate) -> None:
        try:
            self._store.undo(effect.review)
        except DrillError as error:
            self.post(events.UndoFailed(effect.turn, error.message, error.hint))
        else:
            self.post(events.Undone(effect.turn))
