"""A rubric against itself: what it calls right has to grade right, what it calls wrong, wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drill.deck.card import Card, Kind
from drill.grading.grade import grade
from drill.grading.kinds import guess_kind
from drill.grading.verdict import Ruling
from drill.rubrics.spoken import Say, spoken


@dataclass(frozen=True)
class Failure:
    """A wording that grades otherwise than the rubric says."""

    card: str
    """Id."""
    field: str
    """Where it stands: `reference`, `accepts[1]`, `points[0].wordings[2]`..."""
    wording: str
    """As it is in the rubric."""
    answer: str
    """What was graded for it."""
    form: str
    """`written`, `spoken`, or `sentence`: in a sentence, where it may be partly right as well."""
    expected: Ruling
    ruling: Ruling
    why: str
    """The grader's reason."""

    def __str__(self) -> str:
        heard = "" if self.answer == self.wording else f' (as "{self.answer}")'
        return (
            f'{self.card}, {self.field}: "{self.wording}"{heard} grades {self.ruling.value}, '
            f"not {self.expected.value}. {self.why}".strip()
        )


@dataclass(frozen=True)
class _Claim:
    """An answer and how it has to grade."""

    field: str
    wording: str
    answer: str
    expected: Ruling
    partly: bool = False
    """Whether partly right will do as well."""


def check_card(
    card: Card,
    language: str,
    say: Say,
    right_examples: Sequence[str] = (),
    wrong_examples: Sequence[str] = (),
) -> tuple[Failure, ...]:
    """What a card's rubric says of itself that the grader does not confirm.

    A wording is tried in one form after the other until it fails. `language` is the deck's
    BCP 47 tag; `say` puts signs and formulas into English words.
    """
    claims = [*_claims(card), *_examples("right_examples", right_examples, Ruling.RIGHT)]
    claims += _examples("wrong_examples", wrong_examples, Ruling.WRONG)
    return tuple(filter(None, (_try(card, claim, language, say) for claim in claims)))


def _try(card: Card, claim: _Claim, language: str, say: Say) -> Failure | None:
    for form, answer in _forms(claim, language, say):
        verdict = grade(card, answer, language=language)
        wanted = {claim.expected}
        if claim.partly or form == "sentence":
            wanted.add(Ruling.PARTLY)
        if verdict.ruling not in wanted:
            return Failure(
                card.id,
                claim.field,
                claim.wording,
                answer,
                form,
                claim.expected,
                verdict.ruling,
                verdict.why,
            )
    return None


def _forms(claim: _Claim, language: str, say: Say) -> Iterator[tuple[str, str]]:
    """The answer as written, as spoken, and (when it is to be right) as part of a sentence.

    The grader takes the very words of a card for right whatever else it says. In a sentence they
    are not the very words any more, and a misconception that catches them shows.
    """
    yield "written", claim.answer
    yield "spoken", spoken(claim.answer, language, say)
    if claim.expected is Ruling.RIGHT and language.lower().startswith("en"):
        yield "sentence", f"I would say {claim.answer}"


def _claims(card: Card) -> Iterator[_Claim]:
    yield _Claim("reference", card.answer, card.answer, Ruling.RIGHT)
    yield _Claim("question", card.question, card.question, Ruling.WRONG, partly=True)
    for at, accepted in enumerate(card.accepts):
        yield _Claim(f"accepts[{at}]", accepted, accepted, Ruling.RIGHT)
    if guess_kind(card) not in (Kind.TRUE_FALSE, Kind.FORMULA):
        yield from _points(card)
    for at, wrong in enumerate(card.wrongs):
        for each, wording in enumerate(wrong.wordings):
            yield _Claim(f"wrongs[{at}].wordings[{each}]", wording, wording, Ruling.WRONG)


def _points(card: Card) -> Iterator[_Claim]:
    """Every wording of a point, together with the first wordings of all the others that count.

    Where none counts, or nothing but extras is left, there is nothing to claim.
    """
    if not any(point.required for point in card.points):
        return
    for at, point in enumerate(card.points):
        for each, wording in enumerate(point.wordings):
            parts = [
                wording if other is point else other.wordings[0]
                for other in card.points
                if other is point or other.required
            ]
            field = f"points[{at}].wordings[{each}]"
            yield _Claim(field, wording, ". ".join(parts), Ruling.RIGHT)


def _examples(field: str, examples: Sequence[str], expected: Ruling) -> Iterator[_Claim]:
    for at, example in enumerate(examples):
        yield _Claim(f"{field}[{at}]", example, example, expected)
