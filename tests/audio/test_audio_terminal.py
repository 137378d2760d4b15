"""What libraries print must not reach the screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from drill.voice.terminal import LOG_SIZE

SCRIPT = """
import os, sys
from pathlib import Path
from drill.voice.terminal import quiet_stderr
with quiet_stderr(Path(sys.argv[1])):
    os.write(2, b"noise from a library\\n")
    os.system("echo noise from a child >&2")
    print("the screen", file=sys.__stderr__)
    print("python too", file=sys.stderr)
os.write(2, b"back again\\n")
print("and here", file=sys.stderr)
"""


def run(log: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(log)], capture_output=True, text=True, check=True
    )
    return done.stderr


def test_the_screen_gets_what_python_draws_and_the_log_the_rest(tmp_path: Path) -> None:
    log = tmp_path / "drill.log"
    assert run(log) == "the screen\npython too\nback again\nand here\n"
    assert log.read_text() == "noise from a library\nnoise from a child\n"


def test_the_log_is_continued(tmp_path: Path) -> None:
    log = tmp_path / "drill.log"
    run(log)
    run(log)
    assert log.read_text().count("noise from a library") == 2


def test_a_long_log_is_begun_anew_and_the_old_one_kept(tmp_path: Path) -> None:
    log = tmp_path / "drill.log"
    log.write_text("x" * (LOG_SIZE + 1))
    run(log)
    assert log.stat().st_size < 100
    assert (tmp_path / "drill.log.old").stat().st_size == LOG_SIZE + 1


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    assert "noise" not in run(tmp_path / "no such folder" / "drill.log")


def test_without_a_standard_error_it_does_nothing(tmp_path: Path) -> None:
    script = (
        "import os, sys\nos.close(2)\nfrom pathlib import Path\n"
        "from drill.voice.terminal import quiet_stderr\n"
        f"with quiet_stderr(Path({str(tmp_path / 'log')!r})):\n    print('inside')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout == "inside\n"
