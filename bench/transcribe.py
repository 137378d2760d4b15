"""How quickly and how well the recogniser hears human speech, next to plain `whisper.transcribe()`.

Both run in a process of their own on the same weights and take turns on every clip of
`../shared/audio`; the plain one with whisper's defaults and in an untouched environment. Word errors
are counted where the words are known.

    python bench/transcribe.py [ROUNDS]
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drill.session.utterance import Clip
from drill.voice.frames import Header
from drill.voice.serving import Job, serve
from drill.voice.soundfiles import read_clip
from drill.voice.transcriber import WhisperTranscriber
from drill.voice.worker import Worker

ROOT = Path(__file__).parents[1]
AUDIO = ROOT.parent / "shared" / "audio"
DECK = ROOT / "decks" / "sequence-processing.md"
MODEL = "tiny.en"
Hear = Callable[[Clip], Awaitable[str]]


@dataclass
class Contestant:
    """One way to transcribe, and what it did."""

    hear: Hear
    seconds: dict[str, list[float]] = field(default_factory=dict)
    """By clip, one for each round."""
    texts: dict[str, str] = field(default_factory=dict)

    async def turn(self, name: str, clip: Clip) -> None:
        start = time.perf_counter()
        self.texts[name] = await self.hear(clip)
        self.seconds.setdefault(name, []).append(time.perf_counter() - start)

    def typical(self) -> dict[str, float]:
        return {name: statistics.median(rounds) for name, rounds in self.seconds.items()}


async def main(rounds: int) -> int:
    if not AUDIO.is_dir():
        print(f"There are no clips in {AUDIO}.", file=sys.stderr)
        return 2
    manifest = json.loads((AUDIO / "manifest.json").read_text("utf-8"))
    clips = {each["file"]: read_clip(AUDIO / each["file"]) for each in manifest}
    truths = {each["file"]: each["text"] for each in manifest if each["text"]}
    for line in [await cold_start() for _ in range(rounds)]:
        print(line)

    ours, plain = WhisperTranscriber(MODEL), plain_whisper()
    terms = deck_terms()

    async def hear_ours(clip: Clip) -> str:
        return (await ours.transcribe(clip)).text

    async def hear_prompted(clip: Clip) -> str:
        return (await ours.transcribe(clip, terms)).text

    async def hear_plain(clip: Clip) -> str:
        return str((await plain.request({}, clip.pcm))[0]["text"])

    contestants = {
        "whisper.transcribe()": Contestant(hear_plain),
        "drill": Contestant(hear_ours),
        "drill, with a deck's terms": Contestant(hear_prompted),
    }
    for contestant in contestants.values():
        await contestant.hear(clips["jfk.flac"])  # loading is not what is measured here
    for _ in range(rounds):
        for name, clip in clips.items():
            for contestant in contestants.values():
                await contestant.turn(name, clip)
    ours.close()
    plain.close()
    report(contestants, truths, clips)
    return 0


def report(
    contestants: dict[str, Contestant], truths: dict[str, str], clips: dict[str, Clip]
) -> None:
    total = sum(clip.seconds for clip in clips.values())
    print(f"{len(clips)} clips, {total:.0f} s of sound; {len(truths)} with known words")
    base = next(iter(contestants.values())).typical()
    for name, contestant in contestants.items():
        typical = contestant.typical()
        ratios = sorted(base[clip] / typical[clip] for clip in clips)
        low, middle, high = statistics.quantiles(ratios, n=4)
        wrong = sum(errors(words(truth), words(contestant.texts[c])) for c, truth in truths.items())
        count = sum(len(words(truth)) for truth in truths.values())
        print(
            f"{name:<27} {statistics.mean(typical.values()):.3f} s a clip"
            f"  {middle:.1f} times as fast (half of the clips {low:.1f} to {high:.1f})"
            f"  WER {100 * wrong / count:.1f} %"
        )
    for name in clips:
        if name.startswith("noise"):
            heard = {who: contestant.texts[name] for who, contestant in contestants.items()}
            print(f"{name}: {heard}")


async def cold_start() -> str:
    """Seconds until a new recogniser can transcribe, and what it weighs."""
    whisper = WhisperTranscriber(MODEL)
    start = time.perf_counter()
    await whisper.warm()
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    whisper.close()
    return f"ready {seconds:.2f} s after the start; closed in {time.perf_counter() - start:.3f} s"


def deck_terms() -> Sequence[str]:
    from drill.library import read_deck_file
    from drill.voice.vocabulary import key_terms

    deck, _ = read_deck_file(DECK, mint=False)
    return key_terms(deck.cards)


def words(text: str) -> list[str]:
    numbers = {"three": "3", "five": "5", "ten": "10", "fifty": "50"}
    found = re.findall(r"[\w']+", text.casefold().replace("%", " percent"))
    return [numbers.get(word, word) for word in found]


def errors(truth: Sequence[str], found: Sequence[str]) -> int:
    """Words to change, add or drop."""
    row = list(range(len(found) + 1))
    for place, word in enumerate(truth, 1):
        before, row[0] = row[0], place
        for other, each in enumerate(found, 1):
            change = before + (word != each)
            before, row[other] = row[other], min(change, row[other] + 1, row[other - 1] + 1)
    return row[-1]


def plain_whisper() -> Worker:
    here = {"PYTHONPATH": str(Path(__file__).parent), "BENCH_PLAIN_WHISPER": "1"}
    return Worker(Path(__file__).stem, "plain whisper", here)


def serve_plain_whisper() -> None:
    """The other end of `plain_whisper`."""
    import numpy as np
    import torch

    from drill.voice.weights import find_weights
    from drill.voice.whisper_model import WhisperModel

    model = WhisperModel(find_weights(MODEL))._model  # noqa: SLF001 - the same weights, laid out anew
    for part in model.modules():
        if isinstance(part, (torch.nn.Linear, torch.nn.Embedding)):  # as whisper lays them out
            part.weight = torch.nn.Parameter(part.weight.contiguous(), requires_grad=False)

    def handle(job: Job) -> tuple[Header, bytes]:
        samples = np.frombuffer(job.payload, "<i2").astype(np.float32) / 32768
        return {"text": model.transcribe(samples, fp16=False)["text"]}, b""

    serve(handle)


if __name__ == "__main__":
    if os.environ.get("BENCH_PLAIN_WHISPER"):
        serve_plain_whisper()
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)))
