"""Schemas of answers: what is refused, and how much room an answer needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import OptionRefused
from engine.models.chat.patterns import refuse_pattern

MOST_BYTES = 64 << 10
MOST_DEPTH = 24
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
FREE_TEXT_BYTES, MOST_LISTED, MOST_TEXT_BYTES = 400, 10, 4_000
BYTES_PER_TOKEN = 2
TOKENS_BESIDE = 30


def check_schema(schema: object) -> None:
    """Refuse what is no schema of an answer that can be asked for, sent and checked here.

    Raises:
        OptionRefused: It is no JSON object schema with properties, refers elsewhere, is larger
            than 64 KB, nested deeper than 24, or no valid schema of draft 2020-12.
    """
    _refuse_size(schema)
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        raise OptionRefused('The schema must be a JSON object with "type": "object".')
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties:
        raise OptionRefused(
            'The schema needs "properties": a name and a schema for each part of an answer, such '
            'as {"mood": {"enum": ["good", "bad"]}}.'
        )
    for key, value in _pairs(schema):
        if key in REFERENCES:
            raise OptionRefused(f"The schema must stand for itself: {key} is not followed.")
        if key == "pattern" and isinstance(value, str):
            refuse_pattern(value)
    _refuse_invalid(schema)


def answer_tokens(schema: Mapping[str, Any]) -> int:
    """Tokens that one answer may need, 30 to some thousands: half its bytes, and some beside.

    A text without a limit is given 400 bytes, a list without one ten entries. An answer that
    needs more is cut off by the server, and then asked again with more room.
    """
    return TOKENS_BESIDE + -(-_bytes(schema) // BYTES_PER_TOKEN)


def _refuse_size(schema: object) -> None:
    """Nested too deep or too large; everything after this may go down into it."""
    try:
        size = len(json.dumps(schema).encode())
    except (TypeError, ValueError) as error:
        raise OptionRefused("The schema must be plain JSON.") from error
    except RecursionError as error:
        raise OptionRefused(f"The schema is nested deeper than {MOST_DEPTH}.") from error
    if size > MOST_BYTES:
        raise OptionRefused(f"The schema is larger than {MOST_BYTES >> 10} KB.")
    level: list[object] = [schema]
    for _ in range(MOST_DEPTH):
        level = [inner for value in level for inner in _inner(value)]
    if level:
        raise OptionRefused(f"The schema is nested deeper than {MOST_DEPTH}.")


def _inner(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((str(key), inner) for key, inner in value.items())
    for inner in _inner(value):
        yield from _pairs(inner)


def _refuse_invalid(schema: Mapping[str, Any]) -> None:
    import jsonschema  # noqa: PLC0415 - costly

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        where = "/".join(str(part) for part in error.absolute_path) or "its top"
        raise OptionRefused(
            f"The schema is not valid (draft 2020-12) at {where}: {error.message[:200]}."
        ) from error


def _bytes(schema: object) -> int:
    """Bytes of the longest likely JSON value that fits a schema."""
    if not isinstance(schema, Mapping):
        return FREE_TEXT_BYTES
    if "enum" in schema or "const" in schema:
        choices = schema.get("enum", [schema.get("const")])
        return max((len(json.dumps(choice).encode()) for choice in choices), default=2)
    if properties := schema.get("properties"):
        return sum(len(name.encode()) + 6 + _bytes(part) for name, part in properties.items())
    kind = schema.get("type")
    if kind in ("boolean", "null"):
        return 5
    if kind in ("integer", "number"):
        return 24
    if kind == "array":
        listed = min(schema.get("maxItems", MOST_LISTED), 1_000)
        return 2 + int(listed) * (1 + _bytes(schema.get("items", {})))
    return min(int(schema.get("maxLength", FREE_TEXT_BYTES)), MOST_TEXT_BYTES)
