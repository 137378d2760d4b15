"""A drill with a synthetic learner: everything real but the room, which is a folder of sound files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drill.clock import SystemClock
from drill.conductor import Conductor, Voice
from drill.deck.writing import write_deck
from drill.errors import DrillError, VoiceError
from drill.home import Home
from drill.library import read_deck_file, sample_deck
from drill.services import LocalServices
from drill.session import events
from drill.session.state import Phase, State
from drill.settings import Settings
from drill.trace import Tracer
from drill.voice.devices import probe
from drill.voice.filed import FileMicrophone, FileSpeaker
from drill.voice.speakable import speakable
from drill.voice.transcriber import WhisperTranscriber
from drill.voice.vocabulary import key_terms


@dataclass(frozen=True)
class Scene:
    """A card of the sample deck and what the synthetic learner says to it."""

    card: str
    answer: str


SCENES = (
    Scene("sp-06", "You put the scores through a softmax function."),
    Scene("sp-10", "First you compute the queries, then the keys, and then the values."),
    Scene("sp-08", "True, they always have to be the same vectors."),
)
"""A right answer, a part of one, and a wrong one."""

LEARNERS = ("en-us", "en-gb", "en")
"""How the ids of voices end that the learner may have, best first; the question has the default."""

PATIENCE = 20.0


async def rehearse(home: Home, trace: Path | None) -> None:
    """Drill `SCENES` in `home`, an empty folder, and print what happens.

    Raises VoiceError when speech engine or recogniser are missing.
    """
    _require_voice()
    home.prepare()
    whole, _ = read_deck_file(sample_deck())
    cards = tuple(card for scene in SCENES for card in whole.cards if card.id == scene.card)
    deck = replace(whole, cards=cards)
    path = home.decks / "demo.md"
    path.write_text(write_deck(deck), encoding="utf-8")
    clock = SystemClock()
    with contextlib.ExitStack() as stack:
        tracer = stack.enter_context(Tracer(trace, clock.seconds))
        services = LocalServices(home, Settings(speech="off"), tracer)
        stack.callback(services.close)
        speaker, microphone = FileSpeaker(home.root), FileMicrophone()
        stack.callback(speaker.close)
        transcriber = WhisperTranscriber(Settings().model)
        stack.callback(transcriber.close)
        print(_OPENING, flush=True)
        await transcriber.warm()
        conductor = services.converse([str(path)], len(SCENES))
        conductor.attach(
            Voice(
                speaker,
                microphone,
                transcriber,
                speakable,
                lambda card: key_terms(deck.cards, card.id if card else None),
                PATIENCE,
            )
        )
        await _Director(home, conductor, speaker, microphone).perform()


def _require_voice() -> None:
    for missing in probe():
        if missing.part in ("speech", "recogniser", "weights"):
            raise VoiceError(missing.reason, missing.remedy)


class _Director:
    """Lets the learner speak when a card is asked, prints verdicts, accepts the ratings."""

    def __init__(
        self, home: Home, conductor: Conductor, speaker: FileSpeaker, microphone: FileMicrophone
    ) -> None:
        self._home = home
        self._conductor = conductor
        self._speaker = speaker
        self._microphone = microphone
        self._shown = 0
        self._trouble = ""

    async def perform(self) -> None:
        """The whole drill. Raises DrillError when it cannot go on by itself."""
        voice = _learner(await self._speaker.voices())
        for number, scene in enumerate(SCENES, 1):
            path = self._home.root / f"answer-{number}.wav"
            await self._speaker.record(scene.answer, path, voice)
            self._microphone.put(path)
        self._conductor.watch(self._follow, lambda _level: None)
        await self._conductor.run()
        if self._trouble:
            raise DrillError(self._trouble, "`drill doctor` checks every part.")

    def _follow(self, state: State) -> None:
        if state.phase is Phase.JUDGED and state.done == self._shown:
            self._show(state)
            self._shown += 1
            self._conductor.post(events.Rated())
        elif state.phase is Phase.DONE:
            print(f"\n{state.done} cards drilled. `drill` in a terminal is the real thing.")
            self._conductor.post(events.Leave())
        elif state.notice and state.phase in (Phase.WAITING, Phase.UNHEARD):
            self._trouble = state.notice
            self._conductor.post(events.Leave())

    def _show(self, state: State) -> None:
        if state.card is None or state.verdict is None or state.answer is None:
            return
        due = next(p.due for p in state.previews if p.rating is state.suggested)
        print(f"\n{self._shown + 1}  {state.card.question}")
        print(f"   said     {SCENES[self._shown].answer}")
        print(f"   heard    {state.answer.text}")
        print(f"   verdict  {state.verdict.ruling.value.upper()}. {state.verdict.why}")
        print(f"   answer   {_indented(state.card.answer)}")
        print(f"   due      {_when(due)}", flush=True)


def _learner(voices: tuple[str, ...]) -> str:
    """A voice for the learner; the engine's default when it has none of `LEARNERS`."""
    for wanted in LEARNERS:
        for voice in voices:
            if voice.lower().endswith(wanted):
                return voice
    return ""


def _indented(text: str) -> str:
    return "\n            ".join(text.splitlines())


def _when(due: datetime) -> str:
    return due.astimezone().strftime("%A %d %B, %H:%M")


_OPENING = (
    "A synthetic learner answers three cards of the sample deck through sound files. Speech\n"
    "engine, recogniser, grader and schedule are the real ones; your own data is not touched."
)
