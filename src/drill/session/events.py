"""Everything that can happen in a drill. Events carry the turn they belong to where they may be late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from drill.schedule.memory import Rating
from drill.session.utterance import Clip, Transcript


@dataclass(frozen=True)
class Began:
    """The session starts: ask the first card."""


@dataclass(frozen=True)
class VoiceReady:
    """Voice parts are up: from the next moment on, use them."""

    aloud: bool = True
    """Questions can be read aloud."""
    listens: bool = True
    """Answers can be listened to."""


@dataclass(frozen=True)
class SpeechLost:
    """Reading aloud failed; the drill goes on without."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class EarsLost:
    """Listening failed; the drill goes on by typing. `Listen` tries again."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class Warned:
    """Something went wrong that the drill need not stop for."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class Spoke:
    """The speaker finished the question of `turn` (or had nothing to say)."""

    turn: int


@dataclass(frozen=True)
class EarsOpen:
    """The microphone listens from now on."""

    turn: int


@dataclass(frozen=True)
class SpeechBegan:
    """The learner began to speak."""

    turn: int


@dataclass(frozen=True)
class SpeechEnded:
    """The learner paused or stopped; the utterance may go on."""

    turn: int


@dataclass(frozen=True)
class Endpoint:
    """The utterance is over."""

    turn: int
    clip: Clip
    ended: float = 0.0
    """Monotonic seconds of the last voiced sound."""


@dataclass(frozen=True)
class Kept:
    """The utterance of `turn` was written to this file below `recordings/`."""

    turn: int
    recording: str


@dataclass(frozen=True)
class Silence:
    """Nobody spoke for as long as drill waits."""

    turn: int


@dataclass(frozen=True)
class Heard:
    """The transcript of the utterance of `turn`."""

    turn: int
    transcript: Transcript


@dataclass(frozen=True)
class TranscriptFailed:
    """The recogniser could not do it; voice stays on and the card is asked again by typing."""

    turn: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Typed:
    """An answer was typed. Empty means "I don't know": show the answer."""

    text: str


@dataclass(frozen=True)
class Edited:
    """The transcript was corrected; grade it again."""

    text: str


@dataclass(frozen=True)
class Override:
    """ "I was right"."""


@dataclass(frozen=True)
class Rated:
    """A rating key, or None for "take the suggested one"."""

    rating: Rating | None = None


@dataclass(frozen=True)
class Saved:
    """The review of `turn` is durable."""

    turn: int
    review: int


@dataclass(frozen=True)
class SaveFailed:
    """The review of `turn` is not durable: the verdict stays on screen."""

    turn: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Undo:
    """Take the last rating back."""


@dataclass(frozen=True)
class Undone:
    """The rating is taken back, durably."""

    turn: int


@dataclass(frozen=True)
class UndoFailed:
    """The rating stands."""

    turn: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Repeat:
    """Read the question again."""


@dataclass(frozen=True)
class PlayAnswer:
    """Play what the learner said."""


@dataclass(frozen=True)
class Finish:
    """The learner says (by a key) that the utterance is over."""


@dataclass(frozen=True)
class BeginTyping:
    """The learner opens the answer line: be quiet and stop listening."""


@dataclass(frozen=True)
class Listen:
    """The learner asks to be listened to again."""


@dataclass(frozen=True)
class Skip:
    """Next card, this one later, nothing graded."""


@dataclass(frozen=True)
class Leave:
    """The learner goes: stop speaking and listening."""


Event = Union[
    Began,
    VoiceReady,
    SpeechLost,
    EarsLost,
    Warned,
    Spoke,
    EarsOpen,
    SpeechBegan,
    SpeechEnded,
    Endpoint,
    Kept,
    Silence,
    Heard,
    TranscriptFailed,
    Typed,
    Edited,
    Override,
    Rated,
    Saved,
    SaveFailed,
    Undo,
    Undone,
    UndoFailed,
    Repeat,
    PlayAnswer,
    Finish,
    BeginTyping,
    Listen,
    Skip,
    Leave,
]
