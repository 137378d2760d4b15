"""A review log in memory; the contract tests keep it honest."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.errors import StoreError
from drill.schedule.memory import Memory, Review


@dataclass
class FakeStore:
    """Keeps reviews in a list. Implements `ports.Store`."""

    broken: StoreError | None = None
    """Raised by every call while it is set."""
    closed: bool = False
    log: dict[int, Review] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)

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

    def close(self) -> None:
        self.closed = True

    def _raise_if_broken(self) -> None:
        if self.broken is not None:
            raise self.broken
        if self.closed:
            raise StoreError("The review log is closed.", "Start again.")
