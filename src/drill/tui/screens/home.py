"""The home screen: decks and what is due, what does not work and how to mend it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drill.errors import DrillError
from drill.ports import Services, Shelf
from drill.tui import keys
from drill.tui.messages import DrillRequested, Failed
from drill.tui.screens.commanded import CommandedScreen
from drill.tui.widgets.deck_list import DeckList
from drill.tui.widgets.key_line import KeyLine
from drill.tui.widgets.masthead import Masthead
from drill.tui.widgets.voice_report import VoiceReport

EMPTY = """\
There is no deck yet.

  drill import STUDY-PAGE.txt -o decks/NAME.md     makes one from a page of questions and answers
  drill check                                      says what is wrong with a deck you wrote

Decks are text files in the folder decks/ of your home folder."""


class HomeScreen(CommandedScreen):
    """All decks."""

    CSS_PATH = "home.tcss"
    KEYS = keys.HOME
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.HOME)]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._shelves: list[Shelf] = []

    def compose(self) -> ComposeResult:
        """Decks above, the state of the voice below."""
        yield Masthead()
        yield DeckList()
        with VerticalScroll(id="empty", can_focus=False):
            yield Static(Content(EMPTY), markup=False)
        yield VoiceReport()
        yield KeyLine()

    def on_mount(self) -> None:
        """Parts of the voice fail while they are being started: look again and again."""
        self.draw_keys()
        self.set_interval(0.5, self._draw_voice)

    def on_screen_resume(self) -> None:
        """What is due has changed while another screen was shown."""
        try:
            self._shelves = self._services.library.shelves(self._services.clock.now())
        except DrillError as error:
            self.post_message(Failed(error))
        self.set_class(not self._shelves, "-empty")
        self.query_one(DeckList).show(self._shelves)
        self._draw_voice()

    def _draw_voice(self) -> None:
        speaking = "voice on" if self._services.speaking else "keyboard only"
        due = sum(shelf.due for shelf in self._shelves)
        self.query_one(Masthead).show("Decks", f"{due} due · {speaking}")
        self.query_one(VoiceReport).show(self._services.missing)

    @on(DeckList.OptionSelected)
    def _selected(self) -> None:
        self.action_drill()

    def action_drill(self) -> None:
        """Drill the selected deck."""
        chosen = self.query_one(DeckList).highlighted
        if chosen is not None and self._shelves:
            self.post_message(DrillRequested((str(self._shelves[chosen].path),)))

    def action_drill_due(self) -> None:
        """Drill all decks with something due; if there are none, those with new cards."""
        due = [shelf for shelf in self._shelves if shelf.due]
        chosen = due or [shelf for shelf in self._shelves if shelf.new]
        if chosen:
            self.post_message(DrillRequested(tuple(str(shelf.path) for shelf in chosen)))
        else:
            self.notify("Nothing is due now.", markup=False)
