"""One basket a line, no header, as many cells as products.

This is the layout of the arules package's example data; a line's number is its order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import polars as pl

from engine.files.cells.words import as_categorical
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import order_facts
from engine.files.check.reasons import BLANK_WORDS
from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS, normalised

_KNOWN = {
    heading for kind in KINDS.values() for field in kind.fields for heading in field.headings
} - {"name", "order"}


def is_basket_file(raw: RawTable) -> bool:
    """Whether the first line is a basket like the others: no known heading, words, and ragged."""
    if raw.layout is None or not raw.layout.ragged:
        return False
    if any(normalised(heading) in _KNOWN for heading in raw.headings):
        return False
    cells = [cell for row in raw.layout.rows for cell in row if cell.strip()]
    return sum(any(sign.isalpha() for sign in cell) for cell in cells) > 0.9 * len(cells)


def check_baskets(source: Source) -> Checked:
    """A line for every distinct product of a basket.

    A basket without any product is rejected as `empty_row`.
    """
    rows: list[int] = []
    products: list[str | None] = []
    for row, names in _baskets(source.raw):
        for name in names or (None,):
            rows.append(row)
            products.append(name)
        if row % 10_000 == 0:
            source.step.check()
    lines = pl.DataFrame({"row": rows, "sku": products}, {"row": pl.Int64, "sku": pl.String})
    named = pl.col("sku").is_not_null()
    reason = pl.lit("empty_row").alias("reason")
    rejects = lines.filter(~named).select("row", reason, pl.lit(None, pl.String).alias("value"))
    note = "Every line was read as one basket of products; the file has no header."
    table = _table(lines.filter(named))
    return Checked(table, rejects, (note, *_MISSING), facts=order_facts(table))


_MISSING = (
    "The file has no prices: bundles come without prices.",
    "The file has no dates: every order counts alike, whenever it was.",
)


def _table(lines: pl.DataFrame) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    table = lines.select(
        "row",
        pl.col("row").cast(pl.String).alias("order_id"),
        "sku",
        pl.col("sku").alias("title"),
        pl.lit(1.0).alias("quantity"),
        pl.lit(None, pl.Float64).alias("unit_price"),
        pl.lit(None, pl.Datetime("us")).alias("moment"),
        nothing.alias("customer"),
        nothing.alias("category"),
    )
    return table.with_columns(as_categorical(column) for column in table)


def _baskets(raw: RawTable) -> Iterator[tuple[int, list[str]]]:
    assert raw.layout is not None  # noqa: S101 - only text can be a basket file
    with raw.path.open(encoding="utf-8", newline="") as file:
        records = (cells for cells in csv.reader(file, delimiter=raw.layout.delimiter) if cells)
        for row, cells in enumerate(records, start=1):
            names = (" ".join(cell.split()) for cell in cells)
            yield row, list(dict.fromkeys(n for n in names if n.lower() not in BLANK_WORDS))
