"""The app: which screen is shown, where errors are told, how one leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from drill.errors import DrillError
from drill.ports import Services
from drill.text import clean
from drill.tui import keys, theme
from drill.tui.messages import DrillRequested, Failed, HomeRequested
from drill.tui.screens.commanded import CommandedScreen

WIDTHS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]
"""Columns from which a class of screens holds."""
HEIGHTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-tall")]
"""The same for lines."""


class DrillApp(App[None]):
    """The trainer on a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "drill"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.EVERYWHERE)]

    def __init__(
        self, services: Services, decks: Sequence[str] = (), limit: int | None = None
    ) -> None:
        """With `decks` (names or paths) it goes straight to the cards, `limit` of them at most."""
        super().__init__()
        self._services = services
        self._decks = tuple(decks)
        self._limit = limit
        for known in (theme.DARK, theme.LIGHT, theme.SIXTEEN):
            self.register_theme(known)
        self._dark = theme.suited(self.console.color_system)
        self.theme = self._dark.name

    def on_mount(self) -> None:
        """The cards or the decks come first, the voice after them."""
        self.push_screen(self._first())
        self.call_after_refresh(self._services.warm)

    def _first(self) -> Screen[None]:
        if self._decks:
            try:
                return self._review(self._decks)
            except DrillError as error:
                self.complain(error)
        return self._home()

    def complain(self, error: DrillError) -> None:
        """Tell the learner what went wrong and what to do: the one place that does."""
        message, hint = clean(error.message), clean(error.hint)
        self.notify(hint or " ", title=message, severity="error", timeout=15, markup=False)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.complain(message.error)

    @on(DrillRequested)
    def _drill(self, message: DrillRequested) -> None:
        try:
            self.switch_screen(self._review(message.decks))
        except DrillError as error:
            self.complain(error)

    @on(HomeRequested)
    def _go_home(self) -> None:
        while isinstance(self.screen, ModalScreen):  # help or the palette lies over the drill
            self.pop_screen()
        self.switch_screen(self._home())

    def _review(self, decks: Sequence[str]) -> Screen[None]:
        from drill.tui.screens.review import ReviewScreen

        return ReviewScreen(self._services.converse(decks, self._limit), self._services.clock)

    def _home(self) -> Screen[None]:
        from drill.tui.screens.home import HomeScreen

        return HomeScreen(self._services)

    def action_help(self) -> None:
        """Show every key."""
        from drill.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_toggle_light(self) -> None:
        """Change between dark and light colours."""
        self.theme = self._dark.name if self.theme == theme.LIGHT.name else theme.LIGHT.name

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette knows: every command that means something now."""
        nodes: list[tuple[App[None] | CommandedScreen, Iterable[keys.Command]]] = []
        if isinstance(screen, CommandedScreen):
            nodes.append((screen, screen.commands()))
        nodes.append((self, keys.EVERYWHERE))
        listed = {"", "command_palette"}
        for node, commands in nodes:
            for command in commands:
                if command.help and command.action not in listed:
                    listed.add(command.action)  # one entry, though several keys do it
                    title = command.label.capitalize()
                    yield SystemCommand(
                        title, command.help, partial(node.run_action, command.action)
                    )
