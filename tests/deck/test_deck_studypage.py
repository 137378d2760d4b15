from __future__ import annotations

import json
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.deck.segment import NEVER, Role, choose_roles
from drill.deck.studypage import read_study_page

HERE = Path(__file__).parent
SEED = HERE.parents[1].parent / "shared" / "seed"
PAGES = sorted((HERE / "pages").glob("*.txt"))
LABELS = {"numbered.txt": ". ", "labelled.txt": ": "}
"""Pages whose questions carry a mark, and what ends it: marks are not part of the text."""


def marked(path: Path) -> tuple[str, str, list[tuple[str, str]]]:
    """A page whose lines say what they are: its text, its title and its cards."""
    lines = path.read_text("utf-8").split("\n")
    title = ""
    cards: list[tuple[list[str], list[str]]] = []
    for line in lines:
        mark, text = line[:1], line[2:].strip()
        if mark == "T":
            title = text
        elif mark == "Q":
            cards.append(([_unmarked(path, text)], []))
        elif mark == "q":
            cards[-1][0].append(text)
        elif mark in "Aa" and mark:
            first = mark == "A" and path.name == "labelled.txt"
            cards[-1][1].append(_unmarked(path, text) if first else text)
            if path.name == "numbered.txt" and mark == "A":
                assert cards[-1][1]
    page = "\n".join(line[2:] for line in lines)
    return page, title, [("\n".join(q), "\n".join(a)) for q, a in cards]


def _unmarked(path: Path, text: str) -> str:
    end = LABELS.get(path.name)
    return text.split(end, 1)[1] if end else text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_split_as_its_writer_meant(path: Path) -> None:
    text, title, cards = marked(path)
    page = read_study_page(text)
    assert page.title == title
    assert [(card.question, card.answer) for card in page.cards] == cards
    doubtful = [card for card in page.cards if card.doubt]
    assert len(doubtful) <= 2
    lines = text.split("\n")
    assert all(
        lines[card.line - 1].strip().endswith(card.question.split("\n")[0]) for card in page.cards
    )
    assert all(card.line <= card.doubt_line for card in doubtful)


def test_the_study_page_this_project_began_with() -> None:
    if not SEED.is_dir():
        pytest.skip(f"{SEED} is not there: the original study page is not part of the repository")
    page = read_study_page((SEED / "study-page.txt").read_text("utf-8"))
    gold = json.loads((SEED / "study-page.gold.json").read_text("utf-8"))
    assert page.title == gold["title"]
    assert [(card.question, card.answer) for card in page.cards] == [
        (card["question"], card["answer"]) for card in gold["cards"]
    ]
    assert not any(card.doubt for card in page.cards)


def test_a_split_that_could_be_another_is_doubtful_and_says_why() -> None:
    page = read_study_page(
        "Philosophy\nWhat did Descartes ask himself?\nCan I be sure of anything?\n"
        "He found one thing.\nWho was Hume?\nA Scottish empiricist.\n"
    )
    doubtful, clear = page.cards
    assert (doubtful.doubt_line, clear.doubt) == (3, "")
    assert '"Can I be sure of anything?"' in doubtful.doubt


def test_a_scene_belongs_to_the_question_that_needs_it() -> None:
    page = read_study_page(
        "Theory test\nWhen must you dip your headlights?\nWhen another vehicle comes towards you\n"
        "When the road is lit well enough\nYou approach a crossing and the light is flashing red.\n"
        "What do you do?\nStop before the line.\nWhat is its pH?\n3\n"
    )
    assert [card.question.split("\n")[-1] for card in page.cards] == [
        "When must you dip your headlights?",
        "What do you do?",
        "What is its pH?",
    ]
    assert page.cards[1].question.startswith("You approach")


def test_what_the_symbols_mean_stands_above_the_formula() -> None:
    page = read_study_page(
        "Ciphers\nWhat is RSA?\nA cipher.\nc = ?\nc is the ciphertext, m the message.\n"
        "c = m^e mod n\nWhat is WEP?\nAn unsafe protocol.\n"
    )
    assert page.cards[1].question == "c = ?\nc is the ciphertext, m the message."
    assert page.cards[1].answer == "c = m^e mod n"


def test_a_question_without_its_mark() -> None:
    page = read_study_page(
        "Mixed\nWhich indicator suits a weak base?\nMethyl orange\n"
        "what colour does litmus turn in acid\nRed\nTrace the path of blood.\nHeart to lungs.\n"
        "What is the gerund of 'leer'\nleyendo\n"
    )
    assert [card.answer for card in page.cards] == [
        "Methyl orange", "Red", "Heart to lungs.", "leyendo"
    ]  # fmt: skip


def test_a_heading_in_the_middle_is_doubtful() -> None:
    page = read_study_page(
        "Physics\nWhat is force?\nMass times acceleration.\nElectricity and magnetism\n"
        "What is charge?\nA property of matter. It comes in two kinds.\n"
    )
    assert "heading" in page.cards[0].doubt


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Only a title", "Title\nand one line", "\x00\x1b[2J", "---\n===\n"]
)
def test_a_page_without_cards(text: str) -> None:
    assert read_study_page(text).cards == ()


def test_quotes_stay_and_control_characters_go() -> None:
    (card,) = read_study_page("T\r\nWhat is a ‘key’\u202e?\r\n\x1b[31m“It”’s…\x07\r\n").cards
    assert (card.question, card.answer) == ("What is a ‘key’?", "“It”’s…")


pages = st.lists(
    st.one_of(
        st.sampled_from(["What is x?", "It is y.", "1. one", "a) b", "where z", "- item", "", "Q: a", "A: b", "= ?", "True or false?"]),
        st.text(max_size=20),
    ),
    max_size=25,
).map("\n".join)  # fmt: skip


@settings(deadline=None)
@given(pages)
def test_no_page_fails_and_every_card_has_both_sides(text: str) -> None:
    page = read_study_page(text)
    assert all(card.question and card.answer for card in page.cards)


def test_a_long_page_is_read() -> None:
    page = read_study_page(
        "T\n" + "".join(f"What is item {n}?\nNumber {n}.\n" for n in range(5000))
    )
    assert len(page.cards) == 5000


scores = st.lists(
    st.lists(st.integers(-8, 8).map(lambda n: n / 4), min_size=4, max_size=4),
    min_size=2,
    max_size=6,
)


@given(scores)
def test_the_roles_are_the_best_of_all_and_the_margins_exact(table: list[list[float]]) -> None:
    def allowed(roles: tuple[Role, ...]) -> bool:
        asks = (Role.ASK, Role.ASK_MORE)
        pairs = pairwise(roles)
        return roles[0] is Role.ASK and roles[-1] not in asks and all(
            (a in asks) == (b in (Role.ASK_MORE, Role.ANSWER)) for a, b in pairs
        )  # fmt: skip

    def total(roles: tuple[Role, ...]) -> float:
        return sum(row[role] for row, role in zip(table, roles))  # noqa: B905

    every = [roles for roles in product(Role, repeat=len(table)) if allowed(roles)]
    best = max(map(total, every))
    choices = choose_roles(table)
    assert allowed(tuple(choice.role for choice in choices))
    assert total(tuple(choice.role for choice in choices)) == best
    for place, choice in enumerate(choices):
        others = [total(roles) for roles in every if roles[place] is not choice.role]
        assert choice.margin == best - max(others, default=NEVER)
