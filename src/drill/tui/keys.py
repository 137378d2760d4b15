"""Every key, declared once: the bindings, the key line, the help screen and the command palette
are all made from these tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual.binding import Binding

from drill.grading.verdict import Ruling
from drill.schedule.memory import Rating
from drill.schedule.queue import Queue
from drill.session.state import Phase, State

ANSWERING = frozenset({Phase.ASKING, Phase.LISTENING, Phase.THINKING, Phase.WAITING, Phase.UNHEARD})
"""Phases in which an answer is still to come."""

_NOT_BEGUN = State("", Queue())


@dataclass(frozen=True)
class Situation:
    """What decides which keys mean something."""

    state: State = _NOT_BEGUN
    """The drill; where there is none, one that has not begun."""
    typing: bool = False
    """The answer line has the focus; letters go there."""


def always(_: Situation) -> bool:
    """In every situation."""
    return True


def never(_: Situation) -> bool:
    """In none."""
    return False


@dataclass(frozen=True)
class Command:
    """Something the learner can do, and the keys that do it."""

    keys: str
    """Textual's names, separated by commas."""
    action: str
    """Textual action of the screen or the app."""
    shown: str
    """The keys as the learner reads them."""
    label: str
    """One or two words for the key line."""
    help: str
    """One sentence for the help screen and the palette."""
    enabled: Callable[[Situation], bool] = always
    offered: Callable[[Situation], bool] = always
    """Whether it is worth a place in the key line while it is enabled."""
    leads: Callable[[Situation], bool] = never
    """Whether it stands first in the key line."""
    priority: bool = False
    """The key works even while a widget has the focus that would take it."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The keys of the commands as Textual wants them."""
    return [
        Binding(command.keys, command.action, command.label, priority=command.priority)
        for command in commands
        if command.keys
    ]


def _in(*phases: Phase) -> Callable[[Situation], bool]:
    return lambda situation: situation.state.phase in phases


def _idle_in(*phases: Phase) -> Callable[[Situation], bool]:
    return lambda situation: situation.state.phase in phases and not situation.typing


def _can_listen(situation: Situation) -> bool:
    state = situation.state
    awaiting = state.phase in ANSWERING and state.phase is not Phase.LISTENING
    return awaiting and (state.voice or state.deaf) and not situation.typing


def _can_repeat(situation: Situation) -> bool:
    state = situation.state
    return state.card is not None and state.phase is not Phase.SAVING and not situation.typing


def _may_be_right(situation: Situation) -> bool:
    verdict, answer = situation.state.verdict, situation.state.answer
    wrong = verdict is not None and verdict.ruling is not Ruling.RIGHT
    return wrong and answer is not None and answer.source != "none"


def _is_unsure(situation: Situation) -> bool:
    """The grader doubts its own ruling: the override is offered before everything else."""
    verdict = situation.state.verdict
    return verdict is not None and verdict.unsure and _may_be_right(situation)


def _has_recording(situation: Situation) -> bool:
    return situation.state.answer is not None and situation.state.answer.recording is not None


def _closed(situation: Situation) -> bool:
    return situation.state.phase in ANSWERING and not situation.typing


def _typing(situation: Situation) -> bool:
    return situation.typing


def _commanding(situation: Situation) -> bool:
    return not situation.typing


def _aloud(situation: Situation) -> bool:
    return situation.state.aloud or situation.state.mute


def _can_undo(situation: Situation) -> bool:
    return situation.state.phase is not Phase.SAVING and not situation.typing


def _has_history(situation: Situation) -> bool:
    return bool(situation.state.history)


_judged = _idle_in(Phase.JUDGED)

# fmt: off
RATINGS = tuple(
    # Not offered in the key line: they stand in the rating line, each with its due date.
    Command(str(int(rating)), f"rate({int(rating)})", str(int(rating)), rating.name.lower(), text,
            _judged, offered=never)
    for rating, text in (
        (Rating.AGAIN, "I did not know it: ask it again soon."),
        (Rating.HARD, "I knew it, with trouble."),
        (Rating.GOOD, "I knew it."),
        (Rating.EASY, "I knew it at once."),
    )
)

