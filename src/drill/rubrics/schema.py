"""The form of an answer: the JSON schema that goes out with a request, and its limits."""

from __future__ import annotations

from typing import Any

MOST = 40
"""Entries of one list."""
LONGEST = 300
"""Characters of a wording or a reason; of an example, EXAMPLE."""
EXAMPLE = 2000

FIELDS = ("id", "points", "accepts", "wrongs", "right_examples", "wrong_examples")
POINT_FIELDS = ("wordings", "required")
WRONG_FIELDS = ("wordings", "reason")


def answer_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a whole answer."""
    wordings = {**_texts(LONGEST), "minItems": 1}
    point = _object({"wordings": wordings, "required": {"type": "boolean"}}, ["wordings"])
    wrong = _object({"wordings": wordings, "reason": _text(LONGEST)}, ["wordings", "reason"])
    card = _object(
        {
            "id": {"type": "string", "minLength": 1},
            "points": {"type": "array", "items": point, "maxItems": MOST},
            "accepts": _texts(LONGEST),
            "wrongs": {"type": "array", "items": wrong, "maxItems": MOST},
            "right_examples": _texts(EXAMPLE),
            "wrong_examples": _texts(EXAMPLE),
        },
        ["id"],
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "array",
        "items": card,
    }


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _texts(longest: int) -> dict[str, Any]:
    return {"type": "array", "items": _text(longest), "maxItems": MOST}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
