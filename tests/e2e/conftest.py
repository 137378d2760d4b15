from __future__ import annotations

from pathlib import Path

import pytest

from e2e.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A learner without a sound card."""
    return Desk(tmp_path / "life")
