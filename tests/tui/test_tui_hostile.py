"""No text, wherever it comes from, is taken for markup, for a command to the terminal, or too much."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import ScreenResume

from drill.deck.card import Card
from drill.errors import DeckError, DrillError
from drill.grading.verdict import Mark, Ruling, Span, Tick, Verdict
from drill.ports import Missing, Shelf
from drill.session.state import Answer, Phase
from drill.tui.app import DrillApp
from drill.tui.messages import Failed
from fakes.conversation import FakeLibrary, FakeServices
from tui.stage import DONE, JUDGED, THINKING, WAITING, Opener, graded, screen_text, until

HOSTILE = {
    "closing tag": "[/x]",
    "style": "[red]not red[/red]",
    "link": "[@click=app.quit]quit[/]",
    "variable": "$text $$ [$primary]",
    "unbalanced": "[[[ ]] [/] [",
    "escapes": "a\x1b[2J\x1b]0;title\x07b\x1b[31mc",
    "controls": "a\x00b\x07c\x08d\x7fe\x9bf",
    "right to left": "שלום עולם مرحبا \u202egnp.exe",
    "combining": "e\u0301" * 5 + "Z" + "\u0335" * 50,
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈🇩🇪 é",
    "wide": "漢字かな交じり文" * 20,
    "long word": "x" * 1_000,
    "long": "All work and no play. " * 500,
    "many lines": "line\n" * 300,
    "tabs": "\ta\tb\n\t\tc",
    "separators": "a\u2028b\u2029c\x0bd\x0ce\rf",
    "surrogate": "a\ud800b",
    "empty": "",
    "blank": " \n\t ",
}


def _harmless(shown: str) -> bool:
    return not any(character in shown for character in "\x1b\x07\x9b\x00\u202e")


async def test_on_the_review_screen(review: Opener) -> None:
    async with review(WAITING) as stage:
        for name, text in HOSTILE.items():
            card = Card("c", text, text, remarks=(text,))
            verdict = Verdict(
                Ruling.PARTLY,
                0.5,
                (text,),
                (text,),
                text,
                (Span(text, Mark.MISSED),),
                (
                    Tick(text, said=True),
                    Tick(text, said=False),
                    Tick(text, said=False, required=False),
                ),
                contradicted=(text,),
            )
            asked = replace(WAITING, deck=text, card=card)
            for state in (
                replace(asked, notice=text),
                replace(THINKING, card=card, heard=text),
                replace(
                    JUDGED, card=card, verdict=verdict, answer=Answer(text, "voice"), notice=text
                ),
            ):
                await stage.become(state)
                assert _harmless(stage.text), name
            await stage.press("e")
            assert _harmless(stage.text), name
            await stage.press("enter")
            await stage.become(replace(DONE, deck=text, history=(graded(verdict),), notice=text))
            assert _harmless(stage.text), name
        assert stage.app.is_running


@pytest.mark.parametrize("name", ["wide", "long", "right to left", "combining"])
async def test_on_a_terminal_that_changes_its_size(review: Opener, name: str) -> None:
    card = Card("c", HOSTILE[name], HOSTILE[name])
    async with review(replace(JUDGED, card=card)) as stage:
        for size in ((120, 40), (20, 6), (1, 1), (80, 24)):
            await stage.pilot.resize_terminal(*size)
            await stage.pilot.pause()
        assert "PARTLY" in stage.text


async def test_on_the_home_screen() -> None:
    library = FakeLibrary()
    services = FakeServices(library=library)
    app = DrillApp(services)
    async with app.run_test(notifications=True) as pilot:
        for name, text in HOSTILE.items():
            library.stock = [Shelf(text, Path("decks/x.md"), 3, 1, 1, DeckError(text, text))]
            services.missing = (Missing(text, text, text),)
            app.screen.post_message(ScreenResume())
            app.screen.post_message(Failed(DrillError(text, text)))
            await pilot.pause()
            assert _harmless(screen_text(app)), name
        assert app.is_running


@pytest.mark.parametrize("literal", ["[/x]", "[red]not red[/red]", "[@click=app.quit]quit[/]"])
async def test_markup_is_shown_as_it_was_written(review: Opener, literal: str) -> None:
    card = Card("c", f"Q {literal}", f"A {literal}")
    verdict = Verdict(Ruling.WRONG, 0.0, missed=(f"M {literal}",), why=f"W {literal}")
    state = replace(
        JUDGED, card=card, verdict=verdict, answer=Answer(f"S {literal}", "text"), notice=literal
    )
    async with review(state) as stage:
        for prefix in ("Q ", "A ", "M ", "W ", "S "):
            assert prefix + literal in stage.text


async def test_an_error_of_a_drill_is_shown_as_it_was_written() -> None:
    app = DrillApp(FakeServices(), ["[/x]"])
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "There is no deck [/x]." in screen_text(app))
        assert "Look at `drill list`." in screen_text(app)


async def test_a_card_of_100_kilobytes(review: Opener) -> None:
    text = "All work and **no** play. " * 2_000 + "*line*\n" * 7_000
    card = Card("c", f"FIRST {text} LAST", text)
    marked = Verdict(Ruling.WRONG, 0.0, spans=(Span(text, Mark.MISSED),))
    async with review(replace(WAITING, card=card)) as stage:
        assert "FIRST" in stage.text
        await stage.press("pagedown")
        assert "FIRST" not in stage.text
        await stage.become(replace(JUDGED, card=card, verdict=marked))
        assert "WRONG" in stage.text


async def test_phases_come_in_any_order(review: Opener) -> None:
    async with review(WAITING) as stage:
        for phase in (*Phase, Phase.ASKING):
            await stage.become(replace(JUDGED, phase=phase))
            await stage.become(replace(WAITING, phase=phase, card=None))
        assert stage.app.is_running
