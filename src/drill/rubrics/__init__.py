"""Rubrics: a card compiled once, by a person or any language model, and graded offline for ever.

A request goes out as text, an answer comes back as text; drill itself calls nobody. Pure.
"""
