"""The review screen: draws the state of a drill and turns keys into its events."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import DescendantBlur, DescendantFocus
from textual.getters import query_one
from textual.widgets import Static

from drill.ports import Clock, Conversation
from drill.schedule.memory import Rating
from drill.session import events
from drill.session.state import Phase, State
from drill.tui import keys
from drill.tui.durations import stopwatch
from drill.tui.enter import EnterGuard
from drill.tui.messages import LevelChanged, StateChanged
from drill.tui.screens.conversing import ConversingScreen
from drill.tui.widgets.answer_line import AnswerLine
from drill.tui.widgets.key_line import KeyLine
from drill.tui.widgets.masthead import Masthead
from drill.tui.widgets.question import Question
from drill.tui.widgets.rating_line import RatingLine
from drill.tui.widgets.state_line import StateLine
from drill.tui.widgets.summary import Summary
from drill.tui.widgets.verdict_pane import VerdictPane


class ReviewScreen(ConversingScreen):
    """One drill."""

    CSS_PATH = "review.tcss"
    KEYS = keys.REVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.REVIEW)]

    line = query_one(AnswerLine)
    pane = query_one(VerdictPane)
    question = query_one(Question)

    def __init__(self, conversation: Conversation, clock: Clock) -> None:
        super().__init__(conversation)
        self._clock = clock
        self._state = conversation.state
        self._began = clock.seconds()
        self._enter = EnterGuard()

    def compose(self) -> ComposeResult:
        """Every part has its place from the start, so that nothing jumps."""
        yield Masthead()
        yield Question()
        yield Summary()
        yield StateLine()
        with Horizontal(id="answer"):
            yield Static("›", classes="prompt", markup=False)
            yield AnswerLine()
        yield VerdictPane()
        yield RatingLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Start the conversation."""
        self._draw(self._state)
        self.set_interval(1.0, self._draw_masthead)
        self.converse()

    @property
    def situation(self) -> keys.Situation:
        """What decides about the keys now."""
        return keys.Situation(self._state, typing=isinstance(self.focused, AnswerLine))

    @on(StateChanged)
    def _moved_on(self, message: StateChanged) -> None:
        self._draw(message.state)

    @on(LevelChanged)
    def _heard(self, message: LevelChanged) -> None:
        if self._state.phase is Phase.LISTENING:
            self.query_one(StateLine).hear(message.level)

    # Drawing

    def _draw(self, state: State) -> None:
        before, self._state = self._state, state
        now = self._clock.now()
        other_card = state.card != before.card
        asked = state.phase in keys.ANSWERING and (other_card or before.phase not in keys.ANSWERING)
        if other_card or asked:
            self.question.show(state.card.question if state.card else "")
        if asked:
            self._enter.asked(self._clock.seconds())
            self.line.empty()
        self.set_class(state.phase is Phase.DONE, "-done")
        if state.phase is Phase.DONE:
            self.query_one(Summary).show(state, now)
        self._draw_masthead()
        self.query_one(StateLine).show(state)
        self.pane.show(state)
        self.query_one(RatingLine).show(state, now)
        self._place_focus(before, asked)
        self.draw_keys()

    def _draw_masthead(self) -> None:
        state, counts = self._state, self._state.queue.counts(self._clock.now())
        done = f"{state.done} of {state.limit} done" if state.limit else f"{state.done} done"
        left = [f"{counts.due} due", f"{counts.new} new"]
        if counts.learning:
            left.append(f"{counts.learning} again soon")
        elapsed = stopwatch(self._clock.seconds() - self._began)
        self.query_one(Masthead).show(state.deck, " · ".join([done, *left]) + f"   {elapsed}")

    def draw_keys(self) -> None:
        """Show what can be done, in the key line and in the answer line."""
        self.line.show(self._state, self.situation.typing)
        super().draw_keys()

    def _place_focus(self, before: State, asked: bool) -> None:
        """Typing begins by itself where only typing is possible; voice gives the letters back."""
        state = self._state
        if state.phase is Phase.WAITING and state.card is not None:
            if not state.voice and (asked or before.phase is not Phase.WAITING):
                self.set_focus(self.line)
        elif state.phase not in keys.ANSWERING:
            if not (state.phase is Phase.JUDGED and self.line.correcting):
                self.line.empty()
                self.set_focus(None)
        elif not self.line.value:
            self.set_focus(None)

    # The answer line

    @on(DescendantFocus)
    def _entered_line(self) -> None:
        phase = self._state.phase
        if not self.situation.typing:
            return  # the drill moved on and took the focus away before this came
        if phase is Phase.JUDGED and not self.line.correcting:
            self.action_edit()
        elif phase in keys.ANSWERING and phase is not Phase.WAITING:
            self.tell(events.BeginTyping())
        self.draw_keys()

    @on(DescendantBlur)
    def _left_line(self) -> None:
        self.draw_keys()

    @on(AnswerLine.Changed)
    def _typed(self, message: AnswerLine.Changed) -> None:
        """The first letter tells the voice, which may come up any time, to stay quiet."""
        if message.value and self._state.phase in keys.ANSWERING and not self._state.typing:
            self.tell(events.BeginTyping())

    @on(AnswerLine.Submitted)
    def _submitted(self) -> None:
        at = self._clock.seconds()
        bounces = self._enter.bounces(at)
        text = self.line.text
        if self.line.correcting:
            self.action_leave_line()
            if text:
                self.tell(events.Edited(text))
        elif self._state.phase in keys.ANSWERING and (
            text or not (bounces or self._enter.early(at))
        ):
            self.tell(events.Typed(text))

    # What keys do

    def action_submit(self) -> None:
        """Hand in the answer line."""
        self.line.post_message(AnswerLine.Submitted(self.line, self.line.value))

    def action_accept(self) -> None:
        """Take the suggested rating."""
        if not self._enter.bounces(self._clock.seconds()):
            self.tell(events.Rated())

    def action_rate(self, rating: int) -> None:
        """Give this rating."""
        self.tell(events.Rated(Rating(rating)))

    def action_finish(self) -> None:
        """The question or the answer is over."""
        at = self._clock.seconds()
        if not (self._enter.bounces(at) or self._enter.early(at)):
            self.tell(events.Finish())

    def action_hush(self) -> None:
        """Stop the sound."""
        self.tell(events.Finish())

    def action_type(self) -> None:
        """Open the answer line."""
        self.set_focus(self.line)
        if self._state.phase is Phase.WAITING and not self._state.typing:
            self.tell(events.BeginTyping())

    def action_open_line(self) -> None:
        """Open the answer line with Enter."""
        at = self._clock.seconds()
        if not (self._enter.bounces(at) or self._enter.early(at)):
            self.action_type()

    def action_leave_line(self) -> None:
        """Give the letters back to the commands; a typed answer stays, a correction does not."""
        if self.line.correcting:
            self.line.empty()
        self.set_focus(None)

    def action_edit(self) -> None:
        """Correct the answer in the answer line."""
        if self._state.answer is not None:
            self.line.correct(self._state.answer.text)
            self.set_focus(self.line)

    def action_listen(self) -> None:
        """Listen again."""
        self.tell(events.Listen())

    def action_override(self) -> None:
        """I was right."""
        self.tell(events.Override())

    def action_play(self) -> None:
        """Play the answer."""
        self.tell(events.PlayAnswer())

    def action_repeat(self) -> None:
        """Read the question again."""
        self.tell(events.Repeat())

    def action_skip(self) -> None:
        """Next card."""
        self.tell(events.Skip())

    def action_undo(self) -> None:
        """Take the last rating back."""
        self.tell(events.Undo())

    def action_scroll(self, lines: int) -> None:
        """Scroll what is read now."""
        reading = self.pane if self._state.verdict else self.question
        reading.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll the question by its height."""
        self.question.scroll_relative(y=pages * self.question.size.height, animate=False)

    def action_back(self) -> None:
        """Out of the line if there is something in it, else out of the drill."""
        if self.situation.typing and self.line.value:
            self.action_leave_line()
        else:
            self.action_leave()
