"""Nothing that was reported as saved is ever lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import IO

import pytest

from drill.errors import StoreError
from drill.store.log import _write_ahead, open_log
from fakes.reviews import a_review

TESTS = Path(__file__).parents[1]
SAVING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fakes.reviews import a_review
from drill.errors import StoreError
from drill.store.log import open_log
log = open_log(Path(sys.argv[1]), patience=30)
name = sys.argv[3]
try:
    for n in range(int(sys.argv[4])):
        number = log.save(a_review(f"{name}-{n}"))
        if n % 3 == 2:
            log.undo(number)
            print("undone", number, flush=True)
        else:
            print("saved", number, flush=True)
except StoreError as error:
    print("refused", error.message, flush=True)
"""


def child(path: Path, name: str, number: int, before: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + SAVING, str(path), str(TESTS), name, str(number)],
        stdout=subprocess.PIPE,
        text=True,
    )


def told(lines: list[str], word: str) -> set[int]:
    return {int(line.split()[1]) for line in lines if line.startswith(word)}


def whole(lines: list[str]) -> list[str]:
    """Without a last line that the kill cut off."""
    return [line for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment_everything_reported_is_there(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "drill.db"
    lines: list[str] = []
    for run in range(2):  # the second run opens what the first one left
        with child(path, f"run{run}", 100_000) as process:
            assert process.stdout is not None
            lines += islice(process.stdout, random.Random(f"{seed}{run}").randrange(1, 60))
            process.send_signal(signal.SIGKILL)
            lines += whole(process.stdout.readlines())
        assert process.returncode == -signal.SIGKILL

    log = open_log(path)
    standing = {number for number, _ in log.reviews()}
    log.close()
    saved, undone = told(lines, "saved"), told(lines, "undone")
    assert saved
    assert saved <= standing
    assert not undone & standing
    assert len(standing - saved) <= 2  # at most one a run that was saved but not yet reported


def test_two_drills_write_to_one_log(tmp_path: Path) -> None:
    path = tmp_path / "drill.db"
    processes = [child(path, name, 60) for name in "abc"]  # they also race to make the file
    lines: list[str] = []
    for process in processes:
        with process:
            assert process.stdout is not None
            lines += process.stdout.readlines()
        assert process.returncode == 0

    log = open_log(path)
    assert told(lines, "saved") == {number for number, _ in log.reviews()}
    assert len(log.memories()) == 3 * 40
    log.close()


OPENING = """
import sys
from pathlib import Path
from drill.store.log import open_log
for name in sys.stdin:
    path = Path(name.strip())
    print("ready", flush=True)
    while not path.with_suffix(".go").exists():
        pass
    open_log(path, patience=30).close()
    print("opened", flush=True)
"""


def test_many_drills_make_one_log_at_the_same_moment(tmp_path: Path) -> None:
    with ExitStack() as stack:
        pipes: list[tuple[IO[str], IO[str]]] = []
        for _ in range(3):
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", OPENING],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            assert process.stdin is not None
            assert process.stdout is not None
            pipes.append((process.stdin, process.stdout))
        for attempt in range(40):
            path = tmp_path / f"{attempt}.db"
            for given, _ in pipes:
                given.write(f"{path}\n")
                given.flush()
            assert [told.readline() for _, told in pipes] == ["ready\n"] * 3
            path.with_suffix(".go").touch()
            assert [told.readline() for _, told in pipes] == ["opened\n"] * 3


def test_switching_to_the_write_ahead_log_waits_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For this one change SQLite does not wait by itself."""
    path = tmp_path / "drill.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(sqlite3.connect(path, timeout=0)) as ours,
    ):
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("time.sleep", lambda seconds: other.rollback())
        assert _write_ahead(ours, 60) == "wal"

        monkeypatch.undo()
        other.execute("BEGIN EXCLUSIVE")
        assert _write_ahead(ours, 0) == "wal"  # already switched: nothing to wait for


def test_a_disk_that_refuses_to_grow_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="file size limits are a POSIX thing")
    path = tmp_path / "drill.db"
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))\n"
    )
    with child(path, "full", 100_000, before=limit) as process:
        assert process.stdout is not None
        lines = process.stdout.readlines()

    assert lines[-1].startswith("refused")
    log = open_log(path)
    standing, saved = {number for number, _ in log.reviews()}, told(lines, "saved")
    assert saved <= standing
    assert len(standing - saved) <= 1  # saved, but what was refused is its undo
    log.save(a_review("there is room again"))
    log.close()


def test_a_full_disk_is_told_and_the_log_goes_on_afterwards(tmp_path: Path) -> None:
    log = open_log(tmp_path / "drill.db")
    (pages,) = log._connection.execute("PRAGMA page_count").fetchone()
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    saved = 0
    with pytest.raises(StoreError, match="disk is full") as caught:  # noqa: PT012
        for saved in range(1000):
            log.save(a_review(f"c{saved}"))
    assert "safe" in caught.value.hint
    assert len(log.reviews()) == saved

    log._connection.execute("PRAGMA max_page_count = 1000000")
    log.save(a_review("now it fits"))
    assert len(log.reviews()) == saved + 1
    log.close()
