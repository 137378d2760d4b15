"""A screen on which a conversation runs: it starts it, passes on its news, and ends it."""

from __future__ import annotations

from textual import on
from textual.worker import Worker, WorkerState

from drill.errors import DrillError
from drill.ports import Conversation, Level
from drill.session.events import Event, Leave
from drill.session.state import State
from drill.tui.messages import Failed, HomeRequested, LevelChanged, StateChanged
from drill.tui.screens.commanded import CommandedScreen

PATIENCE = 0.8
"""Seconds a conversation may take to end before the screen goes without it."""


class ConversingScreen(CommandedScreen):
    """Posts `StateChanged` and `LevelChanged` to itself while the conversation runs."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._leaving = False

    def converse(self) -> None:
        """Start. When the conversation ends, however it ends, the learner is brought home."""
        self._conversation.watch(self._tell_state, self._tell_level)
        self.run_worker(self._conversation.run(), name="drill", exit_on_error=False)

    def tell(self, event: Event) -> None:
        """Hand in what the learner did."""
        self._conversation.post(event)

    def action_leave(self) -> None:
        """End the conversation; its end brings the home screen."""
        if not self._leaving:
            self._leaving = True
            self.tell(Leave())
            self.set_timer(PATIENCE, self._go_home)

    def _tell_state(self, state: State) -> None:
        self.post_message(StateChanged(state))

    def _tell_level(self, level: Level) -> None:
        self.post_message(LevelChanged(level))

    def _go_home(self) -> None:
        self.post_message(HomeRequested())

    @on(Worker.StateChanged)
    def _ended(self, message: Worker.StateChanged) -> None:
        if message.state is WorkerState.ERROR:
            self.post_message(Failed(_told(message.worker.error)))
        if message.state in (WorkerState.SUCCESS, WorkerState.ERROR):
            self._go_home()


def _told(error: BaseException | None) -> DrillError:
    """The error as something a learner can be told."""
    if isinstance(error, DrillError):
        return error
    return DrillError(
        f"The drill stopped: {type(error).__name__}: {error}.",
        "Everything rated is saved. Start it again; please report it if it comes back.",
    )
