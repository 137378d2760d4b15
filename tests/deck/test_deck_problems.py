from __future__ import annotations

import pytest

from drill.deck.blocks import MAX_LINE
from drill.deck.native import parse_deck

GOOD = "Q: good one? ^g1\nA: yes\n"


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("Q: a ^x\n", 1, "no answer", "A:"),
        ("A: b\n", 1, "without a question", "Q:"),
        ("Q: ^x\nA: b\n", 1, "question is empty", "behind Q:"),
        ("Q: a ^x\nA:\n\n", 2, "answer is empty", "behind A:"),
        ("Q: a ^x\nA: b\nA: c\n", 3, "without a question", "Q:"),
        ("---\nNote: n\n", 2, "outside any card", "below"),
        ("Q: a ^g1\nA: b\n", 1, "also used on line", "Remove"),
        ("Q: good one? ^x\nA: b\n", 1, "same question is on line", "Remove one"),
        ("Q: a ^sp/6\nA: b\n", 1, "^sp/6", "letters"),
        ("Q: a ^x\nA: b\nType: poem\n", 3, 'no type "poem"', "true/false"),
        ("Q: a ^x\nA: b\nAcept: c\n", 3, "no field Acept:", "mean Accept:"),
        ("Q: a ^x\nA: b\nquestion: c\n", 3, "no field question:", "mean Q:"),
        ("Q: a ^x\nA: b\nAccept:\n", 3, "Accept: is empty", "Complete"),
        ("Q: a ^x\nA: b\nWrong: -> why\n", 3, "no wording", "wording -> reason"),
        ("C: a [gap ^x\n", 1, "never closed", "]"),
        ("C: no gap ^x\n", 1, "no gap", "brackets"),
        ("Q: a ^x\nA: b\n```\ncode\n", 3, "code fence", "```"),
        ("Q: a ^x\nA: b\n<!-- note\n", 3, "comment", "-->"),
        ("---\nWhat is this?\nIt was lost.\n", 2, "outside any card", "Q:"),
        ("Q: a\x00 ^x\nA: b\n", 1, "NUL", "UTF-8"),
        (f"Q: a ^x\nA: {'b' * MAX_LINE}\n", 2, f"{MAX_LINE:,}", "several lines"),
    ],
)
def test_a_problem_is_named_with_line_and_remedy_and_harms_no_other_card(
    text: str, line: int, what: str, remedy: str
) -> None:
    deck, problems = parse_deck(
        f"{GOOD}{text}---\n{GOOD.replace('one', 'two').replace('g1', 'g2')}", "d.md"
    )
    shifted = line + GOOD.count("\n")
    found = [each for each in problems if each.line == shifted and what in each.what]
    assert found, problems
    assert remedy in found[0].remedy
    assert str(found[0]).startswith(f"d.md:{shifted}: ")
    ids = [card.id for card in deck.cards]
    assert ids[0] == "g1"
    assert ids[-1] == "g2"


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("nmae: x\n", "no `nmae`"),
        ("name: a\nname: b\n", "twice"),
        ("language: klingon!\n", "not a tag"),
        ("just words\n", "not `key: value`"),
    ],
)
def test_bad_front_matter(front: str, what: str) -> None:
    deck, problems = parse_deck(f"---\n{front}---\n{GOOD}")
    assert [card.id for card in deck.cards] == ["g1"]
    assert [what in each.what for each in problems] == [True]


def test_front_matter_of_other_tools_is_left_alone() -> None:
    text = f"---\n# mine\nname: 'Deck: one'\ntags:\n  - a\n- b\naliases: [x]\n---\n{GOOD}"
    deck, problems = parse_deck(text)
    assert (deck.name, problems) == ("Deck: one", ())


def test_front_matter_that_is_never_closed() -> None:
    deck, problems = parse_deck(f"---\nname: x\n{GOOD}")
    assert (deck.name, [card.id for card in deck.cards]) == ("x", ["g1"])
    assert [each.line for each in problems] == [1]


def test_no_id_is_no_problem_and_two_cards_may_lack_one() -> None:
    deck, problems = parse_deck("Q: a\nA: b\n---\nQ: c\nA: d\n")
    assert ([card.id for card in deck.cards], problems) == (["", ""], ())


@pytest.mark.parametrize(
    "text",
    ["```\nQ: x\n" * 30_000, "<!--\n" * 60_000, "C: " + "[" * 19_000 + "\n" * 3, "(" * 900_000, "\\" * 900_000,
     "Q: a\nA: b\nPoint: " + "(" * 19_000, "Q: a ^b\nA: b\n" * 20_000, "a\x1b]" * 200_000],
    ids=["fences", "comments", "gaps", "long line", "backslashes", "parentheses", "same", "escapes"],
)  # fmt: skip
def test_hostile_megabytes_are_read(text: str) -> None:
    deck, problems = parse_deck(text, "big.md")
    assert problems or deck.cards
    last = text.count("\n") + 1
    assert all(1 <= each.line <= last for each in problems)
