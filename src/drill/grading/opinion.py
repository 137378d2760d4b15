"""A second judge beside the rules: what it is asked, and how much it counts."""

from __future__ import annotations

import math
from collections.abc import Callable

from drill.grading.judge import Odds

Opinion = Callable[[str, str, str], "Odds | None"]
"""Question, reference and answer to odds, always the same for the same; None: no opinion."""

ASKED = 3
"""References of a card the second judge is asked about; the rules alone compare with the rest."""
RIGHT = (0.9, 0.38, 0.63)
WRONG = (1.2, 0.33, -0.39)
"""What the rules' log-odds and the other's count in the mix, and what is added: a logistic regression
over cards that neither had been fitted on."""
_LIMIT = 1e-3
"""Nobody is surer than this."""


class Second:
    """A second judge who knows the question and the answer, and is asked reference by reference."""

    def __init__(self, opinion: Opinion, question: str, answer: str) -> None:
        self._opinion = opinion
        self._question = question
        self._answer = answer
        self._left = ASKED

    def __call__(self, reference: str) -> Odds | None:
        """The odds against this reference; None without an opinion, and after ASKED of them."""
        if not self._left:
            return None
        self._left -= 1
        return self._opinion(self._question, reference, self._answer)


def mixed(rules: Odds, other: Odds) -> Odds:
    """One opinion from two."""
    return Odds(_mix(RIGHT, rules.right, other.right), _mix(WRONG, rules.wrong, other.wrong))


def _mix(weights: tuple[float, float, float], rules: float, other: float) -> float:
    ours, theirs, bias = weights
    return 1 / (1 + math.exp(-(ours * _log_odds(rules) + theirs * _log_odds(other) + bias)))


def _log_odds(probability: float) -> float:
    probability = max(_LIMIT, min(1 - _LIMIT, probability))
    return math.log(probability / (1 - probability))
