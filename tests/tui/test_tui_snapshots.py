"""How the screens look. After a change that is meant: `pytest tests/tui --snapshot-update`, and
look at the pictures below `__snapshots__` before committing them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from drill.errors import DeckError
from drill.ports import Missing
from drill.session.state import Phase, State
from drill.tui.app import DrillApp
from fakes.conversation import FakeLibrary, FakeServices, shelf
from tui.stage import DONE, JUDGED, LISTENING, UNHEARD, WAITING, review_app

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@SIZES
@pytest.mark.parametrize(
    "state",
    [WAITING, LISTENING, JUDGED, UNHEARD, DONE],
    ids=["typing", "listening", "verdict", "unheard", "done"],
)
def test_review(snap_compare: Compare, state: State, size: tuple[int, int]) -> None:
    app, conversation, _ = review_app()

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        conversation.become(state)
        await pilot.pause()
        if state.phase is Phase.LISTENING:
            for number, value in enumerate((0.0, 0.2, 0.5, 0.9, 0.7, 0.4)):
                conversation.sound(value, 2.6 + number / 10)
                await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=show)


@SIZES
def test_home(snap_compare: Compare, size: tuple[int, int]) -> None:
    library = FakeLibrary(
        [
            shelf("Anatomy of the hand", 120, 0, 0),
            shelf("Broken", 3, 0, 2, problem=DeckError("Broken.md, line 12: no answer.", "Add A:")),
            shelf("Sequence processing", 50, 12, 3),
        ]
    )
    missing = Missing("microphone", "There is none.", "Plug one in; `drill doctor` lists them.")
    app = DrillApp(FakeServices(library=library, missing=(missing,)))

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app, conversation, _ = review_app()

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        conversation.become(JUDGED)
        await pilot.pause()

    assert app.no_color
    assert snap_compare(app, terminal_size=(80, 24), run_before=show)
