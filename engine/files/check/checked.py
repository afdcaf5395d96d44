"""What a check is given, and what it leaves: rows to use, and those left out with their reasons."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import numpy as np
import polars as pl

from engine.files.cells.words import Mask
from engine.files.forms.raw import RawTable, load
from engine.files.forms.records import Records
from engine.files.options import ReadOptions
from engine.files.recognise.columns import Column
from engine.steps import Progress

REJECTS = {"row": pl.Int64, "reason": pl.String, "value": pl.String}


@dataclass(frozen=True)
class Source:
    """What a check works from.

    Attributes:
        raw: The table that was looked at.
        columns: Which column holds which field.
        personal: Places of columns that tell a person and are not kept.
        options: What the user chose.
        cursor: A DuckDB cursor of the check's own.
        step: Checked and advanced by what takes long.
    """

    raw: RawTable
    columns: tuple[Column, ...]
    personal: tuple[int, ...]
    options: ReadOptions
    cursor: duckdb.DuckDBPyConnection
    step: Progress

    @functools.cached_property
    def records(self) -> Records:
        """All data records, cells as text; read when first asked for."""
        # The word TOTAL of a receipt is a record like any other.
        words = any(column.field == "text" for column in self.columns)
        return load(self.raw, self.cursor, self.step, sums=not words)

    def read_records(self) -> None:
        """Read all data records now."""
        _ = self.records

    def under(self, step: Progress) -> Source:
        """The same under another step; records that were read go with it."""
        moved = replace(self, step=step)
        if "records" in vars(self):
            vars(moved)["records"] = vars(self).pop("records")
        return moved

    def let_go_but(self, rows: Mask) -> None:
        """Let go of all records but these, unless a column of all of them is to be kept."""
        if not self.options.keep:
            places, records = np.flatnonzero(rows), self.records
            cells = tuple(words.at(places) for words in records.cells)
            vars(self)["records"] = replace(records, cells=cells, row=records.row.gather(places))


@dataclass(frozen=True)
class Checked:
    """Records that were judged.

    Attributes:
        table: The rows to use, `row` first, texts categorical; a `customer` column holds
            identities as the file has them.
        rejects: row, reason, value (the cell behind the reason).
        notes: What had to be assumed, in sentences.
        doubts: row, reason, value of rows that are used although something is odd.
        facts: What the table holds, as JSON values: counts, days, the scale of scores.
        open: Names of read options that the file leaves open, so that the user is asked.
    """

    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...] = ()
    doubts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTS), repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict)
    open: tuple[str, ...] = ()
