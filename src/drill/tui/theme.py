"""The colours: quiet greys, one accent, and the three of a verdict."""

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
    variables={"border": "#7aa2c8", "footer-background": "#15181c"},
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
    variables={"border": "#2c5f8f", "footer-background": "#fafaf7"},
)
