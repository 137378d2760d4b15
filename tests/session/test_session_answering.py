from __future__ import annotations

import pytest

from drill.session import effects, events
from drill.session.state import Phase
from session.session_driver import CLIP, drill


def test_a_voice_card_is_read_then_listened_to_then_transcribed() -> None:
    run = drill(voice=True)
    assert run.state.phase is Phase.ASKING
    assert run.last(effects.Speak).text == "Question 1?"

    run.send(events.Spoke(run.state.turn))
    assert run.wanted(effects.OpenEars)
    run = run.utter("answer 1")

    assert run.state.phase is Phase.JUDGED
    assert run.state.answer is not None
    assert run.state.answer.recording == "kept.wav"
    assert run.traced() == [
        "asked",
        "speaking",
        "spoke",
        "listening",
        "speech_start",
        "speech_end",
        "endpoint",
        "transcript",
        "verdict",
    ]


def test_answer_time_runs_from_the_open_ear_to_the_last_word() -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn), events.EarsOpen(run.state.turn))
    began = run.seconds
    run.send(events.Endpoint(run.state.turn, CLIP, began + 4.5), after=6).hear("answer 1")
    assert run.state.answer is not None
    assert run.state.answer.seconds == pytest.approx(4.5)
    assert run.state.answer.wait == pytest.approx(run.seconds - (began + 4.5))


def test_without_a_loudspeaker_the_ears_open_at_once() -> None:
    run = drill(voice=True, aloud=False)
    assert run.wanted(effects.OpenEars)
    assert not run.wanted(effects.Speak)


def test_results_of_an_older_turn_change_nothing() -> None:
    run = drill(voice=True)
    old = run.state.turn
    run.send(events.Spoke(old), events.EarsOpen(old), events.Endpoint(old, CLIP, 1.0))
    run.send(events.BeginTyping())
    before = run.state
    run.send(events.Spoke(old), events.SpeechBegan(old), events.Silence(old))
    assert run.state == before
    assert run.latest == ()


def test_typing_hushes_the_question_and_closes_the_ears() -> None:
    run = drill(voice=True)
    run.send(events.BeginTyping())
    assert run.wanted(effects.Hush)
    assert run.wanted(effects.CloseEars)
    assert run.state.phase is Phase.WAITING
    run = run.send(events.Typed("answer 1"))
    assert run.state.phase is Phase.JUDGED
    assert run.state.answer is not None
    assert run.state.answer.source == "text"


def test_a_typed_answer_wins_over_the_transcript_under_way() -> None:
    run = drill(voice=True)
    turn = run.state.turn
    run.send(events.Spoke(turn), events.EarsOpen(turn), events.Endpoint(turn, CLIP, 1.0))
    run.send(events.Typed("answer 1"))
    assert run.wanted(effects.CancelTranscript)
    assert run.state.answer is not None
    assert run.state.answer.recording is None


@pytest.mark.parametrize("text", ["", "  ", "um"])
def test_nothing_heard_is_not_wrong_and_listens_again(text: str) -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn)).utter(text)
    assert run.state.phase is Phase.LISTENING
    assert run.wanted(effects.OpenEars)
    assert run.state.verdict is None
    assert "did not hear" in run.state.notice


def test_after_three_silences_the_learner_decides() -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn))
    for _ in range(3):
        run.send(events.Silence(run.state.turn))
    assert run.state.phase is Phase.UNHEARD
    assert not run.wanted(effects.OpenEars)
    run.send(events.Listen())
    assert run.wanted(effects.OpenEars)
    assert run.state.unheard == 0


def test_a_mumbled_wrong_answer_is_asked_for_once_more_then_graded() -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn)).utter("blurb", confidence=0.1)
    assert run.state.verdict is None
    assert "blurb" in run.state.notice
    run.utter("blurb", confidence=0.1)
    assert run.state.phase is Phase.JUDGED


def test_a_key_ends_the_question_and_then_the_utterance() -> None:
    run = drill(voice=True)
    run.send(events.Finish())
    assert run.wanted(effects.Hush)
    run.send(events.Spoke(run.state.turn), events.EarsOpen(run.state.turn), events.Finish())
    assert run.wanted(effects.EndUtterance)


def test_repeat_while_listening_reads_again_and_listens_anew() -> None:
    run = drill(voice=True)
    turn = run.state.turn
    run.send(events.Spoke(turn), events.EarsOpen(turn), events.Repeat())
    assert run.state.turn > turn
    assert run.state.phase is Phase.ASKING
    kinds = [type(effect) for effect in run.latest]
    assert kinds.index(effects.CloseEars) < kinds.index(effects.Speak)


