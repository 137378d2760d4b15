"""The exception tree."""

from __future__ import annotations

import pickle

import pytest

from drill.errors import DeckError, DrillError, SettingsError, StoreError, VoiceError


@pytest.mark.parametrize("kind", [DeckError, SettingsError, StoreError, VoiceError])
def test_every_error_is_caught_as_one_and_says_both_things(kind: type[DrillError]) -> None:
    with pytest.raises(DrillError) as caught:
        raise kind("What happened.", "What to do.")
    assert (caught.value.message, caught.value.hint) == ("What happened.", "What to do.")
    assert str(caught.value) == "What happened. What to do."
    assert str(kind("Only this.")) == "Only this."


def test_an_error_crosses_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(VoiceError("What happened.", "What to do.")))  # noqa: S301
    assert isinstance(error, VoiceError)
    assert (error.message, error.hint) == ("What happened.", "What to do.")
