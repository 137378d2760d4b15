"""Which Python packages are installed, found without importing them."""

from __future__ import annotations

import importlib.util


def installed(name: str) -> bool:
    """Whether the package of this import name is there. Never fails: what blocks or breaks the
    search makes it not there."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # ValueError: a module that was put out of use
        return False
