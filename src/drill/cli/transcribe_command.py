"""`drill transcribe`: write down what sound files say."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from drill.cli.answer_lines import find_deck
from drill.cli.options import add_home
from drill.errors import DrillError, VoiceError
from drill.ports import Transcriber, Transcript
from drill.text import clean


def configure(parser: argparse.ArgumentParser) -> None:
    """Add files, deck, model and output format."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="WAV or FLAC of any kind")
    parser.add_argument(
        "--deck", metavar="DECK", help="a deck, by file or by name, whose terms may occur"
    )
    parser.add_argument(
        "--model", metavar="NAME", help="Whisper model (default: the one of the settings)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file")
    add_home(parser)


def run(options: argparse.Namespace) -> int:
    """Transcribe the files in order; 1 when one of them could not be read.

    Raises VoiceError when the recogniser does not work, DeckError for a deck that is not there.
    """
    vocabulary = _vocabulary(options)
    from drill.voice.transcriber import WhisperTranscriber

    transcriber = WhisperTranscriber(options.model or _model(options.home))
    show = _print_json if options.json else _print_text
    try:
        return asyncio.run(transcribe_files(transcriber, options.files, vocabulary, show))
    finally:
        transcriber.close()


class Show(Protocol):
    """Prints what one file says."""

    def __call__(self, file: str, transcript: Transcript) -> None:
        """`file` as it was named."""


async def transcribe_files(
    transcriber: Transcriber, files: Sequence[str], vocabulary: Sequence[str], show: Show
) -> int:
    """Hand each file's transcript to `show`; the exit code.

    A file that cannot be read is complained about and the others are still done. Raises VoiceError
    when it is the recogniser that does not work.
    """
    from drill.voice.soundfiles import read_clip

    outcome, warm = 0, False
    for file in files:
        try:
            clip = read_clip(Path(file))
        except VoiceError as error:
            _complain(error)
            outcome = 1
            continue
        if not warm:  # or the first file's seconds would hold the loading of the model
            await transcriber.warm()
            warm = True
        show(file, await transcriber.transcribe(clip, vocabulary))
    return outcome


def _print_json(file: str, transcript: Transcript) -> None:
    values = {
        "file": file,
        "text": transcript.text,
        "seconds": round(transcript.seconds, 3),
        "audio_seconds": round(transcript.audio_seconds, 3),
        "model": transcript.model,
    }
    print(json.dumps(values, ensure_ascii=False), flush=True)


def _print_text(file: str, transcript: Transcript) -> None:
    print(f"{clean(file)}: {transcript.text or '(nobody speaks)'}", flush=True)


def _complain(error: DrillError) -> None:
    print(f"drill: {error}", file=sys.stderr, flush=True)


def _model(home: str | None) -> str:
    from drill.home import find_home
    from drill.settings import load_settings

    return load_settings(find_home(home).settings).model


def _vocabulary(options: argparse.Namespace) -> tuple[str, ...]:
    deck = find_deck(options)
    if deck is None:
        return ()
    from drill.voice.vocabulary import key_terms

    return key_terms(deck.cards)
