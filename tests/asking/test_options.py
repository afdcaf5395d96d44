"""What may be asked: refusals say what would do."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engine import OptionRefused
from engine.asking import AskOptions
from engine.asking.schemas import MOST_DEPTH, answer_tokens

Ask = Callable[..., AskOptions]


def schema_of(**parts: Any) -> dict[str, Any]:
    """An object schema with these properties."""
    return {"type": "object", "properties": parts}


def nested(depth: int) -> dict[str, Any]:
    """A schema so many levels deep."""
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"not": schema}
    return schema_of(a=schema)


def test_a_plain_question_is_taken(question: Ask) -> None:
    options = question()
    assert options.properties == ("mood", "stars")
    assert (options.column, options.model, options.budget_usd) == ("", "", None)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"question": " \n"}, "There is no question"),
        ({"question": "x" * 4_001}, "4,001 characters; 4,000 are the most"),
        ({"model": "gpt"}, "local or openai"),
        ({"question": "caf\udce9?"}, "half a character"),
        ({"schema": schema_of(**{"\ud800": {}})}, "half a character"),
        ({"budget_usd": -1.0}, "0 or more"),
        ({"budget_usd": float("nan")}, "0 or more"),
        ({"schema": []}, '"type": "object"'),
        ({"schema": "object"}, '"type": "object"'),
        ({"schema": {"properties": {"a": {}}}}, '"type": "object"'),
        ({"schema": {"type": "object"}}, '"properties"'),
        ({"schema": schema_of()}, '"properties"'),
        ({"schema": schema_of(a={"$ref": "#/x"})}, "$ref"),
        ({"schema": schema_of(a={"items": [{"$dynamicRef": "#x"}]})}, "$dynamicRef"),
        ({"schema": schema_of(a={"pattern": "("})}, "pattern '('"),
        ({"schema": schema_of(a={"type": "text"})}, "properties/a/type"),
        ({"schema": schema_of(a={"minimum": "low"})}, "properties/a/minimum"),
        ({"schema": schema_of(a={"title": "x" * 70_000})}, "larger than 64 KB"),
        ({"schema": schema_of(a={"title": object()})}, "plain JSON"),
        ({"schema": nested(MOST_DEPTH)}, "nested deeper"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_asked_is_refused(question: Ask, told: dict[str, Any], says: str) -> None:
    with pytest.raises(OptionRefused) as refused:
        question(**told)
    assert says in str(refused.value)
    assert len(str(refused.value)) < 400


def test_a_schema_nested_beyond_reason_is_refused(question: Ask) -> None:
    with pytest.raises(OptionRefused, match="nested deeper"):
        question(schema=nested(5_000))


def test_the_limits_themselves_are_allowed(question: Ask) -> None:
    question(question="x" * 4_000, budget_usd=0.0)
    room = 65_536 - len(json.dumps(schema_of(a={"title": ""})))
    question(schema=schema_of(a={"title": "x" * room}))
    with pytest.raises(OptionRefused):
        question(schema=schema_of(a={"title": "x" * (room + 1)}))


def test_the_budget_does_not_shape_the_answers(question: Ask) -> None:
    assert question(budget_usd=1.0).shaping == question(budget_usd=2.0).shaping
    assert question(budget_usd=1.0).as_dict()["budget_usd"] == 1.0
    assert question(model="local").shaping != question(model="openai").shaping


def test_the_order_of_properties_shapes_the_answers(question: Ask) -> None:
    one, other = schema_of(a={}, b={}), schema_of(b={}, a={})
    assert question(schema=one).shaping != question(schema=other).shaping


SCHEMAS = some.recursive(
    some.sampled_from(
        [
            {"type": "boolean"},
            {"type": "integer", "minimum": -1_000, "maximum": 10**6},
            {"type": "string", "maxLength": 12},
            {"enum": ["yes", "perhaps so", "no"]},
            {"type": "null"},
        ]
    ),
    lambda inner: (
        inner.map(lambda one: {"type": "array", "items": one, "maxItems": 3})
        | some.dictionaries(some.sampled_from("abc"), inner, min_size=1).map(
            lambda parts: schema_of(**parts) | {"required": sorted(parts)}
        )
    ),
    max_leaves=6,
)


def longest(schema: dict[str, Any]) -> Any:
    """A value of the schema that is as long as they get, of ASCII signs."""
    if "enum" in schema:
        return max(schema["enum"], key=len)
    kind = schema["type"]
    if kind == "object":
        return {name: longest(part) for name, part in schema["properties"].items()}
    if kind == "array":
        return [longest(schema["items"])] * schema["maxItems"]
    return {"boolean": False, "integer": 10**6, "null": None, "string": "x" * 12}[kind]


@settings(max_examples=30, deadline=None)
@given(SCHEMAS)
def test_an_answer_has_room_for_the_longest_value(part: dict[str, Any]) -> None:
    schema = schema_of(part=part)
    value = {"part": longest(part)}
    jsonschema.validate(value, schema)
    # A token has two bytes or more on average; JSON written without spaces.
    assert answer_tokens(schema) * 2 >= len(json.dumps(value, separators=(",", ":")))


def test_free_text_has_some_room() -> None:
    assert 100 < answer_tokens(schema_of(a={"type": "string"})) < 400
    assert answer_tokens(schema_of(a={"enum": ["a", "b"]})) < 60
