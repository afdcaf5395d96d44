"""A number → a file that was real once and is damaged by one way or two; always the same bytes."""

import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Loaded by pytest and by benchmarks alike: its neighbours are found beside it.
sys.path.insert(0, str(Path(__file__).parent))
import seeds
from damage_to_bytes import OF_BYTES, with_a_leaf_replaced
from damage_to_tables import OF_TABLES

sys.path.pop(0)


@dataclass(frozen=True)
class Case:
    """A damaged file.

    Attributes:
        number: Which case of its seed.
        of: What it was, and in which form.
        changes: What was done to it.
        data: Its bytes.
    """

    number: int
    of: str
    changes: tuple[str, ...]
    data: bytes

    def __str__(self) -> str:
        changes = " and ".join(self.changes)
        return f"case {self.number}: {self.of}: {changes} ({len(self.data):,} bytes)"


def case(number: int, seed: int = 0) -> Case:
    """The case of this number.

    Args:
        number: From 0.
        seed: Another one gives other cases.
    """
    draw = random.Random(f"{seed}/{number}")
    changes: list[str] = []
    if draw.random() < 0.12:
        name = draw.choice(seeds.DOCUMENTS)
        form, data = _document(name, draw, changes)
    else:
        name = draw.choice(seeds.TABLES)
        form, data = _table(name, draw, changes)
    wanted = 1 + (draw.random() < 0.4)
    while len(changes) < wanted:
        change = draw.choice(OF_BYTES)
        data = change(data, draw)
        changes.append(_said(change))
    return Case(number, f"{name} as {form}", tuple(changes), data)


def _said(change: Callable[..., Any]) -> str:
    return change.__name__.strip("_").replace("_", " ")


def _table(name: str, draw: random.Random, changes: list[str]) -> tuple[str, bytes]:
    form = draw.choice(seeds.FORMS)
    if form == "csv" and draw.random() < 0.4:
        return "it is", seeds.first_lines(name)
    rows = seeds.table(name)
    for _ in range(draw.choice((0, 1, 1, 1, 2))):
        change = draw.choice(OF_TABLES)
        rows = change(rows, draw)
        changes.append(_said(change))
    rows = rows or [[]]
    if form == "csv":
        delimiter = draw.choice((",", ",", ";", "\t", "|", ":", " ", "^"))
        return f"csv with {delimiter!r}", seeds.as_csv(rows, delimiter)
    return form, seeds.written(rows, form)


def _document(name: str, draw: random.Random, changes: list[str]) -> tuple[str, bytes]:
    found: Any = seeds.documents(name)
    if name == "sroie":
        return "text", found[0]["text"].encode()
    for _ in range(draw.choice((0, 1, 3))):
        found = with_a_leaf_replaced(found, draw)
        changes.append("leaf replaced")
    changes[2:] = []
    if draw.random() < 0.5 and isinstance(found, list):
        return "json lines", "\n".join(map(json.dumps, found)).encode()
    return "json", json.dumps(found).encode()
