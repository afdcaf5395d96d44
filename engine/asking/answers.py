"""Answers as a table: one row for each row asked about, one column for each property."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.asking.options import AskOptions

OWN = ("row", "text", "made_by", "reason")
MOST_INTEGER = 1 << 63


def columns_of(options: AskOptions) -> dict[str, str]:
    """Property → its column; one that is named like a column of ours is told apart."""
    taken = set(OWN) | set(options.properties)
    columns = {}
    for name in options.properties:
        column = name
        while column in OWN or (column != name and column in taken):
            column = f"answer {column}"
        taken.add(column)
        columns[name] = column
    return columns


def kind_of(schema: Any) -> pl.DataType:
    """How a property's values are written: numbers, truth values, or text.

    It follows from the schema alone, so that no answer changes how another is written.
    """
    told = schema.get("type") if isinstance(schema, Mapping) else None
    kinds = {told} if isinstance(told, str) else set(told or ())
    kinds.discard("null")
    if kinds == {"integer"}:
        return pl.Int64()
    if kinds in ({"number"}, {"integer", "number"}):
        return pl.Float64()
    return pl.Boolean() if kinds == {"boolean"} else pl.String()


def written(value: Any, kind: pl.DataType) -> Any:
    """A value as it stands in a cell; lists and objects as JSON.

    Raises:
        OverflowError: A number is too large for its column.
    """
    if value is None:
        return None
    if kind == pl.Int64():
        if not -MOST_INTEGER <= value < MOST_INTEGER:
            raise OverflowError
        return int(value)
    if kind == pl.Float64():
        number = float(value)
        if not math.isfinite(number):
            raise OverflowError
        return number
    if kind == pl.Boolean():
        return bool(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Half a surrogate pair can stand in JSON, but in no file.
    return text.encode("utf-8", "replace").decode("utf-8")


def cells_of(
    value: Mapping[str, Any], options: AskOptions, kinds: Mapping[str, pl.DataType]
) -> tuple[Any, ...]:
    """One answer as cells, in the properties' order; a part it lacks is null.

    Raises:
        OverflowError: A number is too large for its column.
    """
    return tuple(written(value.get(name), kinds[name]) for name in options.properties)


def kinds_of(options: AskOptions) -> dict[str, pl.DataType]:
    """Property → how its values are written."""
    return {name: kind_of(part) for name, part in options.schema["properties"].items()}


def table_of(
    texts: pl.DataFrame, cells: Sequence[tuple[Any, ...]], notes: Sequence[tuple[str, str]],
    options: AskOptions,
) -> pl.DataFrame:  # fmt: skip
    """Rows, texts, answers and who made them, side by side.

    Args:
        texts: row and text.
        cells: For each of its rows the cells of the answer.
        notes: For each of its rows who answered and what there is to say; empty is null.
        options: What was asked.
    """
    kinds, columns = kinds_of(options), columns_of(options)
    answers = [
        pl.Series(columns[name], [row[place] for row in cells], dtype=kinds[name])
        for place, name in enumerate(options.properties)
    ]
    told = [
        pl.Series(name, [note[place] or None for note in notes], dtype=pl.String)
        for place, name in enumerate(("made_by", "reason"))
    ]
    return pl.DataFrame([texts["row"], texts["text"], *answers, *told])
