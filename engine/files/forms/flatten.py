"""Nested records → rows of text cells under dotted headings.

`{"id": 7, "customer": {"city": "Ulm"}}` has the columns `id` and `customer.city`. One list of
objects inside a record gives a row for each of them, the record's other cells beside each; any
other list stays one cell, as JSON.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from engine.files.forms.json_text import Written

DEEPEST = 30
"""Below this an object stays one cell, as JSON."""
_ITEMS = ("lineitems", "orderitems", "orderlines", "items", "lines", "products", "positions",
          "entries", "rows")  # fmt: skip
Row = dict[str, str | None]


class Flattening:
    """How the records of one file become rows.

    Args:
        first: Its first records; they tell which list is given a row an element.

    Attributes:
        exploded: The dotted name of that list, or None where records hold none.
        kept: Lists of objects that stay one cell.
    """

    def __init__(self, first: Iterable[Any]) -> None:
        counts = Counter[str]()
        for record in first:
            for name, value in _cells("", seen_through(record), 0):
                if _is_objects(value):
                    counts[name] += len(value)
        ranked = sorted(counts, key=lambda name: (-_likeness(name), -counts[name], name))
        self.exploded = ranked[0] if ranked else None
        self.kept = tuple(ranked[1:])

    def rows(self, record: Any) -> Iterator[Row]:
        """The rows of one record."""
        cells: Row = {}
        below: list[Any] = []
        for name, value in _cells("", seen_through(record), 0):
            if name == self.exploded and _is_objects(value):
                below = value
            elif name != self.exploded or value:
                cells[_free(cells, name)] = _text(value)
        if not below:
            yield cells
        for element in below:
            row = dict(cells)
            for name, value in _cells(f"{self.exploded}.", seen_through(element), 0):
                row[_free(row, name)] = _text(value)
            yield row

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done, in sentences."""
        if self.exploded is None:
            return ()
        notes = [f"Every element of {self.exploded!r} became a row of its own."]
        if self.kept:
            listed = ", ".join(map(repr, self.kept[:5])) + (" …" if self.kept[5:] else "")
            notes.append(f"Other lists were left as they are, one cell each: {listed}.")
        return tuple(notes)


def seen_through(value: Any) -> Any:
    """What a GraphQL wrapper holds: the list of `edges` or `nodes`, the object of a `node`."""
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("node"), dict) and value.keys() <= {"node", "cursor", "__typename"}:
        return seen_through(value["node"])
    for key in ("edges", "nodes"):
        beside = {key, "pageInfo", "totalCount", "__typename"}
        if isinstance(value.get(key), list) and value.keys() <= beside:
            return [seen_through(element) for element in value[key]]
    return value


def _likeness(name: str) -> int:
    """How much a list's name is that of an order's lines; 0 where not at all."""
    last = "".join(sign for sign in name.rpartition(".")[2].lower() if sign.isalnum())
    return len(_ITEMS) - _ITEMS.index(last) if last in _ITEMS else 0


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _cells(prefix: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Dotted names and the values below them that are no objects."""
    if not isinstance(value, dict):
        yield prefix.rstrip(".") or "value", value
        return
    for key, inner in value.items():
        inner = seen_through(inner)
        if isinstance(inner, dict) and inner and depth < DEEPEST:
            yield from _cells(f"{prefix}{key}.", inner, depth + 1)
        else:
            yield f"{prefix}{key}", inner


def _free(row: Row, name: str) -> str:
    """The name, told apart from an equal one that was written otherwise in the record."""
    number = 2
    free = name
    while free in row:
        free = f"{name} ({number})"
        number += 1
    return free


def _text(value: Any) -> str | None:
    """A value as a cell."""
    if value is None or value == [] or value == {}:
        return None
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list | dict | int | float):
        return str(value)
    return json.dumps(_plain(value), ensure_ascii=False, default=str)


def _plain(value: Any) -> Any:
    """Written numbers as numbers again, where they are; a long one stays text."""
    if isinstance(value, Written):
        return _number(value)
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _number(written: Written) -> int | float | str:
    try:
        number = json.loads(written) if len(written) < 40 else str(written)
    except ValueError:
        return str(written)
    return number if isinstance(number, int | float) else str(written)
