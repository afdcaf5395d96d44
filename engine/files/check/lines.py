"""Records and their columns → what each order line says, typed; nothing is judged here.

Every distinct word is read once, in SQL; rows only point at their words.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl

from engine.files.cells.dates import read_dates
from engine.files.cells.numbers import Floats, read_numbers
from engine.files.cells.words import Mask, Places, Words, ask, joined, nothing
from engine.files.check.of_order import moment_of_order, word_of_order
from engine.files.check.reasons import BLANK_WORDS, CANCELLED_WORDS
from engine.files.recognise.columns import Column
from engine.steps import Progress

Cursor = duckdb.DuckDBPyConnection
_UNEVEN = " or ".join(f"contains(cell, {sign})" for sign in ("'  '", "chr(9)", "chr(10)"))
_ONE_SPACE = f"case when {_UNEVEN} then regexp_replace(cell, '\\s+', ' ', 'g') else cell end"
_CANCELLING = f"lower(cell) in ({', '.join(repr(word) for word in CANCELLED_WORDS)})"


@dataclass(frozen=True)
class Lines:
    """Order lines before they are judged; an absent column has no word anywhere.

    Attributes:
        cells: The trimmed cells of the file's columns, by place.
        fields: Field → place of its column.
        order: Order numbers.
        code: Product codes in capitals.
        name: Product names with their white space folded.
        customer: Identities as the file has them.
        category: Categories.
        currency: Currencies.
        quantity: NaN where it is no number; 1 without such a column.
        unit_price: NaN where it is no number or there is no such column.
        moment: Timestamps, null where there is none.
        cancelled: Whether the line says that its order was.
        note: What had to be assumed of dates, or an empty string.
    """

    cells: tuple[Words, ...]
    fields: Mapping[str, int]
    order: Words
    code: Words
    name: Words
    customer: Words
    category: Words
    currency: Words
    quantity: Floats
    unit_price: Floats
    moment: pl.Series
    cancelled: Mask
    note: str

    def __len__(self) -> int:
        return len(self.order)

    @functools.cached_property
    def pairs(self) -> tuple[Places, Places]:
        """Places of order and code, once for each product in an order."""
        keys = np.sort(self.products())
        keys = keys[np.concatenate((keys[:1] >= 0, keys[1:] != keys[:-1]))]
        return keys // len(self.code.distinct), keys % len(self.code.distinct)

    def products(self) -> Places:
        """(rows,) one number for each product in an order."""
        keys: Places = self.order.place.astype(np.int64) * len(self.code.distinct) + self.code.place
        return keys

    def cell(self, field: str) -> Words:
        """The trimmed cells of a field."""
        return self.cells[self.fields[field]] if field in self.fields else nothing(len(self))

    def wrote(self, field: str) -> Mask:
        """(rows,) whether anything stands in the cell of a field."""
        words = self.cell(field)
        return words.spread(words.distinct != "")


@dataclass(frozen=True)
class _Reader:
    """Reads fields of a table whose cells were trimmed."""

    cells: tuple[Words, ...]
    fields: Mapping[str, int]
    cursor: Cursor
    step: Progress

    def words(self, field: str, expression: str = "cell") -> Words:
        """A field's cells that say something, as an expression makes them."""
        self.step.check()
        if field not in self.fields:
            return nothing(len(self.cells[0]))
        words = _saying(self.cells[self.fields[field]])
        if expression == "cell":
            return words
        return words.renamed(ask(self.cursor, words, {"word": expression})["word"])

    def numbers(self, field: str, otherwise: float) -> Floats:
        """A field's numbers; without such a column the same for every row."""
        self.step.check()
        if field not in self.fields:
            return np.full(len(self.cells[0]), otherwise)
        return read_numbers(self.cursor, self.cells[self.fields[field]])

    def moments(self) -> tuple[pl.Series, str]:
        """Date and time of day, which stand in one column or in two."""
        self.step.check()
        if "date" not in self.fields:
            return pl.Series([None] * len(self.cells[0]), dtype=pl.Datetime("us")), ""
        words = self.cells[self.fields["date"]]
        if "time" in self.fields:
            words = joined([words, self.cells[self.fields["time"]]], " ")
        read = read_dates(self.cursor, words)
        return read.by_word.gather(words.place), read.note

    def cancelled(self) -> Mask:
        """Lines whose cell for the day of cancelling is filled, or whose status says so."""
        status = self.words("status", f"case when {_CANCELLING} then cell end")
        return ~self.words("cancelled_at").blank | ~status.blank


def read_lines(
    cells: tuple[Words, ...], columns: Sequence[Column], cursor: Cursor, step: Progress
) -> Lines:
    """Read the cells of all recognised columns.

    Args:
        cells: The trimmed cells of all columns, by place.
        columns: Which column holds which field.
        cursor: Runs the queries over distinct words.
        step: Checked between columns.
    """
    fields = {column.field: column.index for column in columns}
    reader = _Reader(cells, fields, cursor, step)
    moment, note = reader.moments()
    order = reader.words("order_id")
    return Lines(
        cells=reader.cells,
        fields=fields,
        order=order,
        code=reader.words("sku", "upper(cell)"),
        name=reader.words("product", _ONE_SPACE),
        customer=word_of_order(reader.words("customer"), order),
        category=reader.words("category"),
        currency=word_of_order(reader.words("currency"), order),
        quantity=reader.numbers("quantity", 1.0),
        unit_price=reader.numbers("unit_price", float("nan")),
        moment=moment_of_order(moment, order),
        cancelled=reader.cancelled(),
        note=note,
    )


def _saying(words: Words) -> Words:
    """A column without its blank words; only short ones are compared with them."""
    cell = pl.col("cell")
    says = (cell.str.len_bytes() > 4) | ~cell.str.to_lowercase().is_in(BLANK_WORDS)
    return words.renamed(
        words.distinct.to_frame("cell").select(pl.when(says).then(cell)).to_series()
    )
