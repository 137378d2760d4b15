"""The real voice speaks hard terms to the real recogniser, and the lexicon makes up for it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from drill.cli.main import main
from drill.deck.card import Card
from drill.errors import VoiceError
from drill.grading.aliases import respell
from drill.grading.grade import grade
from drill.grading.verdict import Ruling
from drill.home import Home
from drill.lexicon.kept import load_lexicon
from drill.lexicon.learning import Ear
from drill.session.utterance import Clip, Transcript
from drill.voice.speech import Speech
from drill.voice.transcriber import WhisperTranscriber

HARD = {
    "softmax": "Which function turns scores into probabilities?",
    "wav2vec": "Which model of speech learns by contrast?",
    "HuBERT": "Which model predicts hidden units?",
    "Multi-head attention": "What are several attentions side by side?",
    "word2vec": "What turns words into vectors?",
}
CARDS = {answer: Card(f"h-{n}", HARD[answer], answer) for n, answer in enumerate(HARD, 1)}


@dataclass(frozen=True)
class Learned:
    """The lexicon of the hard deck, and what it was made from."""

    aliases: Mapping[str, Sequence[str]]
    heard: tuple[str, ...]
    """Every transcript as it came: three for each term, in the deck's order."""

    def of(self, term: str) -> tuple[str, ...]:
        at = 3 * list(HARD).index(term)
        return self.heard[at : at + 3]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home")).prepare()
    cards = [f"Q: {card.question} ^{card.id}\nA: {card.answer}\n" for card in CARDS.values()]
    (home.decks / "hard.md").write_text("\n".join(cards))
    return home


@pytest.fixture(scope="module")
def learned(home: Home) -> Learned:
    heard: list[str] = []

    class Overheard(WhisperTranscriber):
        """The recogniser, with what it writes noted down."""

        async def transcribe(self, clip: Clip, vocabulary: Sequence[str] = ()) -> Transcript:
            transcript = await super().transcribe(clip, vocabulary)
            heard.append(transcript.text)
            return transcript

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drill.voice.transcriber.WhisperTranscriber", Overheard)
        assert main(["lexicon", "hard", "--home", str(home.root)]) == 0
    lexicon = load_lexicon(home.lexicons / "hard.json")
    assert lexicon is not None
    return Learned(lexicon.aliases, tuple(heard))


def right(card: Card, answer: str, aliases: Mapping[str, Sequence[str]]) -> bool:
    return grade(card, respell(answer, card, aliases)).ruling is Ruling.RIGHT


def test_every_term_was_listened_to(learned: Learned) -> None:
    assert list(learned.aliases) == list(HARD)
    assert len(learned.heard) == 3 * len(HARD)


def test_answers_as_they_were_heard_grade_right_with_the_lexicon(learned: Learned) -> None:
    told = json.dumps([learned.heard, dict(learned.aliases)])
    before = after = 0
    for term, card in CARDS.items():
        found = [right(card, answer, learned.aliases) for answer in learned.of(term)]
        assert any(found), told
        before += sum(right(card, answer, {}) for answer in learned.of(term))
        after += sum(found)
    assert after > before, told


def test_every_alias_grades_right_on_its_card_and_on_no_other(learned: Learned) -> None:
    for term, aliases in learned.aliases.items():
        for alias in aliases:
            assert right(CARDS[term], f"It is {alias}.", learned.aliases), alias
            for other, card in CARDS.items():
                assert other == term or not right(card, alias, learned.aliases), (alias, other)


def test_an_interruption_keeps_what_was_learned(home: Home, learned: Learned) -> None:
    file = home.lexicons / "hard.json"
    file.unlink()
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "drill", "lexicon", "hard", "--home", str(home.root)],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert running.stdout is not None
    out = ""
    for line in running.stdout:
        out += line
        if "1/5" in line:
            running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    running.stdout.close()
    assert "Stopped" in out
    kept = load_lexicon(file)
    assert kept is not None
    assert "softmax" in kept.aliases
    assert len(kept.aliases) < len(learned.aliases)


def test_a_voice_that_is_not_there_is_named() -> None:
    async def listen() -> None:
        speech, transcriber = Speech(), WhisperTranscriber()
        try:
            await Ear(speech, transcriber, "no-such-voice").hear("softmax")
        finally:
            speech.close()
            transcriber.close()

    with pytest.raises(VoiceError, match="no-such-voice"):
        asyncio.run(listen())
