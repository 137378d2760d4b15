"""The composition root: settings in, what works on this machine out, with the reason for the rest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from drill.clock import SystemClock
from drill.conductor import Conductor, Voice
from drill.deck.card import Card, Deck
from drill.errors import DrillError, StoreError
from drill.examiner import Aliases, Examiner
from drill.grading.strictness import Strictness
from drill.home import Home
from drill.lexicon.kept import find_aliases
from drill.library import FolderLibrary
from drill.ports import Clock, Library, Missing
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.session import events
from drill.session.accepted import concede_all
from drill.session.machine import Machine
from drill.session.state import State
from drill.settings import Settings
from drill.store.log import open_log
from drill.trace import Tracer
from drill.voice.recordings import FolderRecordings

T = TypeVar("T")


class LocalServices:
    """Everything the screen needs, on this machine. Implements `ports.Services`."""

    def __init__(self, home: Home, settings: Settings, tracer: Tracer) -> None:
        """Open the store. Raises StoreError. `settings.speech` decides about voice."""
        self._home = home
        self._settings = settings
        self._tracer = tracer
        self._clock = SystemClock()
        self._store = open_log(home.database)
        self._library = FolderLibrary(home, self._store.memories)
        self._scheduler = Scheduler(settings.retention)
        self._missing: tuple[Missing, ...] = ()
        self._unlearned: StoreError | None = None
        """What is wrong with the lexicon of one of the decks."""
        self._voice = Voice()
        self._cards: tuple[Card, ...] = ()
        self._conductor: Conductor | None = None
        self._starting: asyncio.Task[None] | None = None
        self._closers: list[Callable[[], None]] = [self._store.close]

    @property
    def library(self) -> Library:
        """The decks."""
        return self._library

    @property
    def clock(self) -> Clock:
        """The time."""
        return self._clock

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Parts known not to work."""
        return self._missing

    @property
    def speaking(self) -> bool:
        """Whether the next drill will speak or listen."""
        if self._settings.speech == "off":
            return False
        up = self._starting is not None and self._starting.done()
        return not up or self._voice.listens or self._voice.speaker is not None

    def warm(self) -> None:
        """Start the voice parts in the background."""
        if self._settings.speech != "off" and self._starting is None:
            self._starting = asyncio.get_running_loop().create_task(self._start_voice())

    def converse(self, decks: Sequence[str], limit: int | None) -> Conductor:
        """A drill over these decks. Raises DeckError."""
        opened = [self._library.open(name) for name in decks]
        self._cards = tuple(card for deck in opened for card in deck.cards)
        state = State(
            deck=", ".join(deck.name for deck in opened),
            queue=self._queue(opened),
            limit=limit,
        )
        recordings = FolderRecordings(self._home.recordings, self._settings.record)
        conductor = Conductor(
            Machine(self._scheduler, self._examiner(opened)),
            state,
            store=self._store,
            recordings=recordings,
            clock=self._clock,
            tracer=self._tracer,
        )
        self._conductor = conductor
        if self._voice.listens or self._voice.speaker is not None:
            conductor.attach(self._voice)
        self._tell_unlearned()
        return conductor

    def close(self) -> None:
        """Give everything back: devices, child processes, files."""
        if self._starting is not None:
            self._starting.cancel()
        while self._closers:
            self._closers.pop()()

    def _queue(self, decks: Sequence[Deck]) -> Queue:
        memories, accepted = self._store.memories(), self._store.accepted()
        entries = [
            Entry(card, memories.get(card.id), deck.name, deck.language)
            for deck in decks
            for card in concede_all(deck.cards, accepted)
        ]
        return Queue.of(entries, self._clock.now(), self._settings.new)

    async def _start_voice(self) -> None:
        """Bring up what works, loudspeaker and microphone first, the recogniser last."""
        from drill.voice.devices import probe

        self._missing = await _in_thread(probe)
        lost = {missing.part for missing in self._missing}
        voice = Voice(patience=self._settings.patience, vocabulary=self._vocabulary)
        if not lost & {"speech", "loudspeaker"}:
            voice = self._with_speaker(voice)
        if not lost & {"microphone", "recogniser", "weights"}:
            voice = self._with_ears(voice)
        self._voice = voice
        if self._conductor is not None and (voice.speaker is not None or voice.listens):
            self._conductor.attach(voice)
        self._tell_missing()
        if voice.transcriber is not None:
            try:
                await voice.transcriber.warm()
            except DrillError as error:
                self._missing += (Missing("recogniser", error.message, error.hint),)
                self._voice = replace(voice, microphone=None, transcriber=None)
                if self._conductor is not None:
                    self._conductor.post(events.EarsLost(error.message, error.hint))

    def _with_speaker(self, voice: Voice) -> Voice:
        from drill.voice.speakable import speakable
        from drill.voice.speaker import PyttsxSpeaker

        settings = self._settings
        speaker = PyttsxSpeaker(settings.voice, settings.rate, settings.loudspeaker)
        self._closers.append(speaker.close)
        return replace(voice, speaker=speaker, speakable=speakable)

    def _with_ears(self, voice: Voice) -> Voice:
        from drill.voice.microphone import VadMicrophone
        from drill.voice.transcriber import WhisperTranscriber

        microphone = VadMicrophone(self._settings.microphone, self._settings.pause)
        transcriber = WhisperTranscriber(self._settings.model)
        self._closers += [microphone.close, transcriber.close]
        return replace(voice, microphone=microphone, transcriber=transcriber)

    def _examiner(self, decks: Sequence[Deck]) -> Examiner:
        lexicons: list[tuple[Deck, Aliases]] = []
        self._unlearned = None
        for deck in decks:
            aliases, trouble = find_aliases(self._home, deck)
            lexicons.append((deck, aliases))
            self._unlearned = self._unlearned or trouble
        from drill.encoder.opinion import find_encoder

        return Examiner(
            lexicons,
            Strictness(self._settings.strictness),
            self._settings.rising,
            find_encoder(),
        )

    def _vocabulary(self, card: Card | None) -> Sequence[str]:
        from drill.voice.vocabulary import key_terms

        return key_terms(self._cards, card.id if card else None)

    def _tell_missing(self) -> None:
        if self._conductor is not None and self._missing:
            first = self._missing[0]
            self._conductor.post(events.Warned(first.reason, first.remedy))
        else:
            self._tell_unlearned()

    def _tell_unlearned(self) -> None:
        trouble = self._unlearned
        if self._conductor is not None and trouble is not None:
            self._conductor.post(events.Warned(trouble.message, trouble.hint))


async def _in_thread(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread that never holds up the exit of the program."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, name="drill probe", daemon=True).start()
    return await asyncio.wrap_future(done)
