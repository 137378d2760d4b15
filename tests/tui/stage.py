"""What the tests of the screen share: states worth showing, and an app to show them on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from textual.pilot import Pilot

from drill.deck.card import Card
from drill.grading.verdict import Mark, Ruling, Span, Tick, Verdict
from drill.schedule.memory import Memory, Rating
from drill.session.events import Event
from drill.session.state import Answer, Graded, Phase, Preview, State
from drill.tui.app import DrillApp
from drill.tui.widgets.answer_line import AnswerLine
from fakes.conversation import START, FakeServices, FixedQueue, HandClock, ScriptedConversation

CARD = Card(
    "sp-01",
    "What is it called when we combine *several* attention operations, and **why** is it done?",
    "Multi-head attention. Each head attends to other positions through its own `query`, `key` "
    "and `value` projections.",
    remarks=("The heads are joined by one more projection.",),
)
MARKED = (
    ("Multi-head attention", Mark.SAID),
    (". Each ", Mark.PLAIN),
    ("head", Mark.SAID),
    (" ", Mark.PLAIN),
    ("attends to other positions", Mark.MISSED),
    (" through ", Mark.PLAIN),
    ("its own", Mark.CONTRADICTED),
    (" `query`, `key` and `value` ", Mark.PLAIN),
    ("projections", Mark.SAID),
    (".", Mark.PLAIN),
)
PARTLY = Verdict(
    Ruling.PARTLY,
    0.5,
    said=("multi-head attention", "head", "projections"),
    missed=("attends to other positions",),
    why="You named it, but said that the heads share their projections.",
    spans=tuple(Span(text, mark) for text, mark in MARKED),
    ticks=(
        Tick("multi-head attention", said=True),
        Tick("other positions", said=False),
        Tick("joined again", said=False, required=False),
    ),
    contradicted=("its own",),
)
RIGHT = replace(PARTLY, ruling=Ruling.RIGHT, score=1.0, missed=(), contradicted=(), spans=())
ANSWER = Answer("multi-head attention, all heads share their projections", "voice", "a.wav", 5, 0.4)

START_STATE = State("Sequence processing", FixedQueue(), done=7)
WAITING = replace(START_STATE, card=CARD, turn=1)
SPEAKING = replace(WAITING, voice=True, aloud=True, phase=Phase.ASKING)
LISTENING = replace(SPEAKING, phase=Phase.LISTENING)
THINKING = replace(SPEAKING, phase=Phase.THINKING, heard="multi-head at")
UNHEARD = replace(
    SPEAKING,
    phase=Phase.UNHEARD,
    notice="I did not hear an answer. Press l to be listened to again, t to type, s to skip.",
)
JUDGED = replace(
    SPEAKING,
    phase=Phase.JUDGED,
    answer=ANSWER,
    verdict=PARTLY,
    suggested=Rating.HARD,
    previews=tuple(
        Preview(rating, START + timedelta(seconds=100) + later)
        for rating, later in zip(
            Rating,
            (timedelta(minutes=10), timedelta(days=1), timedelta(days=4), timedelta(days=9)),
            strict=True,
        )
    ),
)
SAVING = replace(JUDGED, phase=Phase.SAVING, chosen=Rating.GOOD)


def graded(verdict: Verdict, card: str = "sp-01", *, overridden: bool = False) -> Graded:
    """A card that was rated before."""
    after = Memory("review", None, 4.0, 5.0, START + timedelta(days=4, seconds=100), START)
    return Graded(
        replace(CARD, id=card), None, ANSWER, verdict, Rating.GOOD, overridden, 1, after=after
    )


DONE = replace(
    START_STATE,
    phase=Phase.DONE,
    done=3,
    history=(
        graded(RIGHT, "a"),
        graded(PARTLY, "b"),
        graded(replace(PARTLY, ruling=Ruling.WRONG), "c"),
    ),
)


@dataclass
class Stage:
    """An app in review, the script behind it, and a hand on its clock."""

    app: DrillApp
    pilot: Pilot[None]
    conversation: ScriptedConversation
    clock: HandClock

    async def become(self, state: State) -> None:
        """The drill moves on, and it is drawn."""
        self.conversation.become(state)
        await self.pilot.pause()

    async def press(self, *keys: str) -> list[Event]:
        """Press keys, the first half a second after whatever was before; what they made happen."""
        before = len(self.conversation.posted)
        self.clock.turn(0.5)
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.conversation.posted[before:]

    @property
    def text(self) -> str:
        """What a learner reads."""
        return screen_text(self.app)

    @property
    def line(self) -> AnswerLine:
        """The answer line."""
        return self.app.screen.query_one(AnswerLine)

    def is_typing(self) -> bool:
        """Whether letters go to the answer line."""
        return self.app.screen.focused is self.line


def screen_text(app: DrillApp) -> str:
    """The characters on screen, line by line."""
    # The compositor has no public way to its lines.
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def review_app(state: State = START_STATE) -> tuple[DrillApp, ScriptedConversation, HandClock]:
    """An app that goes straight to the cards."""
    conversation = ScriptedConversation(state)
    clock = HandClock()
    return DrillApp(FakeServices(conversation, clock=clock), ["deck"]), conversation, clock


@asynccontextmanager
async def open_review(
    state: State = START_STATE, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Stage]:
    """The review screen showing that state, long enough for Enter to count."""
    app, conversation, clock = review_app()
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot, conversation, clock)
        await stage.become(state)
        clock.turn(1.0)
        yield stage


Opener = Callable[..., AbstractAsyncContextManager[Stage]]


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app run until the condition holds."""
    for _ in range(500):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come about in 5 s")
