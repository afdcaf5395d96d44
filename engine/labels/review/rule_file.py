"""Rules to take along, and rules brought from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from engine.errors import FileRefused
from engine.labels.review.rules import Rule

FORM = "backroom label rules 1"
MOST_BYTES = 4 << 20
_LONGEST = 200
_LABEL = re.compile(r"[^\W\d_]\w{0,59}")
_TEXTS = ("text", "shape", "before", "merchant")


def write_rules(rules: Iterable[Rule]) -> bytes:
    """Rules as JSON; the same rules give the same bytes."""
    told = [rule.as_dict() for rule in sorted(rules, key=lambda rule: rule.id)]
    written = json.dumps({"form": FORM, "rules": told}, ensure_ascii=False, indent=1)
    return f"{written}\n".encode()


def read_rules(data: bytes) -> list[Rule]:
    """The rules of a file that `write_rules` wrote.

    Raises:
        FileRefused: It is not one, or a rule in it cannot be read; none of them is taken then.
    """
    try:
        told = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise FileRefused("This is no file of rules: choose a rules.json that a review wrote.")
    listed = told.get("rules")
    if not isinstance(listed, list):
        raise FileRefused("The file of rules holds no list of rules.")
    return [_rule(number, one) for number, one in enumerate(listed, 1)]


def _rule(number: int, told: Any) -> Rule:
    """One rule, once every part of it is seen to be in order."""
    if not isinstance(told, dict) or not _is_label(told.get("label")):
        raise FileRefused(f"Rule {number} of the file has no label.")
    if told.get("right") is not None and not _is_label(told["right"]):
        raise FileRefused(f"Rule {number} of the file says no label that could be right.")
    for name in _TEXTS:
        value = told.get(name)
        if value is not None and not (isinstance(value, str) and 0 < len(value) <= _LONGEST):
            raise FileRefused(f"The {name} in rule {number} of the file is no short text.")
    given = [told.get(name) is not None for name in ("text", "shape", "before")]
    if given not in ([True, False, False], [False, True, True]):
        raise FileRefused(
            f"Rule {number} of the file must be about a text, or about a shape and what stands "
            "before it."
        )
    return Rule.of(told)


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and _LABEL.fullmatch(value) is not None