REVIEW = (
    Command("enter", "submit", "Enter", "answer",
            "Hand in the answer that was typed; an empty one means “I don’t know” and shows the "
            "reference.", _typing),
    Command("enter", "accept", "Enter", "accept", "Take the rating in brackets.", _judged),
    Command("enter,space", "finish", "Enter", "that was all",
            "Cut the question short, or end the answer without waiting for silence (also Space).",
            _idle_in(Phase.ASKING, Phase.LISTENING)),
    Command("enter", "leave", "Enter", "home", "Back to the decks when all is done.",
            _idle_in(Phase.DONE)),
    Command("t,tab", "type", "t", "type", "Open the answer line and stop listening (also Tab).",
            _closed),
    Command("enter", "open_line", "", "", "", _idle_in(Phase.WAITING, Phase.UNHEARD), never),
    Command("tab", "leave_line", "Tab", "commands",
            "Leave the answer line, so that letters are commands; Tab or t goes back into it.",
            _typing),
    *RATINGS,
    Command("i", "override", "i", "I was right",
            "Take my answer for right; once more takes that back.", _judged, _may_be_right,
            leads=_is_unsure),
    Command("e", "edit", "e", "edit", "Correct what was heard or typed, and grade it again.",
            _judged),
    Command("p", "play", "p", "play", "Play the recording of my answer.", _judged, _has_recording),
    Command("space", "hush", "Space", "quiet", "Stop the sound.", _judged, never),
    Command("l", "listen", "l", "listen", "Listen to me again.", _can_listen),
    Command("r", "repeat", "r", "repeat", "Read the question aloud again.", _can_repeat, _aloud),
    Command("s", "skip", "s", "skip", "Next card; this one comes later, nothing is graded.",
            _idle_in(*ANSWERING, Phase.JUDGED)),
    Command("u", "undo", "u", "undo", "Take the last rating back.", _can_undo, _has_history),
    Command("up", "scroll(-1)", "↑ ↓", "scroll",
            "Scroll the verdict, or the question while there is none.", offered=never),
    Command("down", "scroll(1)", "", "", "", offered=never),
    Command("pageup", "page(-1)", "PgUp PgDn", "page", "Scroll the question by pages.",
            offered=never),
    Command("pagedown", "page(1)", "", "", "", offered=never),
    Command("escape", "back", "Esc", "back",
            "Leave the answer line, then the drill: back to the decks."),
)

HOME = (
    Command("enter", "drill", "Enter", "drill", "Drill the selected deck."),
    Command("a", "drill_due", "a", "all due", "Drill every deck that has something due."),
    Command("", "", "↑ ↓", "choose", "Choose a deck (also Home, End, PgUp, PgDn)."),
)

EVERYWHERE = (
    Command("q", "quit", "q", "quit", "Leave drill. Everything rated is saved already.",
            offered=_commanding),
    Command("ctrl+q,ctrl+c", "quit", "Ctrl+Q", "quit", "The same, while typing too (also Ctrl+C).",
            offered=_typing, priority=True),
    Command("", "command_palette", "Ctrl+P", "commands", "Find any command by its name.",
            offered=never),
    Command("", "toggle_light", "", "light or dark", "Change between dark and light colours.",
            offered=never),
    Command("question_mark", "help", "?", "help", "This list of keys.", offered=_commanding),
    Command("f1", "help", "F1", "help", "The same, while typing too.", offered=_typing),
)
# fmt: on


def line(commands: Iterable[Command], situation: Situation) -> list[Command]:
    """The commands of the key line, in its order."""
    offered = [each for each in commands if each.shown and each.offered(situation)]
    return sorted(offered, key=lambda each: not each.leads(situation))


def enabled(commands: Iterable[Command], action: str, situation: Situation) -> bool:
    """Whether an action of these commands, without its parameters, means something now; an action
    that is not among them always does."""
    mine = [command for command in commands if command.action.partition("(")[0] == action]
    return not mine or any(command.enabled(situation) for command in mine)
