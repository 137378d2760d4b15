"""Opens the stage for the tests of the screen."""

from __future__ import annotations

import pytest

from tui.stage import Opener, open_review


@pytest.fixture
def review() -> Opener:
    """`async with review(state) as stage`: the review screen showing that state."""
    return open_review
