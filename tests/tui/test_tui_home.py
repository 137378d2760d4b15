"""The home screen, the palette, the help, and where errors are told."""

from __future__ import annotations

import asyncio

import pytest
from textual.theme import Theme

from drill.errors import DeckError, StoreError
from drill.ports import Missing
from drill.schedule.memory import Rating
from drill.session import events
from drill.session.state import State
from drill.tui import keys
from drill.tui.app import DrillApp
from drill.tui.screens.help import HelpScreen
from drill.tui.screens.review import ReviewScreen
from drill.tui.theme import DARK, LIGHT, SIXTEEN
from fakes.conversation import FakeLibrary, FakeServices, ScriptedConversation, shelf
from tui.stage import DONE, JUDGED, START_STATE, WAITING, Opener, screen_text, until

SHELVES = [
    shelf("Anatomy", 120, 0, 0),
    shelf("Broken", 3, 0, 2, problem=DeckError("Broken.md, line 12: no answer.", "Add `A:`.")),
    shelf("Sequence processing", 50, 12, 3),
]


def services(**more: object) -> FakeServices:
    return FakeServices(
        ScriptedConversation(START_STATE),
        FakeLibrary(list(SHELVES)),
        **more,  # type: ignore[arg-type]
    )


async def test_decks_are_listed_with_what_is_due_and_what_is_wrong() -> None:
    app = DrillApp(services())
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = [line.strip() for line in screen_text(app).splitlines()]
        assert "Sequence processing   12 due     3 new     50 cards" in lines
        assert "Anatomy                0 due     0 new    120 cards" in lines
        problem = lines.index("! Broken.md, line 12: no answer.")
        assert lines[problem - 1].startswith("Broken")
        assert lines[problem + 1] == "Add `A:`."
        assert "12 due · keyboard only" in lines[0]


async def test_enter_drills_the_selected_deck_whatever_is_wrong_with_it() -> None:
    parts = services()
    app = DrillApp(parts, limit=5)
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert parts.asked_for == [(("decks/Broken.md",), 5)]


async def test_a_drills_all_decks_with_something_due() -> None:
    parts = services()
    parts.library = FakeLibrary([*SHELVES, shelf("Verbs", 9, 1, 0)])
    app = DrillApp(parts)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert parts.asked_for == [(("decks/Sequence processing.md", "decks/Verbs.md"), None)]


async def test_with_nothing_due_a_offers_what_is_new_and_else_says_so() -> None:
    parts = services()
    parts.library = FakeLibrary(SHELVES[:2])
    app = DrillApp(parts)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await until(pilot, lambda: bool(parts.asked_for))
        assert parts.asked_for == [(("decks/Broken.md",), None)]
    parts = services()
    parts.library = FakeLibrary(SHELVES[:1])
    app = DrillApp(parts)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: "Nothing is due now." in screen_text(app))
        assert parts.asked_for == []


async def test_without_decks_it_says_how_to_get_one() -> None:
    app = DrillApp(FakeServices())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert "drill import" in screen_text(app)
        assert "a all due" in screen_text(app)


async def test_what_the_voice_lacks_appears_when_it_is_found_out() -> None:
    parts = services(speaking=True)
    app = DrillApp(parts)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "voice on" in screen_text(app)
        assert "Not working" not in screen_text(app)
        parts.missing = (Missing("microphone", "There is none.", "Plug one in."),)
        parts.speaking = False
        await until(pilot, lambda: "Plug one in." in screen_text(app))
        assert "microphone  There is none." in screen_text(app)
        assert "keyboard only" in screen_text(app)


async def test_voice_parts_are_started_once_after_the_first_paint() -> None:
    parts = services()
    app = DrillApp(parts, ["deck"])
    painted: list[str] = []
    warm = parts.warm

    def note() -> None:
        painted.append(screen_text(app))
        warm()

    parts.warm = note  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        await until(pilot, lambda: parts.warmed == 1)
        assert "drill  Sequence processing" in painted[0]
        await pilot.press("escape")
        await until(pilot, lambda: "Decks" in screen_text(app))
        assert parts.warmed == 1


async def test_after_a_drill_home_counts_anew() -> None:
    parts = services()
    app = DrillApp(parts)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        parts.library = FakeLibrary([shelf("Sequence processing", 50, 4, 3)])
        await pilot.press("escape")
        await until(pilot, lambda: "4 due · keyboard only" in screen_text(app))


