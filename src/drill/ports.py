"""The ports: what the drill needs from the outside, and the values that cross.

Every port has one suite of contract tests in `tests/contracts/` that the real adapter and the fake
both pass. Methods that wait are coroutines; the blocking resource behind them has one owner (a
thread or a process) of its own, and `close()` never waits longer than a blink.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, Union

from drill.deck.card import Deck
from drill.errors import DrillError
from drill.schedule.memory import Memory, Review
from drill.session.accepted import Accepted, Tally
from drill.session.events import Event
from drill.session.state import State
from drill.session.utterance import RATE, Clip, Transcript

__all__ = [
    "RATE",
    "Clip",
    "Clock",
    "Conversation",
    "Device",
    "Ended",
    "Hearing",
    "Level",
    "Library",
    "Microphone",
    "Missing",
    "Nothing",
    "Recordings",
    "Services",
    "Shelf",
    "Speaker",
    "Started",
    "Store",
    "Transcriber",
    "Transcript",
    "Uttered",
]


@dataclass(frozen=True)
class Device:
    """A sound device, known by its name."""

    name: str
    inputs: int
    """Channels it can record; 0 for a loudspeaker."""
    outputs: int
    default: bool


@dataclass(frozen=True)
class Missing:
    """A part that does not work on this machine."""

    part: str
    """`speech`, `microphone`, `loudspeaker`, `recogniser`, `weights`..."""
    reason: str
    remedy: str


@dataclass(frozen=True)
class Level:
    """How loud it is now."""

    value: float
    """0 (silence, -60 dBFS and below) to 1 (full scale)."""
    seconds: float
    """Since listening began."""


@dataclass(frozen=True)
class Started:
    """Speech began."""


@dataclass(frozen=True)
class Ended:
    """A pause; the utterance may still go on."""


@dataclass(frozen=True)
class Uttered:
    """The endpoint: the utterance is over. The iterator ends after it."""

    clip: Clip
    silence: float
    """Seconds between the last voiced sound and this event."""


@dataclass(frozen=True)
class Nothing:
    """Nobody spoke for `patience` seconds. The iterator ends after it."""


Hearing = Union[Level, Started, Ended, Uttered, Nothing]


class Speaker(Protocol):
    """A voice and a loudspeaker."""

    async def say(self, text: str) -> None:
        """Speak `text` (already speakable) and return when the sound has ended or was hushed.

        Raises VoiceError when speech or the loudspeaker does not work.
        """

    async def play(self, path: Path) -> None:
        """Play a sound file; like `say`. A file that cannot be read raises VoiceError."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Synthesise these ahead of time, in the background. Never raises."""

    def hush(self) -> None:
        """Stop every sound within 50 ms. Harmless when there is none."""

    def close(self) -> None:
        """Stop and give everything back, within 0.2 s. Harmless when repeated."""


class Microphone(Protocol):
    """A microphone with a sense for where speech begins and ends."""

    def listen(self, patience: float) -> AsyncIterator[Hearing]:
        """Listen for one utterance: levels all the time, then `Started`, `Ended`... and last
        `Uttered` or `Nothing`. Closing the iterator (`aclose`) stops listening and drops what was
        heard. Sound from before the call is never used. Only one at a time.

        `patience` is how many seconds nobody may speak before `Nothing`.
        Raises VoiceError when the device is missing, busy or vanishes while nothing was heard; when
        it vanishes after speech began, what was heard comes as `Uttered` first.
        """

    def finish(self) -> None:
        """The utterance is over now (a key): `Uttered` or `Nothing` follows within 0.1 s."""

    def close(self) -> None:
        """Stop and give everything back, within 0.2 s. Harmless when repeated."""


class Transcriber(Protocol):
    """A speech recogniser."""

    async def warm(self) -> None:
        """Load the model. Returns when it can transcribe; raises VoiceError when it never will."""

    async def transcribe(self, clip: Clip, vocabulary: Sequence[str] = ()) -> Transcript:
        """What `clip` says; an empty text when nobody speaks in it.

        `vocabulary` holds terms that may occur. Cancelling the task cancels the work.
        Raises VoiceError when the recogniser died (it is started again by the next call).
        """

    def close(self) -> None:
        """Stop the process within 0.2 s, whatever it is doing. Harmless when repeated."""


class Store(Protocol):
    """The review log: append-only, durable when a call returns."""

    def save(self, review: Review) -> int:
        """Append a review and return its id; durable on return. Raises StoreError."""

    def undo(self, review: int) -> None:
        """Append the row that takes `review` back. Raises StoreError when it is not the last
        standing review of its card, or was taken back before."""

    def memories(self) -> dict[str, Memory]:
        """The latest standing memory of every card ever reviewed, by card id."""

    def reviews(self, card: str | None = None) -> list[tuple[int, Review]]:
        """Standing reviews (those taken back left out), oldest first, with their ids."""

    def accepted(self) -> list[Accepted]:
        """What standing reviews that concede (`Review.concedes`) made right and nobody revoked,
        oldest first; the same answer to the same card once, as it was accepted last."""

    def revoke(self, number: int) -> Accepted:
        """Append the rows that take an acceptance back, and return it; its review stands.
        Raises StoreError when `accepted` does not list that number."""

    def tallies(self) -> list[Tally]:
        """How often the grader ruled and was overridden, by card id."""

    def close(self) -> None:
        """Close the file. Harmless when repeated."""


class Recordings(Protocol):
    """Where answers are kept."""

    def keep(self, clip: Clip, card: str, at: datetime) -> str | None:
        """Write the clip and return its file name, or None when recording is off."""

    def path(self, name: str) -> Path:
        """The file behind a name that `keep` returned."""


class Clock(Protocol):
    """Time."""

    def now(self) -> datetime:
        """Aware, UTC."""

    def seconds(self) -> float:
        """Monotonic."""


@dataclass(frozen=True)
class Shelf:
    """A deck as the home screen lists it."""

    name: str
    path: Path
    cards: int
    due: int
    new: int
    problem: DrillError | None = None
    """Why the deck, or a part of it, could not be read. The rest is still there."""


class Library(Protocol):
    """The decks of a home folder."""

    def shelves(self, now: datetime) -> list[Shelf]:
        """Every deck file, by name."""

    def open(self, name: str) -> Deck:
        """The deck with that name or path. Raises DeckError naming near misses."""


class Conversation(Protocol):
    """One drill, running: what a screen talks to."""

    @property
    def state(self) -> State:
        """The state now."""

    def watch(self, on_state: Callable[[State], None], on_level: Callable[[Level], None]) -> None:
        """Call these in the event loop's thread whenever the state changed or a level came."""

    def post(self, event: Event) -> None:
        """Hand in what happened. Returns at once; events are handled in order."""

    async def run(self) -> None:
        """Drill until `Leave` was posted. Never raises DrillError: those become notices."""


class Services(Protocol):
    """What works on this machine, composed for a screen."""

    @property
    def library(self) -> Library:
        """The decks."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Parts known not to work, each with its remedy; grows while parts are being started."""

    @property
    def speaking(self) -> bool:
        """Whether the next drill will speak and listen."""

    def warm(self) -> None:
        """Start the voice parts in the background, after the first paint. Returns at once."""

    def converse(self, decks: Sequence[str], limit: int | None) -> Conversation:
        """A drill over these decks (names or paths). Raises DeckError."""

    def close(self) -> None:
        """Give everything back within 0.5 s: no child process, no open device is left."""
