"""Answers that are made up from what was asked, the same every time, and always fit the schema."""

import hashlib
import json
import math
import random
import re
from typing import Any

SAID = "Schema of one answer:"


def asked_items(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items in the last user message; none where it holds no such JSON."""
    said = [message["content"] for message in messages if message["role"] == "user"]
    try:
        asked = json.loads(said[-1])
        return [dict(item) for item in asked["items"]]
    except (ValueError, TypeError, KeyError, IndexError):
        return []


def whole_schema(body: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of the reply where the request has one."""
    form = body.get("response_format") or {}
    return form.get("json_schema", {}).get("schema") if form.get("type") == "json_schema" else None


def item_schema(body: dict[str, Any]) -> dict[str, Any]:
    """The schema of one item's answer: in the response format, or in the system message."""
    whole = whole_schema(body)
    if whole is not None:
        properties = whole["properties"]["answers"]["items"]["properties"]
        return dict(properties["answer"])
    for message in body["messages"]:
        if message["role"] == "system" and SAID in message["content"]:
            after = message["content"].rpartition(SAID)[2]
            return dict(json.JSONDecoder().raw_decode(after.lstrip())[0])
    return {"type": "object", "properties": {"answer": {"type": "string"}}}


def answer_of(schema: dict[str, Any], item: dict[str, Any], said: str = "") -> Any:
    """An item's answer, by the hash of its fields, whatever its id and its neighbours."""
    shown = {name: value for name, value in item.items() if name != "id"}
    words = [value for value in shown.values() if isinstance(value, str)]
    about = f"about: {words[0][:40] if words else ''}"
    return _fit(schema, json.dumps(shown, sort_keys=True), said or about)


def _fit(schema: dict[str, Any], seed: str, echo: str) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][_drawn(seed, len(schema["enum"]))]
    if "anyOf" in schema:
        return _fit(schema["anyOf"][0], seed, echo)
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        parts = schema.get("properties", {})
        return {name: _fit(part, f"{seed}/{name}", echo) for name, part in parts.items()}
    if kind == "array":
        least = schema.get("minItems", 0)
        many = least + _drawn(seed, schema.get("maxItems", least + 2) - least + 1)
        return [_fit(schema.get("items", {}), f"{seed}/{place}", echo) for place in range(many)]
    if kind in ("integer", "number"):
        return _number(schema, seed, whole=kind == "integer")
    if kind == "boolean":
        return bool(_drawn(seed, 2))
    return None if kind == "null" else echo[: schema.get("maxLength", len(echo))]


def _number(schema: dict[str, Any], seed: str, *, whole: bool) -> int | float:
    least = schema.get("minimum", 0)
    most = schema.get("maximum", least + 100)
    if whole:
        return int(least) + _drawn(seed, int(most) - int(least) + 1)
    return round(least + (most - least) * _drawn(seed, 1_000_001) / 1_000_000, 6)


def _drawn(seed: str, below: int) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % below


def reply_text(
    body: dict[str, Any], spoils: list[str], chance: random.Random, said: str = ""
) -> str:
    """The model's whole text, spoilt as asked; with `said` in every free text of an answer."""
    items = asked_items(body["messages"])
    if not items:
        whole = whole_schema(body)
        said = body["messages"][-1]["content"]
        return json.dumps(_fit(whole, said, f"about: {said[:40]}")) if whole else "All is well."
    schema = item_schema(body)
    answers = [{"id": item["id"], "answer": answer_of(schema, item, said)} for item in items]
    if "wrong" in spoils:
        for answer in chance.sample(answers, math.ceil(len(answers) / 3)):
            answer["answer"] = chance.choice(["no object", {"unknown": 1}, None, []])
    if "missing" in spoils:
        answers = chance.sample(answers, len(answers) - math.ceil(len(answers) / 3))
    if "duplicated" in spoils and answers:
        twice = chance.choice(answers)
        answers.append({"id": twice["id"], "answer": answer_of(schema, {"other": twice["id"]})})
    if "invented" in spoils:
        answers.append({"id": f"x{chance.randrange(10**9)}", "answer": answer_of(schema, {})})
    chance.shuffle(answers)
    return json.dumps({"answers": answers}, ensure_ascii=False)


def vector_of(text: str, dims: int) -> list[float]:
    """A text as a vector: the sum of its words' random directions; never of length 0."""
    total = [0.0] * dims
    for word in re.findall(r"\w+", text.lower()) or [text]:
        chance = random.Random(hashlib.sha256(word.encode()).digest())
        total = [part + chance.gauss(0, 1) for part in total]
    length = math.sqrt(sum(part * part for part in total))
    return [part / length for part in total]
