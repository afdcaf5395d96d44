"""Schemas are made strict at every level, and refused where they cannot be."""

from typing import Any

import pytest

from engine.errors import OptionRefused
from engine.models.chat.prompt import reply_schema
from engine.models.chat.schema import strict_schema

STRING = {"type": "string"}


def test_every_object_inside_is_strict() -> None:
    inner = {"type": "object", "properties": {"type": STRING, "properties": STRING}}
    given = {
        "properties": {
            "list": {"type": "array", "items": inner},
            "either": {"anyOf": [inner, {"type": "null"}]},
            "mood": {"enum": [{"properties": {"$ref": "no schema, a value"}}, ("a", "b")]},
        },
        "required": ["list"],
    }
    closed = inner | {"required": ["type", "properties"], "additionalProperties": False}
    assert strict_schema(given) == {
        "type": "object",
        "properties": {
            "list": {"type": "array", "items": closed},
            "either": {"anyOf": [closed, {"type": "null"}]},
            "mood": {"enum": [{"properties": {"$ref": "no schema, a value"}}, ("a", "b")]},
        },
        "required": ["list", "either", "mood"],
        "additionalProperties": False,
    }
    assert given["required"] == ["list"]


def test_a_reply_is_strict_as_well() -> None:
    schema = reply_schema(strict_schema({"properties": {"a": STRING}}))
    assert strict_schema(schema) == schema


def deep(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = STRING
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({}, "no properties"),
        ({"type": "object", "properties": {}}, "no properties"),
        ({"properties": {"a": {"$ref": "https://example.org/a"}}}, r"uses \$ref"),
        ({"properties": {"a": {"items": {"anyOf": [{"$dynamicRef": "#a"}]}}}}, r"\$dynamicRef"),
        ({"properties": {"a": STRING}, "allOf": [{}]}, "allOf: put all"),
        ({"type": "array", "properties": {"a": STRING}}, "type object"),
        ({"properties": {"a": {"type": "text"}}}, "no JSON schema"),
        (deep(40), "nested"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(schema: dict[str, Any], says: str) -> None:
    with pytest.raises(OptionRefused, match=says):
        strict_schema(schema)
