"""Drives the machine by hand: events in, state and effects looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TypeVar

from drill.deck.card import Card
from drill.grading.verdict import Ruling, Verdict
from drill.schedule.memory import Memory
from drill.schedule.queue import Entry, Queue
from drill.schedule.scheduler import Scheduler
from drill.session import effects, events
from drill.session.machine import Machine
from drill.session.state import Moment, State
from drill.session.utterance import Clip, Transcript

START = datetime(2026, 3, 1, 9, 0, tzinfo=timezone.utc)
CARDS = tuple(Card(f"c{n}", f"Question {n}?", f"answer {n}") for n in range(1, 4))
CLIP = Clip(b"\0\0" * 16_000)
E = TypeVar("E", bound=effects.Effect)


def judge(card: Card, answer: str, language: str, memory: Memory | None) -> Verdict:
    """A grader simple enough to see through: right when equal, or accepted from this learner;
    partly when one word is shared."""
    said = set(answer.lower().split())
    wanted = set(card.answer.split())
    if not said - {"um"}:
        return Verdict(Ruling.UNHEARD, 0.0)
    if said == wanted or answer in card.conceded:
        return Verdict(Ruling.RIGHT, 1.0)
    if said & wanted:
        return Verdict(Ruling.PARTLY, 0.5)
    return Verdict(Ruling.WRONG, 0.0)


@dataclass
class Drill:
    """A machine with its state, a clock to turn, and everything it ever asked for."""

    state: State
    machine: Machine = field(default_factory=lambda: Machine(Scheduler(), judge))
    seconds: float = 0.0
    asked_for: list[effects.Effect] = field(default_factory=list)
    latest: tuple[effects.Effect, ...] = ()

    def send(self, *happened: events.Event, after: float = 1.0) -> Drill:
        for event in happened:
            self.seconds += after
            at = Moment(START + timedelta(seconds=self.seconds), self.seconds)
            self.state, self.latest = self.machine.step(self.state, event, at)
            self.asked_for.extend(self.latest)
        return self

    def last(self, kind: type[E]) -> E:
        return [effect for effect in self.asked_for if isinstance(effect, kind)][-1]

    def wanted(self, kind: type[effects.Effect]) -> bool:
        """Whether the latest step asked for such an effect."""
        return any(isinstance(effect, kind) for effect in self.latest)

    def traced(self) -> list[str]:
        return [effect.event for effect in self.asked_for if isinstance(effect, effects.Trace)]

    def store(self, review: int = 1) -> Drill:
        """What the store does with a Save."""
        return self.send(events.Saved(self.state.turn, review))

    def utter(self, text: str, confidence: float = 0.9) -> Drill:
        """A whole utterance, from open ears to the transcript."""
        self.send(events.EarsOpen(self.state.turn), events.SpeechBegan(self.state.turn))
        self.send(events.SpeechEnded(self.state.turn))
        self.send(events.Endpoint(self.state.turn, CLIP, self.seconds))
        self.send(events.Kept(self.state.turn, "kept.wav"))
        return self.hear(text, confidence)

    def hear(self, text: str, confidence: float = 0.9) -> Drill:
        written = Transcript(text, 0.2, 1.0, "tiny.en", confidence)
        return self.send(events.Heard(self.state.turn, written))


def drill(
    *, voice: bool = False, aloud: bool | None = None, limit: int | None = None, cards: int = 3
) -> Drill:
    """A drill over some new cards, already begun."""
    entries = tuple(Entry(card, None, "Numbers", "en") for card in CARDS[:cards])
    hears_aloud = voice if aloud is None else aloud
    state = State("Numbers", Queue(entries), limit=limit, voice=voice, aloud=hears_aloud)
    return Drill(state).send(events.Began())
