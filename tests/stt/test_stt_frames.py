"""Frames on a stream."""

from __future__ import annotations

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.voice.frames import BrokenFrame, read_frame, write_frame


@given(
    frames=st.lists(
        st.tuples(st.dictionaries(st.text(), st.integers() | st.text()), st.binary()), max_size=5
    )
)
def test_frames_come_back_as_they_were_written(
    frames: list[tuple[dict[str, object], bytes]],
) -> None:
    stream = io.BytesIO()
    for header, payload in frames:
        write_frame(stream, header, payload)
    stream.seek(0)
    assert [read_frame(stream) for _ in frames] == frames
    assert read_frame(stream) is None


def test_a_frame_cut_anywhere_is_broken() -> None:
    stream = io.BytesIO()
    write_frame(stream, {"a": 1}, b"xyz")
    whole = stream.getvalue()
    for end in range(1, len(whole)):
        with pytest.raises(BrokenFrame):
            read_frame(io.BytesIO(whole[:end]))


@pytest.mark.parametrize("head", [b"{", b"\xff\xff", b"[1]", b"7"])
def test_a_header_that_is_no_object_is_broken(head: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(struct.pack(">II", len(head), 0) + head))


def test_text_on_the_stream_is_not_taken_for_a_length() -> None:
    with pytest.raises(BrokenFrame, match="bytes"):
        read_frame(io.BytesIO(b"Traceback (most recent call last):" + json.dumps({}).encode()))