def test_repeat_after_the_verdict_only_reads() -> None:
    run = drill(voice=True)
    run.send(events.Spoke(run.state.turn)).utter("answer 1").send(events.Repeat())
    assert run.wanted(effects.Speak)
    assert run.state.phase is Phase.JUDGED
    run.send(events.Spoke(run.state.turn))
    assert run.state.phase is Phase.JUDGED


def test_repeat_without_a_voice_says_so() -> None:
    run = drill().send(events.Repeat())
    assert "not read aloud" in run.state.notice


def test_skip_asks_another_card_and_grades_nothing() -> None:
    run = drill(voice=True)
    first = run.state.card
    run.send(events.Skip())
    assert run.state.card != first
    assert run.state.done == 0
    assert not any(isinstance(effect, effects.Save) for effect in run.asked_for)


def test_the_only_card_left_can_be_skipped_and_comes_again() -> None:
    run = drill(cards=1).send(events.Skip())
    assert run.state.card is not None
    assert run.state.card.id == "c1"


def test_voice_coming_up_reads_the_card_that_waits() -> None:
    run = drill().send(events.VoiceReady())
    assert run.state.phase is Phase.ASKING
    assert run.last(effects.Speak).text == "Question 1?"


def test_voice_coming_up_does_not_interrupt_someone_typing() -> None:
    run = drill().send(events.BeginTyping(), events.VoiceReady())
    assert run.state.phase is Phase.WAITING
    assert run.state.voice
    assert not run.wanted(effects.Speak)
    run.send(events.Typed("answer 1"), events.Rated())
    run = run.store()
    assert run.state.phase is Phase.ASKING


@pytest.mark.parametrize("phase", ["asking", "listening", "thinking"])
def test_a_lost_microphone_leaves_the_card_and_typing(phase: str) -> None:
    run = drill(voice=True)
    turn = run.state.turn
    if phase != "asking":
        run.send(events.Spoke(turn), events.EarsOpen(turn))
    if phase == "thinking":
        run.send(events.Endpoint(turn, CLIP, 1.0))
    run.send(events.EarsLost("The microphone is gone.", "Plug it in."))
    assert run.state.phase is Phase.WAITING
    assert run.state.notice == (
        "The microphone is gone. Plug it in. Press l to be listened to again."
    )
    assert "error" in run.traced()
    run.send(events.Listen())
    assert run.state.voice
    assert run.wanted(effects.OpenEars)


def test_lost_speech_goes_on_listening() -> None:
    run = drill(voice=True)
    run.send(events.SpeechLost("No voice.", "Install one."), events.Spoke(run.state.turn))
    assert run.wanted(effects.OpenEars)
    assert not run.state.aloud


def test_lost_speech_comes_back_with_a_key() -> None:
    run = drill(voice=True)
    run.send(events.SpeechLost("The loudspeaker went away.", "Check it."))
    assert run.state.notice == (
        "The loudspeaker went away. Check it. Press r to have questions read aloud again."
    )
    run.send(events.Repeat())
    assert run.state.aloud
    assert run.wanted(effects.Speak)
    assert run.state.phase is Phase.ASKING


def test_a_warning_while_an_answer_is_transcribed_is_still_there_with_the_verdict() -> None:
    run = drill(voice=True)
    turn = run.state.turn
    run.send(events.Spoke(turn), events.EarsOpen(turn), events.Endpoint(turn, CLIP, 1.0))
    run.send(events.Warned("Recordings cannot be kept.", "Make room.")).hear("answer 1")
    assert run.state.phase is Phase.JUDGED
    assert run.state.notice == "Recordings cannot be kept. Make room."
    run.send(events.Rated()).store()
    assert run.state.notice == ""


def test_a_failed_transcript_waits_for_typing_and_voice_goes_on_with_the_next_card() -> None:
    run = drill(voice=True)
    turn = run.state.turn
    run.send(events.Spoke(turn), events.EarsOpen(turn), events.Endpoint(turn, CLIP, 1.0))
    run.send(events.TranscriptFailed(turn, "The recogniser died.", "It starts again."))
    assert run.state.phase is Phase.WAITING
    run = run.send(events.Typed("answer 1"), events.Rated()).store()
    assert run.state.phase is Phase.ASKING


def test_leaving_stops_every_sound() -> None:
    run = drill(voice=True).send(events.Leave())
    assert [type(effect) for effect in run.latest] == [
        effects.Hush,
        effects.CloseEars,
        effects.CancelTranscript,
    ]
