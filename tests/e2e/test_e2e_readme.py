"""The README's commands are kept true: every `drill ...` line in it is one that drill knows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import pytest

from drill.cli.main import COMMANDS
from drill.settings import Settings, load_settings
from drill.tui import keys

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def fences(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of the page: language and text."""
    text = page.read_text("utf-8")
    return re.findall(r"^```([a-z]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    text = page.read_text("utf-8")
    for language, block in fences(page):
        text = text.replace(f"```{language}\n{block}```", "")
    return text


def commands(page: Path) -> list[str]:
    """The `drill ...` command lines in the page's shell blocks and code spans."""
    shell = [text for language, text in fences(page) if language in ("sh", "console")]
    lines = [line.partition("  #")[0].strip() for text in shell for line in text.splitlines()]
    lines += re.findall(r"`((?:\.venv/bin/)?drill(?: [^`\n]+)?)`", prose(page))
    return [line for line in lines if re.match(r"(\.venv/bin/)?drill\b", line)]


@lru_cache
def usage(command: str) -> str:
    """What `drill COMMAND --help` prints."""
    words = [command] if command else []
    result = subprocess.run(
        [sys.executable, "-m", "drill", *words, "--help"],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return result.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_exists_with_its_options(page: Path) -> None:
    for line in commands(page):
        words = shlex.split(line)[1:]
        named = bool(words) and not words[0].startswith("-")
        command = words[0] if named else ""
        assert not named or command in COMMANDS, f"{page.name}: {line}"
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line.partition("|")[0]):
            assert option in usage(command), f"{page.name}: {line}: {option}"


def test_every_command_is_in_the_readme() -> None:
    named = {line.removeprefix(".venv/bin/") for line in commands(ROOT / "README.md")}
    assert {f"drill {command}" for command in COMMANDS} <= {
        " ".join(line.split()[:2]) for line in named
    }


def test_every_key_in_the_readme_is_one_the_screen_knows() -> None:
    known = {command.shown for command in (*keys.REVIEW, *keys.EVERYWHERE)}
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    named = {word for row in rows[1:] for word in re.findall(r"[^\s`]+", row)} - {"or"}
    assert len(named) > 10
    assert named <= known


def test_the_settings_in_the_readme_are_the_defaults(tmp_path: Path) -> None:
    (text,) = (text for language, text in fences(ROOT / "README.md") if language == "toml")
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    assert load_settings(file) == Settings()
    for name in (field.name for field in fields(Settings)):
        assert re.search(rf"^{name} = ", text, re.MULTILINE), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]+`", "", prose(page))
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("target", ["run", "test", "bench", "clean"])
def test_the_makefile_has_the_targets_named(target: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"make {target}" in readme
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
