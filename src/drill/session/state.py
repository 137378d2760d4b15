"""The state of a drill: one frozen value holding everything a screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from drill.deck.card import Card
from drill.grading.verdict import Verdict
from drill.schedule.memory import Memory, Rating
from drill.schedule.queue import Queue


class Phase(str, Enum):
    """Where the conversation is; the value is the badge shown."""

    ASKING = "SPEAKING"
    """The question is being read aloud."""
    LISTENING = "LISTENING"
    THINKING = "THINKING"
    """The utterance is being transcribed."""
    WAITING = "YOUR TURN"
    """Text mode, or voice given up for this card: waiting for a typed answer."""
    UNHEARD = "DID NOT HEAR"
    """Nothing was heard too often; waiting for a key or a typed answer."""
    JUDGED = "VERDICT"
    """A verdict is on screen and a rating is suggested, not yet given."""
    SAVING = "SAVING"
    """A rating was given and is being made durable."""
    DONE = "DONE"


@dataclass(frozen=True)
class Moment:
    """When an event happened."""

    utc: datetime
    """Aware, UTC."""
    seconds: float
    """Monotonic clock."""


@dataclass(frozen=True)
class Answer:
    """What the learner answered."""

    text: str
    source: str
    """`voice`, `text` or `none`."""
    recording: str | None = None
    """File name below `recordings/`."""
    seconds: float = 0.0
    """From the end of the question to the end of the answer."""
    wait: float = 0.0
    """From the last word to the verdict; 0 for typed answers."""


@dataclass(frozen=True)
class Graded:
    """A card that was rated in this session, with what undo needs."""

    card: Card
    before: Memory | None
    answer: Answer
    verdict: Verdict
    rating: Rating
    overridden: bool
    review: int
    """The store's id of the review."""
    shelf: str = ""
    language: str = "en"
    after: Memory | None = None
    """The memory that the rating led to."""


@dataclass(frozen=True)
class Preview:
    """When a card would be due if it were rated so."""

    rating: Rating
    due: datetime


@dataclass(frozen=True)
class State:
    """One moment of a drill."""

    deck: str
    """Name of the deck, or of the decks, being drilled."""
    queue: Queue
    voice: bool = False
    """Answers are listened to."""
    aloud: bool = False
    """Questions are read aloud."""
    deaf: bool = False
    """Listening failed after it had worked; `Listen` tries again."""
    mute: bool = False
    """Reading aloud failed after it had worked; `Repeat` tries again."""
    typing: bool = False
    """The learner opened the answer line on this card: do not speak or listen on your own."""
    phase: Phase = Phase.WAITING
    turn: int = 0
    """Grows with every question asked and every new listening; results of older turns are stale."""
    card: Card | None = None
    memory: Memory | None = None
    shelf: str = ""
    """Name of the deck the present card belongs to."""
    language: str = "en"
    """Language of that deck."""
    asked: float = 0.0
    """Monotonic seconds at which the learner could begin to answer."""
    ended: float = 0.0
    """Monotonic seconds of the last word heard."""
    heard: str = ""
    """What the recogniser wrote, graded or not."""
    recording: str | None = None
    """File of the utterance being transcribed."""
    answer: Answer | None = None
    verdict: Verdict | None = None
    suggested: Rating | None = None
    chosen: Rating | None = None
    """The rating being saved."""
    saving: Memory | None = None
    """The memory being saved with it."""
    previews: tuple[Preview, ...] = ()
    overridden: bool = False
    unheard: int = 0
    """How often nothing was heard on this card."""
    notice: str = ""
    """One sentence for the learner: what happened and what to do."""
    done: int = 0
    """Cards graded in this session."""
    limit: int | None = None
    history: tuple[Graded, ...] = ()
