"""A reply's text → valid answers by item id, and what is to be asked again and why.

A reply is a stranger's text: what it says of items that were not asked about is counted and
dropped, and what is not exactly of the asked form is asked again, never repaired.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.models.chat.keys import has_lone_surrogate
from engine.models.chat.patterns import stands_in
from engine.models.protocols import Schema
from engine.models.trouble import Unusable

LONGEST = 10_000
DEEPEST = 64
LARGEST = 2**63 - 1
MISSING = "it left the item out"
TWICE = "it answered the item more than once"
# Far more than any reply that fits the tokens it may have; reading it holds up everybody else.
LONGEST_REPLY = 4_000_000
# Servers without a JSON mode put thoughts before and a code fence around what they were asked for.
THOUGHT, THOUGHTS_END, FENCE = "<think>", "</think>", "```"


@dataclass
class Matched:
    """What could be taken from a reply.

    Attributes:
        values: Id → valid answer.
        again: Id → why there is none; every asked id is in one of the two.
        invented: How many answers were about something else.
    """

    values: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    again: dict[str, str] = field(default_factory=dict)
    invented: int = 0


class Form:
    """The form that answers must have.

    Args:
        schema: Strict schema of one answer.
    """

    def __init__(self, schema: Schema) -> None:
        import jsonschema  # noqa: PLC0415 - costly

        checked = {"pattern": _pattern, "uniqueItems": _unique}
        extend: Any = jsonschema.validators.extend
        kind = extend(jsonschema.Draft202012Validator, checked)
        self._validator = kind(schema)

    def misses(self, value: Any) -> str:
        """Why a value is not of this form; empty where it is."""
        if not _sound(value, 0):
            return "its answer holds a number or text that is out of bounds"
        error = next(self._validator.iter_errors(value), None)
        if error is None:
            return ""
        # Names from the schema only: the model's own words are not for a reason.
        where = next((str(name) for name in reversed(error.absolute_schema_path)), "")
        return f"its answer is not of the asked form ({where})"


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[Exception]:
    """The schema's word `pattern`, in time in proportion to the text."""
    import jsonschema  # noqa: PLC0415 - costly

    if isinstance(value, str) and not stands_in(pattern, value):
        yield jsonschema.ValidationError("the pattern is not there")


def _unique(_: Any, unique: object, value: Any, __: Any) -> Iterator[Exception]:
    """The schema's word `uniqueItems`, without comparing every entry with every other."""
    import jsonschema  # noqa: PLC0415 - costly

    if unique and isinstance(value, list):
        written = {json.dumps(_number_alike(entry), sort_keys=True) for entry in value}
        if len(written) < len(value):
            yield jsonschema.ValidationError("an entry stands there twice")


def _number_alike(value: Any) -> Any:
    """A plain value whose whole numbers are written alike: 1.0 is 1."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _number_alike(inner) for name, inner in value.items()}
    return [_number_alike(inner) for inner in value] if isinstance(value, list) else value


def match_reply(text: str, asked: Collection[str], form: Form) -> Matched:
    """Take the answers out of a reply.

    Args:
        text: The whole reply.
        asked: Ids of the items in the request.
        form: What each answer must look like.

    Raises:
        Unusable: It is not JSON of the asked form.
    """
    entries = _entries(text)
    times = Counter(name for name, _ in entries)
    matched = Matched(invented=sum(n for name, n in times.items() if name not in asked))
    given = dict(entries)
    for name in asked:
        if name not in times:
            matched.again[name] = MISSING
        elif times[name] > 1:
            matched.again[name] = TWICE
        elif why := form.misses(given[name]):
            matched.again[name] = why
        else:
            matched.values[name] = given[name]
    return matched


def _entries(text: str) -> list[tuple[str, Any]]:
    """Ids and answers as they stand in a reply; an entry without an id has an empty one."""
    if len(text) > LONGEST_REPLY:
        raise Unusable("its reply was longer than any answers")
    try:
        reply = json.loads(_bare(text), object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise Unusable("its reply was not whole JSON") from None
    answers = reply.get("answers") if isinstance(reply, dict) else None
    if not isinstance(answers, list):
        raise Unusable("its reply held no list of answers")
    return [
        (entry["id"], entry.get("answer"))
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
        else ("", None)
        for entry in answers
    ]


def _bare(text: str) -> str:
    """A reply without thoughts before it and a fence around it."""
    bare = text.strip()
    if bare.startswith(THOUGHT):
        _, end, after = bare.partition(THOUGHTS_END)
        bare = after.strip() if end else bare
    if bare.startswith(FENCE) and bare.endswith(FENCE):
        opening, newline, rest = bare.removesuffix(FENCE).partition("\n")
        if newline and opening.removeprefix(FENCE).strip() in ("", "json"):
            return rest
    return bare


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says each thing once: of two ids in one entry, neither can be trusted."""
    whole = dict(pairs)
    if len(whole) < len(pairs):
        raise ValueError
    return whole


def _sound(value: Any, depth: int) -> bool:
    """Whether numbers and texts, at every level, are such that any file can hold them."""
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return len(value) <= LONGEST and not has_lone_surrogate(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if isinstance(value, dict):
        return all(_sound(part, depth + 1) for pair in value.items() for part in pair)
    return all(_sound(part, depth + 1) for part in value) if isinstance(value, list) else True
