"""The settings file: TOML, every key optional, a mistake named with file, key and nearest spelling."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from drill.deck.card import STRICTNESSES
from drill.errors import SettingsError
from drill.text import clean


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    microphone: str = ""
    """Name of the microphone, or part of it; empty for the system's default."""
    loudspeaker: str = ""
    """Name of the loudspeaker, or part of it; empty for the system's default."""
    speech: str = "auto"
    """`auto`: by voice where it works; `on`; `off`: keyboard only."""
    voice: str = ""
    """Voice that reads the questions (an id that the speech engine knows); empty for its default."""
    rate: int = 170
    """Words per minute of that voice, 80 to 400."""
    model: str = "tiny.en"
    """Whisper model."""
    record: bool = True
    """Keep spoken answers in `recordings/`."""
    patience: float = 20.0
    """Seconds to wait for the first word, 3 to 300."""
    pause: float = 0.8
    """Seconds of silence that end an answer, 0.3 to 5."""
    retention: float = 0.9
    """Share of cards you want to remember when they come due, 0.7 to 0.99."""
    new: int = 20
    """New cards in a session, at most."""
    strictness: str = "balanced"
    """How much benefit of the doubt answers get, where the deck does not say: `strict`,
    `balanced` or `lenient`."""
    rising: bool = False
    """Grade more strictly as a card's interval grows: beyond 21 days, and again beyond 90."""


_RANGES = {
    "rate": (80, 400),
    "patience": (3, 300),
    "pause": (0.3, 5),
    "retention": (0.7, 0.99),
    "new": (0, 9999),
}
_CHOICES = {"speech": ("auto", "on", "off"), "strictness": STRICTNESSES}


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the defaults when there is no such file.

    Raises SettingsError naming file, key and remedy.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}.", "Mend or remove the file."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", "Mend that line.") from error
    known = {field.name: field for field in fields(Settings)}
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise SettingsError(
                f"{path}: there is no setting `{clean(key)}`.",
                f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(known)}.",
            )
        _check(path, key, value, known[key].default)
    return Settings(**values)


def _check(path: Path, key: str, value: object, default: object) -> None:
    kind = type(default)
    fits = (
        isinstance(value, (int, float)) and not isinstance(value, bool)
        if kind is float
        else type(value) is kind
    )
    if not fits:
        words = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
        raise SettingsError(
            f"{path}: `{key}` must be {words[kind]}, not {value!r}.", "Mend that line."
        )
    if key in _RANGES and not _RANGES[key][0] <= value <= _RANGES[key][1]:  # type: ignore[operator]
        low, high = _RANGES[key]
        raise SettingsError(
            f"{path}: `{key}` must be from {low} to {high}, not {value}.", "Mend that line."
        )
    if key in _CHOICES and value not in _CHOICES[key]:
        raise SettingsError(
            f"{path}: `{key}` must be one of {', '.join(_CHOICES[key])}, not {value!r}.",
            "Mend that line.",
        )
