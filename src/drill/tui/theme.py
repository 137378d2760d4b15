"""The colours: quiet greys, one accent, and the three of a verdict.

`rule` is drill's own variable: lines and scroll bars.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="drill",
    primary="#7aa2c8",
    secondary="#7aa2c8",
    accent="#7aa2c8",
    foreground="#d5d8dc",
    background="#15181c",
    surface="#15181c",
    panel="#20252b",
    success="#8fbf7f",
    warning="#dcb267",
    error="#e08080",
    dark=True,
    variables={"border": "#7aa2c8", "rule": "#40464d"},
)

LIGHT = Theme(
    name="drill-light",
    primary="#2c5f8f",
    secondary="#2c5f8f",
    accent="#2c5f8f",
    foreground="#24292e",
    background="#fafaf7",
    surface="#fafaf7",
    panel="#ecece6",
    success="#2f6f2f",
    warning="#8a5a00",
    error="#a83232",
    dark=False,
    variables={"border": "#2c5f8f", "rule": "#bdbdb4"},
)

SIXTEEN = Theme(
    name="drill-16",
    primary="#55ffff",
    secondary="#55ffff",
    accent="#55ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#555555",
    success="#55ff55",
    warning="#ffff55",
    error="#ff5555",
    dark=True,
    variables={
        "border": "#55ffff",
        "rule": "#555555",
        "text-muted": "#aaaaaa",
        "text-disabled": "#aaaaaa",
        "text-success": "#55ff55",
        "text-warning": "#ffff55",
        "text-error": "#ff5555",
    },
)
"""For terminals with sixteen colours: softer ones would all come out as white there."""


def suited(color_system: str | None) -> Theme:
    """The theme to begin with on a terminal of that colour system (Rich's name for it)."""
    return SIXTEEN if color_system in ("standard", "windows") else DARK
