"""The lines between `---` at the top of a deck file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from drill.deck.card import STRICTNESSES

KEYS = ("name", "language", "strictness")
_PAIR = re.compile(r"([A-Za-z_][\w-]*)\s*:(?:\s+(.*))?$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_front_matter(
    lines: Iterable[tuple[int, str]], say: Callable[[int, str, str], None]
) -> dict[str, str]:
    """What the deck says about itself. Keys of other tools are left alone; `say` gets line, what
    is wrong and what to do."""
    found: dict[str, str] = {}
    for number, line in lines:
        if not line.strip() or line[0] in "# \t-":  # a comment, or more of another tool's value
            continue
        pair = _PAIR.match(line)
        if pair is None:
            say(number, "This line of the front matter is not `key: value`.", "Write it so, or remove it.")  # fmt: skip
            continue
        key, value = pair[1], _unquote(pair[2] or "")
        if key not in KEYS:
            import difflib  # only for a strange key

            near = difflib.get_close_matches(key.lower(), KEYS, 1, 0.75)
            if near:
                say(number, f"Front matter has no `{key}`.", f"Did you mean `{near[0]}`?")
        elif key in found:
            say(number, f"`{key}` is said twice; the first counts.", "Remove one of the two.")
        elif key == "language" and not _LANGUAGE.fullmatch(value):
            say(number, "The language is not a tag such as `en` or `de`.", "Write `language: en`.")
        elif key == "strictness" and value not in STRICTNESSES:
            say(number, f"The strictness is none of {', '.join(STRICTNESSES)}.", "Write one of them, or remove the line.")  # fmt: skip
        elif value:
            found[key] = value
    return found


def write_front_matter(name: str, language: str, strictness: str = "") -> str:
    """The inverse of `read_front_matter`, with its `---` lines."""
    quoted = f'"{name}"' if name[:1] in ('"', "'") else name
    named = f"name: {quoted}\n" if name else ""
    strict = f"strictness: {strictness}\n" if strictness else ""
    return f"---\n{named}language: {language}\n{strict}---\n"


def _unquote(value: str) -> str:
    value = " ".join(value.split())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
