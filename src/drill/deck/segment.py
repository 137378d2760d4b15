"""The best sequence of roles for the lines of a page, and how much better it is than the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

NEVER = float("-inf")


class Role(IntEnum):
    """What a line is in a row of cards."""

    ASK = 0
    """The first line of a question."""
    ASK_MORE = 1
    """A further line of a question."""
    ANSWER = 2
    """The first line of an answer."""
    ANSWER_MORE = 3
    """A further line of an answer."""


_BEFORE = {
    Role.ASK: (Role.ANSWER, Role.ANSWER_MORE),
    Role.ASK_MORE: (Role.ASK, Role.ASK_MORE),
    Role.ANSWER: (Role.ASK, Role.ASK_MORE),
    Role.ANSWER_MORE: (Role.ANSWER, Role.ANSWER_MORE),
}
_AFTER = {role: [next_ for next_ in Role if role in _BEFORE[next_]] for role in Role}


@dataclass(frozen=True)
class Choice:
    """The role chosen for a line."""

    role: Role
    rival: Role
    """The next best role."""
    margin: float
    """How much worse the whole page is when the line takes the rival role."""


def choose_roles(scores: Sequence[Sequence[float]]) -> list[Choice]:
    """The roles with the highest sum, given a score for each line and role.

    A page begins with a question, every question has an answer, and it ends with one. At least two
    lines. The margins are exact: best page with this role at this line against best page with any
    other.
    """
    last = len(scores) - 1
    ahead = [[NEVER] * 4 for _ in scores]
    ahead[0][Role.ASK] = scores[0][Role.ASK]
    for line in range(1, last + 1):
        for role in Role:
            best = max(ahead[line - 1][before] for before in _BEFORE[role])
            ahead[line][role] = best + scores[line][role]
    behind = [[NEVER] * 4 for _ in scores]
    behind[last][Role.ANSWER] = behind[last][Role.ANSWER_MORE] = 0.0
    for line in range(last - 1, -1, -1):
        for role in Role:
            behind[line][role] = max(
                behind[line + 1][after] + scores[line + 1][after] for after in _AFTER[role]
            )
    choices = []
    for line, role in enumerate(_best_path(ahead)):
        through = [ahead[line][each] + behind[line][each] for each in Role]
        rival = max((each for each in Role if each is not role), key=through.__getitem__)
        # Rounding must not make the best page look worse than another.
        choices.append(Choice(role, rival, max(0.0, through[role] - through[rival])))
    return choices


def _best_path(ahead: Sequence[Sequence[float]]) -> list[Role]:
    """The roles of the best page, traced back: with ties, line by line would mix two pages."""
    roles = [max((Role.ANSWER, Role.ANSWER_MORE), key=ahead[-1].__getitem__)]
    for row in reversed(ahead[:-1]):
        roles.append(max(_BEFORE[roles[-1]], key=row.__getitem__))
    return roles[::-1]
