"""Other languages: their own stems and small words, and nothing English-only."""

from __future__ import annotations

import pytest

from drill.deck.card import Card
from drill.grading.grade import grade

GERMAN = Card(
    "d", "Was ist Photosynthese?", "Pflanzen wandeln Licht, Wasser und Kohlendioxid in Zucker um."
)
FRENCH = Card("f", "Capitale de l'Australie ?", "Canberra")
RUSSIAN = Card("r", "Столица Монголии?", "Улан-Батор")
JAPANESE = Card("j", "富士山の高さは?", "3776メートル")


@pytest.mark.parametrize(
    ("card", "language", "answer", "ruling"),
    [
        (GERMAN, "de", "Die Pflanze wandelt Licht, Wasser und Kohlendioxid in Zucker um", "right"),
        (
            GERMAN,
            "de-AT",
            "äh Pflanzen wandeln Licht Wasser und Kohlendioxid in Zucker um",
            "right",
        ),
        (GERMAN, "de", "Tiere fressen Gras", "wrong"),
        (FRENCH, "fr", "c'est Canberra", "right"),
        (FRENCH, "fr", "Sydney", "wrong"),
        (RUSSIAN, "ru", "улан батор", "right"),
        (RUSSIAN, "ru", "Москва", "wrong"),
        (JAPANESE, "ja", "3776メートルです", "right"),
    ],
)
def test_language(card: Card, language: str, answer: str, ruling: str) -> None:
    verdict = grade(card, answer, language=language)
    assert verdict.ruling.value == ruling, verdict


def test_english_corrections_mean_nothing_elsewhere() -> None:
    card = Card("c", "Qui ?", "Sorry")
    assert grade(card, "sorry", language="fr").ruling.value == "right"
