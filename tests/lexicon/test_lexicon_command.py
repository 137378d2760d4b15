"""`drill lexicon DECK`, `drill import --lexicon` and `drill grade --deck` over fakes of the voice."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from drill.cli.main import main
from drill.errors import VoiceError
from drill.home import Home
from drill.session.utterance import RATE, Clip, Transcript
from drill.voice.player import Sound

DECK = """---
name: Speech models
---
Q: Which model learns from raw speech? ^m-1
A: wav2vec

Q: Which model predicts hidden units? ^m-2
A: HuBERT

Q: How are queries and keys compared? ^m-3
A: dot-product
"""
HEARD = {"wav to vec": "Wap to mack!", "HuBERT": "HuBERT.", "dot-product": "not product"}


class Mouth:
    """A speech engine whose sounds are the words themselves."""

    def __init__(self) -> None:
        self.closed = False

    async def synthesise(self, text: str, voice: str, rate: int) -> Sound:
        return Sound(text.encode("utf-16-le"), RATE)

    def close(self) -> None:
        self.closed = True


class Ears:
    """A recogniser that mishears as it was told, and dies at a word if it was told so."""

    heard: Mapping[str, str] = HEARD
    fatal = ""
    listened: list[str]

    def __init__(self, model: str) -> None:
        self.model = model

    async def warm(self) -> None:
        return

    async def transcribe(self, clip: Clip, vocabulary: tuple[str, ...] = ()) -> Transcript:
        text = clip.pcm.decode("utf-16-le")
        self.listened.append(text)
        if self.fatal and self.fatal in text:
            raise VoiceError("The recogniser died.", "It is started again.")
        return Transcript(self.heard.get(text, "?"), 0.1, clip.seconds, self.model)

    def close(self) -> None:
        return


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path / "home").prepare()
    (home.decks / "models.md").write_text(DECK)
    monkeypatch.setattr("drill.voice.speech.Speech", Mouth)
    monkeypatch.setattr("drill.voice.transcriber.WhisperTranscriber", Ears)
    monkeypatch.setattr(Ears, "heard", HEARD)
    monkeypatch.setattr(Ears, "fatal", "")
    monkeypatch.setattr(Ears, "listened", [], raising=False)
    return home


def aliases(home: Home) -> dict[str, list[str]]:
    values = json.loads((home.lexicons / "models.json").read_text("utf-8"))
    found = values["aliases"]
    assert isinstance(found, dict)
    return found


def lexicon(home: Home, *arguments: str) -> int:
    return main(["lexicon", *arguments, "--home", str(home.root)])


def test_it_tells_what_it_hears_and_keeps_what_may_be_kept(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lexicon(home, "models") == 0
    out = capsys.readouterr().out
    assert "3 terms, 3 to listen to" in out
    assert "1/3  wav2vec: “wap to mack”" in out
    assert "2/3  HuBERT: heard right" in out
    assert "3/3  dot-product: “not product” (not kept: it negates)" in out
    assert aliases(home) == {"wav2vec": ["wap to mack"], "HuBERT": [], "dot-product": []}


def test_json_goes_to_standard_output_and_progress_elsewhere(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lexicon(home, "Speech models", "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["aliases"] == aliases(home)
    assert json.loads(told.out)["model"] == "tiny.en"
    assert "1/3  wav2vec" in told.err


def test_a_second_time_only_new_terms_are_listened_to_and_edits_stay(home: Home) -> None:
    assert lexicon(home, "models") == 0
    path = home.lexicons / "models.json"
    path.write_text(path.read_text("utf-8").replace('"HuBERT": []', '"HuBERT": ["hugh"]'), "utf-8")
    (home.decks / "models.md").write_text(f"{DECK}\nQ: And for sound? ^m-4\nA: EnCodec\n")
    Ears.listened.clear()
    assert lexicon(home, "models") == 0
    assert {text for text in Ears.listened if "It is" not in text} == {"EnCodec"}
    assert aliases(home)["HuBERT"] == ["hugh"]
    assert "EnCodec" in aliases(home)


def test_what_was_learned_before_a_failure_is_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Ears, "fatal", "HuBERT")
    assert lexicon(home, "models") == 2
    assert "The recogniser died" in capsys.readouterr().err
    assert aliases(home) == {"wav2vec": ["wap to mack"]}
    monkeypatch.setattr(Ears, "fatal", "")
    assert lexicon(home, "models") == 0
    assert "2 to listen to" in capsys.readouterr().out


def test_another_voice_listens_to_everything_again_and_loses_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lexicon(home, "models") == 0
    home.settings.write_text('voice = "en-gb"\n')
    monkeypatch.setattr(Ears, "heard", {**HEARD, "wav to vec": "wave to vick"})
    monkeypatch.setattr(Ears, "fatal", "dot-product")
    assert lexicon(home, "models") == 2  # until all is done, the lexicon is the old voice's
    monkeypatch.setattr(Ears, "fatal", "")
    capsys.readouterr()
    assert lexicon(home, "models") == 0
    assert "3 to listen to" in capsys.readouterr().out
    assert aliases(home)["wav2vec"] == ["wap to mack", "wave to vick"]
    assert lexicon(home, "models") == 0
    assert "0 to listen to" in capsys.readouterr().out


def test_a_broken_lexicon_is_not_overwritten(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.lexicons.mkdir()
    path = home.lexicons / "models.json"
    path.write_text("{")
    assert lexicon(home, "models") == 2
    assert str(path) in capsys.readouterr().err
    assert path.read_text() == "{"


def test_it_can_be_forgotten(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert lexicon(home, "models") == 0
    assert lexicon(home, "models", "--forget") == 0
    assert not (home.lexicons / "models.json").exists()
    assert lexicon(home, "models", "--forget", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["aliases"] == {}


def test_a_deck_that_is_not_there_is_named(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert lexicon(home, "modles") == 2
    assert "models" in capsys.readouterr().err


def graded(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """The verdict on a mishearing, and what was complained about."""
    line = json.dumps({"card": "m-1", "answer": "Wap to mack."})
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n"))
    capsys.readouterr()
    assert main(["grade", "--deck", "models", "--home", str(home.root)]) == 0
    told = capsys.readouterr()
    return json.loads(told.out)["verdict"], told.err


def test_drill_grade_uses_the_lexicon_of_the_home(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert graded(home, capsys, monkeypatch) == ("wrong", "")
    assert lexicon(home, "models") == 0
    assert graded(home, capsys, monkeypatch) == ("right", "")
    (home.lexicons / "models.json").write_text("{")
    verdict, complaint = graded(home, capsys, monkeypatch)
    assert verdict == "wrong"
    assert "is not JSON" in complaint


def test_an_import_can_learn_at_once(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Speech\n\nWhich model learns from raw speech?\nwav2vec\n\n"
        "Which model predicts hidden units?\nHuBERT\n"
    )
    output = home.decks / "models.md"
    output.unlink()
    arguments = ["import", str(page), "-o", str(output), "--home", str(home.root), "--lexicon"]
    assert main([*arguments, "--dry-run"]) == 0
    assert not home.lexicons.exists()
    assert main(arguments) == 0
    assert "1/2  wav2vec" in capsys.readouterr().out
    assert aliases(home) == {"wav2vec": ["wap to mack"], "HuBERT": []}
