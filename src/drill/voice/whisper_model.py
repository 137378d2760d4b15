"""Whisper's network, ready for short clips: the only module that knows torch and whisper.

Two things are done differently than in whisper's own `decode`: the encoder takes windows shorter
than 30 s, and the decoder projects onto the vocabulary only where a token is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import Tensor
from whisper.audio import N_FRAMES, log_mel_spectrogram
from whisper.model import ModelDimensions, Whisper
from whisper.tokenizer import Tokenizer, get_tokenizer

from drill.errors import VoiceError
from drill.session.utterance import RATE
from drill.voice.ct2 import load_tensors
from drill.voice.ct2_whisper import whisper_tensors
from drill.voice.recognise import Guess
from drill.voice.weights import Weights

_TINY_EN = ModelDimensions(
    n_mels=80,
    n_audio_ctx=1500,
    n_audio_state=384,
    n_audio_head=6,
    n_audio_layer=4,
    n_vocab=51864,
    n_text_ctx=448,
    n_text_state=384,
    n_text_head=6,
    n_text_layer=4,
)
"""The packaged model."""

_FRAMES_PER_SECOND = 100
"""Of the mel spectrogram; the encoder halves them."""


@dataclass(frozen=True)
class Sound:
    """A window of sound, encoded."""

    features: Tensor
    """1 x half frames x width."""


class WhisperModel:
    """A loaded model. Not for two threads at once: the caches hang on its modules."""

    def __init__(self, weights: Weights, language: str | None = None) -> None:
        """`language` is what is spoken (`de`), None to find out; English models ignore it.

        Raises VoiceError when the weights do not fit Whisper.
        """
        self.name = weights.model
        self._model = _packaged(weights) if weights.packaged else _checkpoint(weights)
        self._language = language if self._model.is_multilingual else "en"
        self._forbidden: dict[str, Tensor] = {}

    def encode(self, pcm: bytes, window: float) -> Sound:
        """Encode 16-bit sound, padded with silence or cut to `window` seconds (30 at most)."""
        samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768.0
        wanted = min(N_FRAMES, 2 * round(window * _FRAMES_PER_SECOND / 2))
        length = wanted * RATE // _FRAMES_PER_SECOND
        padded = np.zeros(length, np.float32)
        padded[: len(samples)] = samples[:length]
        with torch.inference_mode():
            mel = log_mel_spectrogram(padded, self._model.dims.n_mels)[None, :, :wanted]
            encoder = self._model.encoder
            x = F.gelu(encoder.conv2(F.gelu(encoder.conv1(mel)))).permute(0, 2, 1)
            x = x + encoder.positional_embedding[: x.shape[1]]
            for block in encoder.blocks:
                x = block(x)
            return Sound(encoder.ln_post(x))

    def prompt(self, text: str, limit: int) -> list[int]:
        """`text` as what was said before, in at most `limit` tokens."""
        tokens: list[int] = self._tokenizer(self._language or "en").encode(" " + text)
        return tokens[:limit]

    def decode(
        self, sound: Sound, prompt: Sequence[int], cap: int, check: Callable[[], None]
    ) -> Guess:
        """Write down what is said, always taking the likeliest token, `cap` of them at most.

        `check` is called before every token and may raise to abandon the work.
        """
        with torch.inference_mode():
            tokenizer = self._tokenizer(self._language or self._spoken(sound))
            start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
            before = [tokenizer.sot_prev, *prompt] if prompt else []
            with _Decoder(self._model, sound) as decoder:
                return self._greedy(decoder, tokenizer, before, start, cap, check)

    def _greedy(
        self,
        decoder: _Decoder,
        tokenizer: Tokenizer,
        before: list[int],
        start: list[int],
        cap: int,
        check: Callable[[], None],
    ) -> Guess:
        check()
        first = decoder.feed([*before, *start], (len(before), len(before) + len(start) - 1))
        no_speech = float(first[0].softmax(-1)[tokenizer.no_speech])
        logits = first[1]
        logits[[*tokenizer.encode(" "), tokenizer.eot]] = -torch.inf  # it has to say something
        tokens: list[int] = []
        total = 0.0
        while True:
            logits[self._suppressed(tokenizer)] = -torch.inf
            token = int(logits.argmax())
            total += float(logits[token] - logits.logsumexp(-1))
            if token == tokenizer.eot or len(tokens) == cap or _circling(tokens):
                break
            tokens.append(token)
            check()
            logits = decoder.feed([token], (0,))[0]
        return Guess(
            tokenizer.decode(tokens).strip(),
            len(tokens),
            total / (len(tokens) + 1),
            no_speech,
            token == tokenizer.eot,
        )

    def _spoken(self, sound: Sound) -> str:
        """The likeliest language."""
        tokenizer = self._tokenizer("en")
        with _Decoder(self._model, sound) as decoder:
            logits = decoder.feed([tokenizer.sot], (0,))[0]
        languages = list(tokenizer.all_language_tokens)
        return str(tokenizer.all_language_codes[int(logits[languages].argmax())])

    def _tokenizer(self, language: str) -> Tokenizer:
        model = self._model
        return get_tokenizer(
            model.is_multilingual,
            num_languages=model.num_languages,
            language=language,
            task="transcribe",
        )

    def _suppressed(self, tokenizer: Tokenizer) -> Tensor:
        """Tokens that never stand in a transcript: everything special but the end, and signs that
        nobody speaks."""
        key = str(tokenizer.language)
        if key not in self._forbidden:
            special = range(tokenizer.eot + 1, self._model.dims.n_vocab)
            self._forbidden[key] = torch.tensor([*tokenizer.non_speech_tokens, *special])
        return self._forbidden[key]


def _circling(tokens: list[int]) -> bool:
    """Whether the last dozen tokens say one thing three times or more: it will go on for ever."""
    return any(
        tokens[-span:] == tokens[-span - period : -period]
        for period in range(1, 9)
        if len(tokens) >= (span := max(12 - period, 2 * period)) + period
    )


class _Decoder:
    """Whisper's text decoder over one window, remembering what it was fed."""

    def __init__(self, model: Whisper, sound: Sound) -> None:
        self._decoder = model.decoder
        self._features = sound.features
        self._cache, self._hooks = model.install_kv_cache_hooks()
        self._fed = 0

    def __enter__(self) -> _Decoder:
        return self

    def __exit__(self, *_: object) -> None:
        for hook in self._hooks:
            hook.remove()

    def feed(self, tokens: Sequence[int], wanted: Sequence[int]) -> Tensor:
        """Feed tokens; the logits after those at the positions `wanted`, a row each."""
        decoder = self._decoder
        places = decoder.positional_embedding[self._fed : self._fed + len(tokens)]
        x = decoder.token_embedding(torch.tensor([list(tokens)])) + places
        for block in decoder.blocks:
            x = block(x, self._features, mask=decoder.mask, kv_cache=self._cache)
        self._fed += len(tokens)
        logits: Tensor = decoder.ln(x[0, list(wanted)]) @ decoder.token_embedding.weight.T
        return logits


