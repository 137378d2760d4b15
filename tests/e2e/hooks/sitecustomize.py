"""Loaded by every Python process of a drill under test, children included, through PYTHONPATH.

`DRILL_TEST_NETWORK=FILE` forbids the network: every attempt raises and is written to FILE, where
each process also says that it is watched. `DRILL_TEST_WITHOUT=a,b` hides these packages as if they
were not installed. `DRILL_TEST_BROKEN=a` makes importing them raise OSError, as sounddevice does
without PortAudio.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_NETWORK = {int(socket.AF_INET), int(socket.AF_INET6)}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_SENDING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}


def _forbid_network(file: str) -> None:
    def note(line: str) -> None:
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, f"{line}\n".encode())
        os.close(descriptor)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        reaches_out = event in _LOOKUPS or (
            event in _SENDING and int(arguments[0].family) in _NETWORK
        )
        if reaches_out:
            note(f"FORBIDDEN {event} {arguments[1:]!r} by {sys.argv!r}")
            raise PermissionError(f"{event} is forbidden in this test")

    note(f"watched {sys.orig_argv!r}")
    sys.addaudithook(watch)


class _Hidden:
    """A finder that answers for the one it wraps, but does not know some packages."""

    def __init__(self, finder: Any, names: set[str]) -> None:
        self._finder = finder
        self._names = names

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in self._names:
            return None
        spec: ModuleSpec | None = self._finder.find_spec(name, path, target)
        return spec


class _Broken(Loader):
    """A finder whose packages cannot load a system library."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in self._names else None

    def create_module(self, spec: ModuleSpec) -> None:
        raise OSError("PortAudio library not found")

    def exec_module(self, module: ModuleType) -> None:
        raise OSError("PortAudio library not found")


if file := os.environ.get("DRILL_TEST_NETWORK"):
    _forbid_network(file)
if without := os.environ.get("DRILL_TEST_WITHOUT"):
    sys.meta_path[:] = [_Hidden(finder, set(without.split(","))) for finder in sys.meta_path]
if broken := os.environ.get("DRILL_TEST_BROKEN"):
    sys.meta_path.insert(0, _Broken(set(broken.split(","))))
