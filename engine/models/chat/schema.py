"""Schemas of an answer: made strict, and refused where they point elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import OptionRefused
from engine.models.chat.patterns import refuse_pattern
from engine.models.protocols import Schema

DEEPEST = 32
_WRITE_OUT = "write that schema out in its place"
REFUSED = {
    "$ref": _WRITE_OUT,
    "$dynamicRef": _WRITE_OUT,
    "$recursiveRef": _WRITE_OUT,
    "allOf": "put all of it into one schema",
    "patternProperties": "name every property",
}
# Names by which others could point at a schema; nothing does.
LEFT_OUT = frozenset({"$id", "$anchor", "$dynamicAnchor"})
ONE = frozenset(
    {"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}
)
MANY = frozenset({"anyOf", "oneOf", "prefixItems"})
NAMED = frozenset({"$defs", "definitions", "dependentSchemas", "properties"})


def strict_schema(schema: Schema) -> dict[str, Any]:
    """The schema with every property required and no other one allowed, at every level.

    Raises:
        OptionRefused: It is not the schema of an object with properties, is no JSON schema, or
            uses a word that is refused here, such as `$ref`.
    """
    import jsonschema  # noqa: PLC0415 - costly

    if not isinstance(schema.get("properties"), Mapping) or not schema["properties"]:
        raise OptionRefused(
            "The schema of an answer has no properties; it must look like "
            '{"type": "object", "properties": {"mood": {"type": "string"}}}.'
        )
    strict: dict[str, Any] = _strict({"type": "object", **schema}, 0)
    try:
        jsonschema.Draft202012Validator.check_schema(strict)
    except jsonschema.SchemaError as error:
        raise OptionRefused(
            f"The schema of an answer is no JSON schema: {error.message}."
        ) from None
    if strict["type"] != "object":
        raise OptionRefused("The schema of an answer must be of type object.")
    return strict


def _strict(schema: Any, depth: int) -> Any:
    """One schema made strict; what stands where a schema may, but is none, stays as it is."""
    if not isinstance(schema, Mapping):
        return schema
    if depth > DEEPEST:
        raise OptionRefused(f"The schema of an answer is nested more than {DEEPEST} levels deep.")
    for word in sorted(REFUSED.keys() & schema.keys()):
        raise OptionRefused(f"The schema of an answer uses {word}: {REFUSED[word]}.")
    if isinstance(pattern := schema.get("pattern"), str):
        refuse_pattern(pattern)
    inner = {
        word: _inside(word, value, depth + 1)
        for word, value in schema.items()
        if word not in LEFT_OUT
    }
    if isinstance(properties := inner.get("properties"), Mapping):
        inner |= {"required": list(properties), "additionalProperties": False}
    return inner


def _inside(word: str, value: Any, depth: int) -> Any:
    """The value of one of a schema's words, made strict where it holds schemas."""
    if word in ONE:
        return _strict(value, depth)
    if word in MANY and isinstance(value, list | tuple):
        return [_strict(part, depth) for part in value]
    if word in NAMED and isinstance(value, Mapping):
        return {name: _strict(part, depth) for name, part in value.items()}
    return list(value) if isinstance(value, tuple) else value
