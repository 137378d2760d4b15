"""Frames: how drill and its helper processes talk over pipes.

A frame is two big-endian u32 (length of the header, length of the payload), a JSON object and raw
bytes. `drill.voice.worker` is the parent's end, `drill.voice.serving` the helper's.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Header = dict[str, Any]
"""The JSON object of a frame."""

_LENGTHS = struct.Struct(">II")
_LONGEST = 1 << 30
"""Bytes; a longer frame means that the stream holds something else."""


class BrokenFrame(Exception):  # noqa: N818 - it names what was found, not who failed
    """The stream does not hold frames, or ended in the middle of one."""


def write_frame(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    """Write one frame and flush. Raises OSError when the other end is gone."""
    head = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(head), len(payload)) + head)
    stream.write(payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Header, bytes] | None:
    """The next frame, or None at the end of the stream. Raises BrokenFrame."""
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise BrokenFrame("the stream ended inside a frame")
    head_length, payload_length = _LENGTHS.unpack(lengths)
    if head_length + payload_length > _LONGEST:
        raise BrokenFrame(f"a frame of {head_length + payload_length} bytes")
    head, payload = stream.read(head_length), stream.read(payload_length)
    if len(head) + len(payload) < head_length + payload_length:
        raise BrokenFrame("the stream ended inside a frame")
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BrokenFrame("the header of a frame is not JSON") from error
    if not isinstance(header, dict):
        raise BrokenFrame("the header of a frame is not an object")
    return header, payload
