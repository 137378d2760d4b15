"""A small language model's second opinion on an answer. The only room that runs a network."""
