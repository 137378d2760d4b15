"""How well each line of a study page fits each role.

Each cue adds to the score of a role; none decides alone. The weights are odds in the logarithmic
sense: 0 says nothing, 3 is strong, and a mark such as `Q:` outweighs everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from drill.deck.cues import (
    ANSWER_LABEL,
    ANSWERLY,
    BLANK,
    BULLET,
    FOLLOWING,
    GIVEN,
    INVERTED,
    LABEL,
    NEEDS_MORE,
    ONLY_TRUE_FALSE,
    OPEN_END,
    OPTION,
    ORDERLY,
    PARENTHESIS,
    POINTS_BACK,
    SCENE,
    SENTENCE_END,
    SIDE,
    SURE_ORDER,
    SYMBOL,
    UNKNOWN,
    WH,
    Line,
)
from drill.deck.segment import Role


def score_lines(lines: Sequence[Line]) -> list[list[float]]:
    """For each line a score for each `Role`."""
    numbered = _numbered_questions(lines)
    spacing = _spacing(lines)
    rows = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        row = [0.0] * len(Role)
        row[Role.ASK] = _ask(line, before, after)
        complete = line_before_completes(lines, place)
        row[Role.ASK_MORE] = _ask_more(line, before, after, complete)
        row[Role.ANSWER] = _answer(line, before, complete)
        row[Role.ANSWER_MORE] = _answer_more(line, before, after)
        if numbered:
            row[Role.ASK] += 4.0 if place in numbered else -5.0
        if spacing and place:
            row[Role.ASK] += spacing if line.gap else -spacing
            row[Role.ASK_MORE] -= spacing if line.gap else 0.0
            row[Role.ANSWER_MORE] -= spacing / 2 if line.gap else 0.0
        rows.append(row)
    return rows


def _ask(line: Line, before: Line | None, after: Line | None) -> float:
    text = line.text
    score = -3.0
    if line.asks:
        score += 5.0
        score -= 2.0 if NEEDS_MORE.match(text) else 0.0
    if LABEL.match(text):
        score += 6.0
    if ANSWER_LABEL.match(text):
        score -= 6.0
    opening = WH.match(text)
    if opening and opening.group().strip(" \"'“‘(0123456789."):
        score += 1.0 if line.asks else 0.8
    if INVERTED.match(text):
        score += 1.0 if line.asks else 3.0 if line.unmarked else 2.2
    if SURE_ORDER.match(text):
        score += 4.5
    elif line.ordered and not line.asks:
        score += 4.2
    if line.topic:
        score += 4.0 if before is None or SENTENCE_END.search(before.text) else 3.4
    if BLANK.search(text):
        score += 2.5
    if after is not None and ONLY_TRUE_FALSE.match(after.text) and not line.asks:
        score += 6.0
    if not line.asks and after is not None and after.asks and not ONLY_TRUE_FALSE.match(after.text):
        score += 2.5 if GIVEN.match(text) else 0.0
        score += 1.2 if SCENE.match(text) else 0.0
        if re.search(r"\d", text):  # numbers to reckon with
            score += 2.8 if SCENE.match(text) else 0.8
        own = (line.words & after.words) - (before.words if before else frozenset())
        score += min(2.4, 1.2 * len(own))
        score += 1.8 if POINTS_BACK.match(after.text) else 0.0
        score += 4.4 if NEEDS_MORE.match(after.text) and SCENE.match(text) else 0.0
        score += 1.5 if OPEN_END.search(text) or (text[-1:].isalnum() and after.lower) else 0.0
    if line.lower and not UNKNOWN.search(text):
        score -= 0.7 if line.unmarked else 2.0
    if BULLET.match(text) and line.number_mark is None:
        score -= 1.5
    if (
        not line.asks
        and not line.ordered
        and len(text.split()) <= 5
        and not SENTENCE_END.search(text)
    ):
        ended = before is not None and SENTENCE_END.search(before.text)
        score += 1.0 if ended else 0.0
    return score


def line_before_completes(lines: Sequence[Line], place: int) -> bool:
    """Whether the question could be over before this line: a question, or what belongs below one."""
    if place == 0:
        return False
    before = lines[place - 1]
    shown = place > 1 and lines[place - 2].asks and bool(FOLLOWING.search(lines[place - 2].text))
    explained = place > 1 and UNKNOWN.search(lines[place - 2].text) and SYMBOL.match(before.text)
    unmarked = before.unmarked and not (lines[place].lower and lines[place].asks)
    return before.completes or unmarked or bool(explained) or (shown and not before.asks)


def _next_option(line: Line, before: Line | None) -> bool:
    """Whether it is an answer to choose from: `a)`, or the letter after the one above."""
    found = OPTION.match(line.text)
    last = OPTION.match(before.text) if before is not None else None
    if found is None:
        return False
    return ord(found[1].lower()) == (ord(last[1].lower()) + 1 if last else ord("a"))


def _ask_more(line: Line, before: Line | None, after: Line | None, complete: bool) -> float:
    text = line.text
    score = -2.2
    if ONLY_TRUE_FALSE.match(text):
        return 4.0 if not complete else 0.0
    if LABEL.match(text) or ANSWER_LABEL.match(text):
        return -9.0
    if line.asks:
        score += -0.8 if complete else 5.0
    elif not complete:
        score += 0.5
    else:
        score -= 1.0
    if SIDE.match(text):
        score += 4.0 if before is not None and before.completes else 0.0
    if PARENTHESIS.match(text):
        score += 3.5
    if before is not None and after is not None and UNKNOWN.search(before.text):
        # what the symbols of a formula mean, above the formula
        score += 4.5 if SYMBOL.match(text) and not (after.asks or after.ordered) else 0.0
    if _next_option(line, before):
        score += 4.5
    if before is not None and before.asks and FOLLOWING.search(before.text):
        score += 3.5
        score += 1.0 if after is not None and not (after.asks or after.ordered) else 0.0
    if (
        before is not None
        and not complete
        and ((line.lower and not SENTENCE_END.search(before.text)) or OPEN_END.search(before.text))
    ):
        score += 2.5
    if ANSWERLY.match(text) and not line.asks:
        score -= 1.0
    return score


def _answer(line: Line, before: Line | None, complete: bool) -> float:
    text = line.text
    score = 0.0
    if line.asks:
        answers = before is not None and before.asks and ANSWERLY.match(text)
        score -= 1.5 if answers and not WH.fullmatch(text.split()[0]) else 3.3
    if line.ordered and not line.asks:
        score -= 1.5
    if ANSWER_LABEL.match(text):
        score += 6.0
    if LABEL.match(text):
        score -= 6.0
    if ANSWERLY.match(text):
        score += 0.7
    if SIDE.match(text) or ONLY_TRUE_FALSE.match(text):
        score -= 2.5
    if before is not None:
        score += 0.0 if complete else -1.0
        score -= 1.5 if not complete and line.lower else 0.0
        score += 0.3 if line.words & before.words and not line.asks else 0.0
    return score


def _answer_more(line: Line, before: Line | None, after: Line | None) -> float:
    text = line.text
    score = -0.6
    if line.asks:
        score -= 3.0
    elif INVERTED.match(text):
        score -= 1.0
    if SURE_ORDER.match(text):
        score -= 2.0
    elif line.ordered and not (before is not None and before.ordered):
        score -= 0.8
    if LABEL.match(text) or ANSWER_LABEL.match(text):
        score -= 5.0
    if line.topic:
        score -= 0.8
    if line.lower and not line.unmarked:
        score += 0.3 if before is not None and (before.completes or before.unmarked) else 2.0
    if ORDERLY.match(text) or SIDE.match(text):
        score += 1.5
    if BULLET.match(text):
        score += 1.5
    if before is not None:
        score += (
            1.0 if not SENTENCE_END.search(before.text) or OPEN_END.search(before.text) else 0.0
        )
        score += 0.5 if line.words & before.words and not line.asks else 0.0
        score += 1.0 if ORDERLY.match(before.text) and ORDERLY.match(text) else 0.0
        score += 1.0 if BULLET.match(before.text) and BULLET.match(text) else 0.0
    return score


def _spacing(lines: Sequence[Line]) -> float:
    """How much a blank line says about a card beginning below it; 0 on a page without blank lines
    or with one below every line."""
    asking = [line for line in lines[1:] if line.asks]
    below = [line for line in lines[1:] if line.gap]
    if len(below) > 0.8 * len(lines) or len(asking) < 2:
        return 0.0
    share = sum(line.gap for line in asking) / len(asking)
    if share < 0.8:
        return 0.0
    return 3.5 if sum(line.asks or line.ordered for line in below) >= 0.5 * len(below) else 1.2


def _numbered_questions(lines: Sequence[Line]) -> frozenset[int]:
    """Places of the lines that number the questions of the page, when its questions are numbered
    upwards, at least three of them in the shape of questions. Lists in answers have numbers too:
    a line that does not look like a question counts only where its number is missing."""
    chain: list[tuple[int, int]] = []  # number, place
    for place, line in enumerate(lines):
        number = line.number_mark
        if number and (line.asks or line.ordered) and (not chain or number > chain[-1][0]):
            chain.append((number, place))
    asking = sum(line.asks or bool(SURE_ORDER.match(line.text)) for line in lines)
    if len(chain) < 3 or len(chain) < 0.6 * asking:
        return frozenset()
    found = {place for _, place in chain}
    known = [(0, -1), *chain, (chain[-1][0] + 2, len(lines))]
    for (low, start), (high, end) in pairwise(known):
        missing = low + 1
        for place in range(start + 1, end):
            if missing < high and lines[place].number_mark == missing and place - start > 1:
                found.add(place)
                missing += 1
    return frozenset(found)
