"""Opens the stage for the tests of the screen."""

from __future__ import annotations

import pytest

from tui.stage import Opener, open_review


@pytest.fixture
def review() -> Opener:
    """`async with review(state) as stage`: the review screen showing that state."""
    return open_review


@pytest.fixture(autouse=True)
def _same_looks_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a learner's environment may say about looks is not what is tested here."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")