def _packaged(weights: Weights) -> Whisper:
    tensors = whisper_tensors(load_tensors(weights.path))
    state = {name: torch.from_numpy(array.astype(np.float32)) for name, array in tensors.items()}
    return _filled(_TINY_EN, state, weights)


def _checkpoint(weights: Weights) -> Whisper:
    try:
        checkpoint = torch.load(weights.path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise VoiceError(
            f"The speech weights {weights.path} cannot be read: {error.strerror}.",
            "Check the file's permissions.",
        ) from error
    state = {name: tensor.float() for name, tensor in checkpoint["model_state_dict"].items()}
    return _filled(ModelDimensions(**checkpoint["dims"]), state, weights)


def _filled(dims: ModelDimensions, state: dict[str, Tensor], weights: Weights) -> Whisper:
    model = Whisper(dims)
    try:
        model.load_state_dict(state, strict=True, assign=True)
    except RuntimeError as error:  # what torch raises for missing, extra and misshapen tensors
        raise VoiceError(
            f"The speech weights {weights.path} do not fit Whisper: {error}",
            "Install openai-whisper==20250625 and the weights again.",
        ) from error
    for part in model.modules():
        if isinstance(part, (torch.nn.Linear, torch.nn.Embedding)):
            # Column by column in memory: a token then takes 10 ms instead of 15.
            part.weight = torch.nn.Parameter(part.weight.T.contiguous().T)
    return model.eval().requires_grad_(requires_grad=False)
