"""What widgets and screens tell those above them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from drill.errors import DrillError
from drill.ports import Level
from drill.session.state import State


@dataclass
class StateChanged(Message):
    """The drill moved on. Only the newest state is worth drawing."""

    state: State

    def can_replace(self, message: Message) -> bool:
        """A newer state makes an older one that was not drawn yet pointless."""
        return isinstance(message, StateChanged)


@dataclass
class LevelChanged(Message):
    """The microphone hears this loudness; they come in floods."""

    level: Level

    def can_replace(self, message: Message) -> bool:
        """A newer level makes an older one pointless."""
        return isinstance(message, LevelChanged)


@dataclass
class DrillRequested(Message):
    """The learner wants to drill these decks."""

    decks: tuple[str, ...]


@dataclass
class HomeRequested(Message):
    """The learner wants to see the decks."""


@dataclass
class Failed(Message):
    """Something failed that the learner should know of."""

    error: DrillError
