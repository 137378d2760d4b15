"""Which card now, and when again. The only room that knows `fsrs`. Pure: time comes in."""
