"""The learner's data on disk: the append-only review log."""
