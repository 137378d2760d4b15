"""A review log in memory; the contract tests keep it honest."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.errors import StoreError
from drill.grading.verdict import Ruling
from drill.schedule.memory import Memory, Review
from drill.session.accepted import Accepted, Tally


@dataclass
class FakeStore:
    """Keeps reviews in a list. Implements `ports.Store`."""

    broken: StoreError | None = None
    """Raised by every call while it is set."""
    closed: bool = False
    log: dict[int, Review] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    revoked: set[int] = field(default_factory=set)

    def save(self, review: Review) -> int:
        self._raise_if_broken()
        number = len(self.log) + 1
        self.log[number] = review
        return number

    def undo(self, review: int) -> None:
        self._raise_if_broken()
        if review not in self.log:
            raise StoreError(f"There is no review {review}.", "Nothing was changed.")
        if review in self.undone:
            raise StoreError(f"Review {review} was taken back before.", "Rate the card again.")
        last, _ = self.reviews(self.log[review].card)[-1]
        if last != review:
            raise StoreError(f"Review {review} is not the last.", f"Take back {last} first.")
        self.undone.add(review)

    def memories(self) -> dict[str, Memory]:
        return {review.card: review.after for _, review in self.reviews()}

    def reviews(self, card: str | None = None) -> list[tuple[int, Review]]:
        self._raise_if_broken()
        return [
            (number, review)
            for number, review in self.log.items()
            if number not in self.undone and card in (None, review.card)
        ]

    def accepted(self) -> list[Accepted]:
        latest = {(r.card, r.transcript): (n, r) for n, r in self._conceding()}
        return [
            Accepted(number, review.card, review.deck, review.transcript, review.at)
            for number, review in sorted(latest.values(), key=lambda each: each[0])
        ]

    def revoke(self, number: int) -> Accepted:
        for each in self.accepted():
            if each.number == number:
                same = (each.card, each.answer)
                self.revoked |= {n for n, r in self._conceding() if (r.card, r.transcript) == same}
                return each
        raise StoreError(f"There is no accepted answer {number}.", "See `drill accepted`.")

    def tallies(self) -> list[Tally]:
        graded = [(n, review) for n, review in self.reviews() if review.source != "none"]
        conceding = {number for number, _ in self._conceding()}
        tallies = []
        for card in sorted({review.card for _, review in graded}):
            own = [(n, review) for n, review in graded if review.card == card]
            not_right = sum(review.ruling is not Ruling.RIGHT for _, review in own)
            overridden = sum(n in conceding for n, _ in own)
            tallies.append(Tally(card, own[-1][1].deck, len(own), not_right, overridden))
        return tallies

    def close(self) -> None:
        self.closed = True

    def _conceding(self) -> list[tuple[int, Review]]:
        return [(n, r) for n, r in self.reviews() if r.concedes and n not in self.revoked]

    def _raise_if_broken(self) -> None:
        if self.broken is not None:
            raise self.broken
        if self.closed:
            raise StoreError("The review log is closed.", "Start again.")
