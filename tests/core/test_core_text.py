"""What may come in from outside, and what is left of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.text import clean

hostile = st.lists(
    st.sampled_from(["\x1b[", "\x1b]", "\x1b", "\x9b", "\x07", "\x1bP", "\\", "31m", "\r", "\n"])
    | st.text(max_size=4)
    | st.characters(codec=None),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("plain, naïve, 日本語, 🎉", "plain, naïve, 日本語, 🎉"),
        ("a\r\nb\rc\n\td", "a\nb\nc\n\td"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;Y2xpcGJvYXJk\x1b\\text", "text"),
        ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never closed\nQ: still here?", "\nQ: still here?"),
        ("\x1bP+q\x1b\\dcs", "dcs"),
        ("\x1bc reset", " reset"),
        ("end\x1b", "end"),
        ("bell\x07 back\x08 null\x00 del\x7f", "bell back null del"),
        ("evil\u202etxt.exe\u2066!", "eviltxt.exe!"),
        ("\ud800 alone", "\ufffd alone"),
        ("[/not markup] [bold]", "[/not markup] [bold]"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert clean(text).replace("\ufffd\ufffd\ufffd", "\ufffd") == left


@given(hostile)
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    cleaned = clean(text)
    assert all(c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_ordinary_text_is_untouched(text: str) -> None:
    assert clean(text) == text
