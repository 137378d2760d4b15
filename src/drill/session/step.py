"""The result of one step, and the small steps every room takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from drill.session.effects import Effect, Trace
from drill.session.state import State


@dataclass(frozen=True)
class Step:
    """A new state and what to do about it, in order."""

    state: State
    effects: tuple[Effect, ...] = ()

    def after(self, *effects: Effect) -> Step:
        """The same step with these effects carried out before its own."""
        return Step(self.state, (*effects, *self.effects))


class Complaint(Protocol):
    """An event that says what went wrong and what to do."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def hint(self) -> str:
        """What to do."""


def trace(state: State, event: str, **fields: object) -> Trace:
    """A trace line about the present card."""
    return Trace(event, state.card.id if state.card else None, fields)


def command(state: State | Step, name: str) -> Step:
    """The step, with a trace line saying that the learner asked for it."""
    step = state if isinstance(state, Step) else Step(state)
    return step.after(trace(step.state, "command", name=name))


def complain(state: State | Step, event: Complaint) -> Step:
    """The step, with the complaint as a notice and in the trace."""
    step = state if isinstance(state, Step) else Step(state)
    notice = f"{event.message} {event.hint}".strip()
    return Step(
        replace(step.state, notice=notice),
        (trace(step.state, "error", message=event.message, hint=event.hint), *step.effects),
    )
