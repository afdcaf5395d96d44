"""Where words stand on a picture: left edge, top edge, width and height of their boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import polars as pl

from engine.files.cells.numbers import Floats, read_numbers
from engine.files.cells.words import Mask, Words
from engine.files.check.reasons import BLANK_WORDS

SIDES = ("x", "y", "width", "height")
_OPPOSITE = {"width": ("right", "x"), "height": ("bottom", "y")}


@dataclass(frozen=True)
class Boxes:
    """The boxes of all rows, in the file's unit.

    Attributes:
        sides: x, y, width, height as numbers, null where there is none.
        unread: The first cell of each row that should be a number and is none, else null.
        note: What had to be computed, or an empty string.
    """

    sides: pl.DataFrame = field(repr=False)
    unread: pl.Series = field(repr=False)
    note: str


def read_boxes(
    cells: Sequence[Words], fields: Mapping[str, int], cursor: duckdb.DuckDBPyConnection
) -> Boxes:
    """Read the boxes; where the file has right and lower edges instead of sizes, subtract.

    Args:
        cells: The trimmed cells of all columns, by place; at least one column.
        fields: Field → place of its column.
        cursor: Runs the queries over distinct words.
    """
    rows = len(cells[0])
    unread = pl.Series([None] * rows, dtype=pl.String)
    numbers: dict[str, Floats] = {}
    for name in (*SIDES, "right", "bottom"):
        if name in fields:
            words = cells[fields[name]]
            numbers[name] = read_numbers(cursor, words)
            wrong = _says_something(words) & np.isnan(numbers[name])
            unread = _first(unread, words, wrong)
    note = _subtracted(numbers)
    nothing = np.full(rows, np.nan)
    sides = pl.DataFrame({name: _finite(numbers.get(name, nothing)) for name in SIDES})
    return Boxes(sides, unread, note)


def _subtracted(numbers: dict[str, Floats]) -> str:
    """Add the sizes that the file gives as edges; says so."""
    made = [
        size
        for size, edges in _OPPOSITE.items()
        if size not in numbers and all(edge in numbers for edge in edges)
    ]
    for size in made:
        far, near = _OPPOSITE[size]
        with np.errstate(over="ignore"):  # what is not finite is no size
            numbers[size] = numbers[far] - numbers[near]
    if not made:
        return ""
    return f"The {' and '.join(made)} of boxes were computed from their edges."


def _says_something(words: Words) -> Mask:
    said = ~words.distinct.str.to_lowercase().is_in(BLANK_WORDS)
    found: Mask = words.spread(said.fill_null(value=False))
    return found


def _first(unread: pl.Series, words: Words, wrong: Mask) -> pl.Series:
    """The cells known so far; where there is none, this column's wrong ones."""
    told = pl.DataFrame({"before": unread, "cell": words.distinct.gather(words.place)})
    wrong_cell = pl.when(pl.lit(pl.Series(wrong))).then("cell")
    return told.select(pl.coalesce("before", wrong_cell)).to_series()


def _finite(numbers: Floats) -> pl.Series:
    whole = np.where(np.isfinite(numbers), numbers, np.nan) + 0.0  # no negative zero
    return pl.Series(whole).fill_nan(None)
