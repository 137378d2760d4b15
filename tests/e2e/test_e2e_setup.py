"""`tools/setup`, which `make run` and `make test` call first: what it says when it cannot go on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash") or "/bin/bash"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that was never set up, and a folder `bin` that comes first on the path."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "bin").mkdir()
    for name in ("tools/setup", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def program(project: Path, name: str, script: str) -> str:
    path = project / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def set_up(project: Path, **env: str) -> subprocess.CompletedProcess[str]:
    path = f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **env}
    return subprocess.run(
        [BASH, "tools/setup", "run"],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


OLD = 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac'


def test_a_python_that_does_not_fit_is_named(project: Path) -> None:
    old = program(project, "python3.9", OLD)
    result = set_up(project, PYTHON=old)
    assert result.returncode == 1
    assert "3.10, 3.11, 3.12 or 3.13" in result.stderr
    assert "Python 3.9.2" in result.stderr
    assert not (project / ".venv").exists()


def test_without_any_python_that_fits_it_says_how_to_name_one(project: Path) -> None:
    for name in ("python3", "python3.10", "python3.11", "python3.12", "python3.13"):
        program(project, name, OLD)
    result = set_up(project, PYTHON="")
    assert result.returncode == 1
    assert "make run PYTHON=" in result.stderr


def test_a_python_that_is_not_there_is_named(project: Path) -> None:
    result = set_up(project, PYTHON="no-such-python")
    assert result.returncode == 1
    assert "no-such-python" in result.stderr


@pytest.mark.parametrize(
    ("id_says", "remedy"),
    [("0", "sudo apt-get update && sudo apt-get install"), ("1000", "As root, type: apt-get")],
)
def test_without_venv_and_apt_it_says_what_to_type(
    project: Path, id_says: str, remedy: str
) -> None:
    bare = f'case "$2" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"'
    for name in ("python3", "python3.10", "python3.11", "python3.12", "python3.13"):
        program(project, name, bare)
    program(project, "apt-get", "exit 100")
    program(project, "id", f"echo {id_says}")
    hidden = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "sudo").exists()]
    result = set_up(project, PYTHON="", PATH=os.pathsep.join([str(project / "bin"), *hidden]))
    assert result.returncode == 1
    assert remedy in result.stderr
    assert "-venv" in result.stderr
    assert not (project / ".venv").exists()