async def test_a_drill_that_fails_tells_why_and_goes_home() -> None:
    parts = services()
    parts.conversation = ScriptedConversation(WAITING, StoreError("Disk full.", "Free some."))
    app = DrillApp(parts, ["deck"])
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "Disk full." in screen_text(app))
        assert "Free some." in screen_text(app)
        await until(pilot, lambda: "Decks" in screen_text(app))


async def test_a_programming_mistake_in_a_drill_does_not_end_the_app() -> None:
    parts = services()
    parts.conversation = ScriptedConversation(WAITING, ZeroDivisionError("one by none"))
    app = DrillApp(parts, ["deck"])
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "ZeroDivisionError: one by none" in screen_text(app))
        await until(pilot, lambda: "Decks" in screen_text(app))


async def test_a_conversation_that_does_not_end_is_left_all_the_same() -> None:
    class Deaf(ScriptedConversation):
        async def run(self) -> None:
            await asyncio.Event().wait()

    parts = services()
    parts.conversation = Deaf(WAITING)
    app = DrillApp(parts, ["deck"])
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Decks" in screen_text(app))


async def test_help_lists_every_key(review: Opener) -> None:
    async with review(JUDGED, (100, 60)) as stage:
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        text = " ".join(stage.text.split())
        for command in (*keys.REVIEW, *keys.HOME, *keys.EVERYWHERE):
            if command.shown:
                assert f"{command.shown} {' '.join(command.help.split())}" in text
        for key in ("up", "down", "pagedown", "pageup"):
            assert await stage.press(key) == []
        assert await stage.press("escape") == []
        assert isinstance(stage.app.screen, ReviewScreen)


async def test_help_opens_while_typing(review: Opener) -> None:
    async with review(WAITING) as stage:
        await stage.press("f1")
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.press("f1")
        assert stage.is_typing()


@pytest.mark.parametrize(
    ("state", "query", "event"),
    [
        (JUDGED, "hard", events.Rated(Rating.HARD)),
        (JUDGED, "right", events.Override()),
        (DONE, "undo", events.Undo()),
    ],
)
async def test_the_palette_knows_what_can_be_done(
    review: Opener, state: State, query: str, event: events.Event
) -> None:
    async with review(state) as stage:
        stage.conversation.posted.clear()
        await stage.pilot.press("ctrl+p", *query)
        await until(stage.pilot, lambda: query in stage.text.lower().split("search")[-1])
        await stage.pilot.pause(0.3)
        await stage.pilot.press("enter")
        await until(stage.pilot, lambda: bool(stage.conversation.posted))
        assert stage.conversation.posted == [event]


def test_the_palette_has_every_command_once() -> None:
    app = DrillApp(FakeServices())
    screen = ReviewScreen(ScriptedConversation(JUDGED), FakeServices().clock)
    titles = [command.title for command in app.get_system_commands(screen)]
    assert len(titles) == len(set(titles))
    for command in (*keys.REVIEW, *keys.EVERYWHERE):
        if command.enabled(screen.situation) and command.help and command.action != "":
            known = command.label.capitalize() in titles
            assert known or command.action in ("quit", "help", "command_palette")


async def test_colours_can_be_light() -> None:
    app = DrillApp(services())
    async with app.run_test() as pilot:
        assert app.theme == DARK.name
        await app.run_action("toggle_light")
        await pilot.pause()
        assert app.theme == LIGHT.name
        assert not app.current_theme.dark
        await app.run_action("toggle_light")
        assert app.theme == DARK.name


@pytest.mark.parametrize(
    ("system", "theme"), [("standard", SIXTEEN), ("256", DARK), ("truecolor", DARK)]
)
def test_sixteen_colours_have_a_theme_of_their_own(
    system: str, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", system)
    assert DrillApp(services()).theme == theme.name


def test_sixteen_colours_tell_the_verdicts_apart() -> None:
    from rich.color import ColorSystem
    from textual.color import Color

    names = ("text-success", "text-warning", "text-error", "text-muted")
    colours = {*(SIXTEEN.variables[name] for name in names), SIXTEEN.accent, SIXTEEN.foreground}
    numbers = {
        Color.parse(str(colour)).rich_color.downgrade(ColorSystem.STANDARD).number
        for colour in colours
    }
    assert len(numbers) == 6
