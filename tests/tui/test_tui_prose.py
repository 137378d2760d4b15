"""Markdown as it is shown, with marks that stay on their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.grading.verdict import Mark, Span
from drill.tui.prose import CODE, EMPHASIS, STRONG, render


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("plain", "plain"),
        ("**bold** and *slanted* and _too_", "bold and slanted and too"),
        ("`a_b * c`", "a_b * c"),
        ("``a ` b``", "``a ` b``"),
        ("# Title", "Title"),
        ("- one\n* two\n+ three\n1. four", "• one\n• two\n• three\n1. four"),
        ("  - nested", "  • nested"),
        ("> quoted", "│ quoted"),
        ("```python\nx = *a\n```\nafter", "x = *a\nafter"),
        ("```x = 1``` on one line", "```x = 1``` on one line"),
        ("[text](https://example.org)", "text (https://example.org)"),
        ("![picture](p.png)", "picture (p.png)"),
        (r"\*no\* \[x\]", "*no* [x]"),
        ("one<br>two", "one\ntwo"),
        ("**a *b* c**", "a b c"),
        ("a*b*c and 2 * 3 * 4", "a*b*c and 2 * 3 * 4"),
        ("2**3**4", "2**3**4"),
        ("snake_case_name and __init__", "snake_case_name and __init__"),
        ("$a_1 * b_2 * c$ and *d*", "$a_1 * b_2 * c$ and d"),
        ("costs $5 *or* $6", "costs $5 or $6"),
        ("[/x] [red] [b]", "[/x] [red] [b]"),
        ("**", "**"),
        ("", ""),
    ],
)
def test_signs_of_markdown_become_looks(source: str, shown: str) -> None:
    assert render(source).plain == shown


def test_looks_are_where_the_signs_were() -> None:
    content = render("a **b** *c* `d`")
    looks = {content.plain[span.start : span.end]: span.style for span in content.spans}
    assert looks == {"b": STRONG, "c": EMPHASIS, "d": CODE}


def test_marks_stay_on_their_words() -> None:
    marks = [
        Span("- **Soft", Mark.SAID),
        Span("max** is `e", Mark.MISSED),
        Span("^x`", Mark.CONTRADICTED),
        Span(" here", Mark.PLAIN),
    ]
    content = render("- **Softmax** is `e^x` here", marks)
    assert content.plain == "• Softmax is e^x here"
    found: dict[str, str] = {}
    for span in content.spans:
        if span.style not in (STRONG, CODE):
            words = content.plain[span.start : span.end]
            found[str(span.style)] = found.get(str(span.style), "") + words
    assert found == {
        ".prose--said": "Soft",
        ".prose--missed": "max is e",
        ".prose--contradicted": "^x",
    }


SIGNS = st.text(alphabet="*_`$[]()<>br\\-#\n ab1é😀", max_size=80)


@given(SIGNS, st.integers(0, 80))
def test_any_text_can_be_shown_and_marked(source: str, cut: int) -> None:
    content = render(source, [Span(source[:cut], Mark.SAID), Span(source[cut:], Mark.MISSED)])
    for span in content.spans:
        assert 0 <= span.start <= span.end
    words = [character for character in source if character.isalnum()]
    shown = [character for character in content.plain if character.isalnum()]
    if "<" not in source and "`" not in source and "~" not in source:
        assert shown == words


@pytest.mark.parametrize(
    "part",
    ["*", "**a", "*a ", "`", "$a", "[", "[a](", "_a ", "<br", "\\", "**a* ", "`a``", "[a](b"],
)
@pytest.mark.timeout(30)
def test_no_text_takes_long(part: str) -> None:
    """200 kB of a sign that never closes: a moment, or hours if work grew with its square."""
    source = part * (200_000 // len(part))
    assert len(render(source).plain) > 90_000
