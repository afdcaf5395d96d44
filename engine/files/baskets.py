"""One basket a line, no header, as many cells as products: → the tables `used` and `rejected`.

This is the layout of the arules package's example data; a line's number is its order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import duckdb
import polars as pl

from engine.files.fields import ORDER_FIELDS, normalised
from engine.files.raw import RawTable
from engine.files.reasons import BLANK_WORDS
from engine.steps import Progress

_KNOWN = {heading for field in ORDER_FIELDS for heading in field.headings} - {"name", "order"}


def is_basket_file(raw: RawTable) -> bool:
    """Whether the first line is a basket like the others: no known heading, words, and ragged."""
    if raw.layout is None or not raw.layout.ragged:
        return False
    if any(normalised(heading) in _KNOWN for heading in raw.headings):
        return False
    cells = [cell for row in raw.layout.rows for cell in row if cell.strip()]
    return sum(any(sign.isalpha() for sign in cell) for cell in cells) > 0.9 * len(cells)


def check_baskets(raw: RawTable, cursor: duckdb.DuckDBPyConnection, step: Progress) -> None:
    """Create `used`, a row for every distinct product of a basket, and `rejected`.

    A basket without any product is rejected as `empty_row`.
    """
    rows: list[int] = []
    products: list[str | None] = []
    for row, names in _baskets(raw):
        for name in names or (None,):
            rows.append(row)
            products.append(name)
        if row % 10_000 == 0:
            step.check()
    lines = pl.DataFrame({"row": rows, "sku": products}, {"row": pl.Int64, "sku": pl.String})
    cursor.register("baskets", lines)
    cursor.execute(
        """
        create or replace temp table used as
        select row, row::varchar as order_id, sku, sku as title, 1::double as quantity,
            null::double as unit_price, null::timestamp as moment, null::varchar as customer,
            null::varchar as category
        from baskets where sku is not null
        """
    )
    cursor.execute(
        "create or replace temp table rejected as "
        "select row, 'empty_row' as reason, null::varchar as value from baskets where sku is null"
    )
    cursor.unregister("baskets")


def _baskets(raw: RawTable) -> Iterator[tuple[int, list[str]]]:
    assert raw.layout is not None  # noqa: S101 - only text can be a basket file
    with raw.path.open(encoding="utf-8", newline="") as file:
        records = (cells for cells in csv.reader(file, delimiter=raw.layout.delimiter) if cells)
        for row, cells in enumerate(records, start=1):
            names = (" ".join(cell.split()) for cell in cells)
            yield row, list(dict.fromkeys(n for n in names if n.lower() not in BLANK_WORDS))
