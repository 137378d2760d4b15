"""The request for rubrics: one text that whoever answers it needs nothing else for."""

from __future__ import annotations

import json
from collections.abc import Sequence

from drill.deck.card import Card, Deck
from drill.grading.kinds import guess_kind
from drill.rubrics.schema import answer_schema

HEADING = "# Rubrics wanted: "
"""How a request begins."""

_INTRODUCTION = """\
{heading}{name}

Below are {count}. Learners answer them aloud; a small program without a language
model grades what a speech recogniser wrote down. It does so far better with a rubric: what an answer has
to contain, in the words people use, and what proves that somebody has misunderstood.

Please write a rubric for every card, and reply with one JSON array of them in a ```json block. If it gets
too long, send several blocks. Save the reply as a file and hand it to
`drill rubric DECK --apply FILE`.
"""

_RULES = """\
## Rules

1. `id`: copy it from the card.
2. `points`: the separate things the reference says, in its order; one to four of them, and for a card of
   kind `list` or `steps` one for each item. Give what a good examiner insists on `"required": true`, and
   `"required": false` to extras: examples, reasons nobody asked for, remarks.
3. `wordings` of a point: four to eight short phrases (two to six words) that each say the point completely.
   All words of one wording must be heard close together for the point to count, in any order; inflection
   and small words do not matter. So think of how people speak: everyday words, a paraphrase that shares no
   word with the reference, the short term alone, its initials, its spelling as two words or as one.
   A wording must not be so short that a wrong answer contains it too.
4. `accepts`: whole answers that are right as well, where an answer can be that short: synonyms, another
   notation, the bare term.
5. `wrongs`: the two to four most likely misunderstandings: the neighbouring term, the roles exchanged, the
   opposite, the everyday meaning of a technical word. `wordings` are phrases of two to five words that occur
   in such an answer **and in no right one**: all their words, in this order and close together, make the
   answer wrong, unless it denies them. Articles, `of`, `to`, `is` and the like are skipped: `text to speech`
   is also found in "speech to text, for speech in many languages", so it is a bad one.
   `reason` is one friendly sentence that the learner hears: what is the case instead.
6. `right_examples`: two or three whole answers in spoken language that must be graded right, at least one of
   them a paraphrase that shares few words with the reference. `wrong_examples`: two or three fluent answers
   that must be graded wrong. They only check the rubric.
7. Write everything in the language of the card (`language`). Write what is spoken: no Markdown; formulas in
   words. Invent no facts that the reference does not hold.
8. A card of kind `true/false` takes only `wrongs`; one of kind `cloze` only `accepts` and `wrongs`.

Each rubric is checked before it is used: the reference, `accepts`, `right_examples` and the points together
must grade right, `wrongs` and `wrong_examples` wrong, as written and as spoken. What fails is left out and named.
"""

EXAMPLE_CARD = Card(
    "example-1",
    "What do mitochondria do?",
    "They release energy from glucose and store it as ATP.",
)
EXAMPLE_ANSWER = """\
{
  "id": "example-1",
  "points": [
    {"wordings": ["release energy", "set energy free", "produce energy", "powerhouse of the cell",
      "turn sugar into energy"], "required": true},
    {"wordings": ["as ATP", "make ATP", "store it in ATP"], "required": false}
  ],
  "accepts": ["cellular respiration"],
  "wrongs": [
    {"wordings": ["photosynthesis", "energy from sunlight"],
     "reason": "That is what chloroplasts do; mitochondria get the energy out of glucose."}
  ],
  "right_examples": ["Well, they turn sugar into energy that the cell can use."],
  "wrong_examples": ["They make sugar by photosynthesis."]
}"""
"""A rubric in the form of an answer; it passes the checks it speaks of."""


def write_request(deck: Deck, cards: Sequence[Card]) -> str:
    """The request for these cards of a deck."""
    count = f"{len(cards)} flash card{'' if len(cards) == 1 else 's'}"
    wanted = _lines([card_values(card, deck.language) for card in cards])
    parts = (
        _INTRODUCTION.format(heading=HEADING, name=deck.name, count=count),
        _RULES,
        "## JSON schema of the reply\n",
        _block(json.dumps(answer_schema())),
        "## An example\n\nThe card\n",
        _block(_lines([card_values(EXAMPLE_CARD, "en")])),
        "and its rubric\n",
        _block(f"[\n{EXAMPLE_ANSWER}\n]"),
        "## The cards\n",
        _block(wanted),
    )
    return "\n".join(parts)


def card_values(card: Card, language: str) -> dict[str, object]:
    """A card as the request shows it."""
    return {
        "id": card.id,
        "question": card.question,
        "reference": card.answer,
        "kind": guess_kind(card).value,
        "language": language,
    }


def _block(text: str) -> str:
    return f"```json\n{text}\n```\n"


def _lines(values: Sequence[object]) -> str:
    """A JSON array with one entry a line, pleasant to cut and to diff."""
    inner = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return f"[\n{inner}\n]"
