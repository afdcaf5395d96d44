"""Records and their columns → what each order line says, typed; nothing is judged here.

Every distinct word is read once, in SQL; rows only point at their words.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.files.cells.dates import Moments
from engine.files.cells.numbers import Floats, Numbers
from engine.files.cells.words import Mask, Places, Words, nothing
from engine.files.check.checked import Source
from engine.files.check.line_reader import LineReader
from engine.files.check.of_order import moment_of_order, word_of_order

_UNEVEN = " or ".join(f"contains(cell, {sign})" for sign in ("'  '", "chr(9)", "chr(10)"))
_ONE_SPACE = f"case when {_UNEVEN} then regexp_replace(cell, '\\s+', ' ', 'g') else cell end"


@dataclass(frozen=True)
class Lines:
    """Order lines before they are judged; an absent column has no word anywhere.

    Attributes:
        cells: The trimmed cells of the file's columns, by place.
        fields: Field → place of its column.
        order: Order numbers.
        code: Product codes in capitals.
        variant: Numbers of variants in the shop system.
        name: Product names with their white space folded.
        customer: Identities as the file has them.
        category: Categories.
        currency: Currencies.
        quantity: NaN where it is no number; 1 without such a column.
        unit_price: NaN where it is no number or there is no such column; where the file has a
            line's total instead, that by the quantity, to a millionth.
        moment: Timestamps, null where there is none.
        cancelled: Whether the line says that its order was.
        status: `pending` or `partly` (refunded) where the line says so.
        notes: What had to be assumed, in sentences.
        open: Names of read options that the file leaves open.
        ways: Read options that its cells decided, as they were decided.
    """

    cells: tuple[Words, ...]
    fields: Mapping[str, int]
    order: Words
    code: Words
    variant: Words
    name: Words
    customer: Words
    category: Words
    currency: Words
    quantity: Floats
    unit_price: Floats
    moment: pl.Series
    cancelled: Mask
    status: Words
    notes: tuple[str, ...]
    open: tuple[str, ...]
    ways: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.order)

    @functools.cached_property
    def pairs(self) -> tuple[Places, Places]:
        """Places of order and code, once for each product in an order."""
        keys = self.products()
        keys.sort()
        keys = keys[np.concatenate((keys[:1] >= 0, keys[1:] != keys[:-1]))]
        orders = (keys // len(self.code.distinct)).astype(np.uint32)
        keys %= len(self.code.distinct)
        return orders, keys.astype(np.uint32)

    def products(self) -> Places:
        """(rows,) one number for each product in an order."""
        keys: Places = self.order.place.astype(np.int64) * len(self.code.distinct) + self.code.place
        return keys

    @property
    def priced_by(self) -> str:
        """The field that prices come from; empty where there are none."""
        return next((name for name in ("unit_price", "line_total") if name in self.fields), "")

    def cell(self, field: str) -> Words:
        """The trimmed cells of a field."""
        return self.cells[self.fields[field]] if field in self.fields else nothing(len(self))

    def wrote(self, field: str) -> Mask:
        """(rows,) whether anything stands in the cell of a field."""
        words = self.cell(field)
        return words.spread(words.distinct != "")


def read_lines(cells: tuple[Words, ...], source: Source) -> Lines:
    """Read the cells of all recognised columns.

    Args:
        cells: The trimmed cells of all columns, by place.
        source: Where they come from, and how to read them.
    """
    fields = {column.field: column.index for column in source.columns}
    headings = {column.field: column.heading for column in source.columns}
    reader = LineReader(cells, fields, headings, source.options, source.cursor, source.step)
    moment, dates = reader.moments()
    order, order_note = reader.ids("order_id")
    customer, customer_note = reader.ids("customer")
    code, code_note = reader.ids("sku", "upper(cell)")
    numbers = reader.numbers("quantity", "unit_price", "line_total")
    quantity = _rows(numbers, "quantity", np.ones(len(order)))
    cancelled, status = reader.status()
    opened = {"date_order": dates.open, "decimals": any(read.open for read in numbers.values())}
    notes = (dates.note, order_note, code_note, customer_note, *_of_numbers(numbers, headings))
    return Lines(
        cells=reader.cells,
        fields=fields,
        order=order,
        code=code,
        variant=reader.words("variant_id"),
        name=reader.words("product", _ONE_SPACE),
        customer=word_of_order(customer, order),
        category=reader.words("category"),
        currency=word_of_order(reader.words("currency", "upper(cell)"), order),
        quantity=quantity,
        unit_price=_price(numbers, quantity),
        moment=moment_of_order(moment, order),
        cancelled=cancelled,
        status=status,
        notes=tuple(filter(None, notes)),
        open=tuple(name for name, is_open in opened.items() if is_open),
        ways=_ways(dates, numbers),
    )


def _ways(dates: Moments, numbers: Mapping[str, Numbers]) -> dict[str, str]:
    """Read options that the cells decided, as they were decided."""
    signs = {read.sign for read in numbers.values()} - {""}
    found = {"date_order": dates.order, "decimals": signs.pop() if len(signs) == 1 else ""}
    return {name: way for name, way in found.items() if way}


def _rows(numbers: Mapping[str, Numbers], field: str, otherwise: Floats) -> Floats:
    return numbers[field].by_row if field in numbers else otherwise


def _price(numbers: Mapping[str, Numbers], quantity: Floats) -> Floats:
    """The price of one: as written, or a line's total by its quantity, both of one sign."""
    none = np.full(len(quantity), np.nan)
    if "unit_price" in numbers or "line_total" not in numbers:
        return _rows(numbers, "unit_price", none)
    price = np.divide(numbers["line_total"].by_row, quantity, out=none, where=quantity != 0)
    whole: Floats = np.round(price, 6)
    return whole


def _of_numbers(numbers: Mapping[str, Numbers], headings: Mapping[str, str]) -> Iterator[str]:
    for field, read in numbers.items():
        if read.note:
            yield f"{headings[field]!r}: {read.note}"
