from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.deck.census import take_census
from drill.deck.native import parse_deck
from drill.errors import DeckError
from drill.files import MAX_BYTES, write_whole
from drill.home import Home
from drill.library import FolderLibrary, read_deck_file, sample_deck, stock
from drill.schedule.memory import Memory

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
TEXT = "---\nname: Größe\n---\nQ: ein? ^e1\nA: ja\n\nQ: zwei?\nA: nein\n"


def memory(due: datetime) -> Memory:
    return Memory("review", None, 3.0, 5.0, due, NOW - timedelta(days=1))


def shelf(tmp_path: Path, **files: str) -> Home:
    home = Home(tmp_path)
    home.decks.mkdir(parents=True)
    for name, text in files.items():
        (home.decks / f"{name}.md").write_text(text, "utf-8")
    return home


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_ids_are_minted_in_the_encoding_of_the_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "d.md"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    path.chmod(0o640)
    deck, problems = read_deck_file(path)
    assert problems == ()
    assert deck.name == "Größe"
    written = path.read_bytes().decode(encoding)
    assert written == TEXT.replace("\n", "\r\n").replace("zwei?", f"zwei? ^{deck.cards[1].id}")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640
    assert read_deck_file(path) == (deck, ())
    assert os.listdir(tmp_path) == ["d.md"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text(TEXT, "utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    deck, _ = read_deck_file(tmp_path / "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert deck.cards[1].id in (tmp_path / "real.md").read_text("utf-8")


def test_a_read_only_file_gets_ids_from_its_questions(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text(TEXT, "utf-8")
    path.chmod(0o444)
    first, problems = read_deck_file(path)
    again, _ = read_deck_file(path)
    assert path.read_text("utf-8") == TEXT
    assert first.cards[0].id == "e1"
    assert first.cards[1].id == again.cards[1].id != ""
    assert ["writable" in each.remedy for each in problems] == [True]


def test_a_file_that_is_not_unicode_is_read_and_named_and_never_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    data = TEXT.encode("latin-1")
    path.write_bytes(data)
    deck, problems = read_deck_file(path)
    assert [card.question for card in deck.cards] == ["ein?", "zwei?"]
    assert all(card.id for card in deck.cards)
    assert (problems[0].line, "0xF6" in problems[0].what, "UTF-8" in problems[0].remedy) == (
        2,
        True,
        True,
    )
    assert path.read_bytes() == data


def test_two_cards_with_one_id_both_stay(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text("Q: a ^x\nA: b\nQ: c ^x\nA: d\n", "utf-8")
    deck, problems = read_deck_file(path)
    assert deck.cards[0].id == "x"
    assert deck.cards[1].id not in ("", "x")
    assert [each.line for each in problems] == [3]


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="no file"):
        read_deck_file(tmp_path / "none.md")
    with pytest.raises(DeckError, match="folder"):
        read_deck_file(tmp_path)
    with pytest.raises(DeckError):
        read_deck_file(Path("a\x00b"))
    big = tmp_path / "big.md"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DeckError, match="20 MB"):
        read_deck_file(big)


def test_writing_stops_when_the_file_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_bytes(b"new")
    with pytest.raises(OSError, match="changed"):
        write_whole(path, b"mine", expected=b"old")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["d.md"]  # noqa: PTH208


def test_shelves_count_what_is_due_and_new(tmp_path: Path) -> None:
    home = shelf(tmp_path, b="---\nname: Anna\n---\nQ: a ^a1\nA: b\nQ: c ^a2\nA: d\nQ: e ^a3\nA: f\n",
                 a="---\nname: berta\n---\nQ: x ^b1\nA: y\nAcept: z\n")  # fmt: skip
    memories = {"a1": memory(NOW), "a2": memory(NOW + timedelta(seconds=1)), "other": memory(NOW)}
    library = FolderLibrary(home, lambda: memories)
    anna, berta = library.shelves(NOW)
    assert (anna.name, anna.cards, anna.due, anna.new, anna.problem) == ("Anna", 3, 1, 1, None)
    assert (berta.name, berta.cards, berta.new) == ("berta", 1, 1)
    assert berta.problem is not None
    assert "Acept" in berta.problem.message
    (home.decks / "b.md").write_text("Q: a ^a1\nA: b\n", "utf-8")
    assert [(each.name, each.cards) for each in library.shelves(NOW)] == [("b", 1), ("berta", 1)]


def test_listing_writes_nothing(tmp_path: Path) -> None:
    home = shelf(tmp_path, d=TEXT)
    assert FolderLibrary(home, dict).shelves(NOW)[0].new == 2
    assert (home.decks / "d.md").read_text("utf-8") == TEXT


def test_a_deck_is_found_by_name_stem_or_path(tmp_path: Path) -> None:
    home = shelf(
        tmp_path, verbs="---\nname: Latin verbs\n---\nQ: a ^1\nA: b\n", other="Q: a ^2\nA: b\n"
    )
    library = FolderLibrary(home, dict)
    for name in ("verbs", "verbs.md", "Latin verbs", "latin VERBS", str(home.decks / "verbs.md")):
        assert library.open(name).name == "Latin verbs"
    with pytest.raises(DeckError) as caught:
        library.open("latn verbs")
    assert "Did you mean Latin verbs" in caught.value.hint
    with pytest.raises(DeckError, match="no file"):
        library.open(str(home.decks / "gone.md"))
    (home.decks / "sub").mkdir()
    shutil.copy(home.decks / "verbs.md", home.decks / "sub" / "verbs.md")
    with pytest.raises(DeckError, match="Several decks"):
        library.open("Latin verbs")


def test_a_home_without_decks_says_what_to_do(tmp_path: Path) -> None:
    library = FolderLibrary(Home(tmp_path), dict)
    assert library.shelves(NOW) == []
    with pytest.raises(DeckError) as caught:
        library.open("x")
    assert "drill import" in caught.value.hint


def test_the_sample_is_stocked_once_and_only_where_nothing_is(tmp_path: Path) -> None:
    home = Home(tmp_path / "new" / "home")
    stock(home)
    assert [path.read_bytes() for path in home.decks.iterdir()] == [sample_deck().read_bytes()]
    (home.decks / sample_deck().name).rename(home.decks / "mine.md")
    stock(home)
    assert [path.name for path in home.decks.iterdir()] == ["mine.md"]


_LINES = ["Q: one ^a", "Q: two ^b", "Q: one ^c", "A: x", "A: y / z", "", "---", "Point: p / q", "Wrong: r -> s", "Wrong: -> s",
          "Type: list", "Type: lits", "Tags: t u", "more text", "- item", "# H", "```", "Note: n", "Acept: v", "C: a [b] c ^d", "C: [ ^e", "\\A: x", " "]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(_LINES), st.sampled_from(["Q: u ^u\nA: v", "Q: w ^w\nA: v\n"])),
        max_size=8,
    )
)
def test_the_census_agrees_with_the_reader_or_keeps_silent(lines: list[str]) -> None:
    text = "---\nname: N\nlanguage: de\n---\n\n" + "\n".join(lines) + "\n"
    census = take_census(text)
    deck, problems = parse_deck(text)
    if census is not None:
        assert (census.name, list(census.ids)) == (deck.name, [card.id for card in deck.cards])
        assert problems == ()


def test_the_census_knows_plain_decks() -> None:
    text = "---\nname: N\n---\n\nQ: one? ^a\nA: x\nmore\nPoint: p\n\nC: a [b] c ^d\nTags: x\n"
    census = take_census(text)
    assert census is not None
    assert census.ids == ("a", "d")
