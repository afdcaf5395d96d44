"""Which column of a checked table is asked about, and its texts."""

from __future__ import annotations

import polars as pl

from engine.errors import OptionRefused
from engine.workspace import CheckedTable

USUAL = ("comment", "title", "text")
HASHED = "customer"
SEGMENT = "segment: "


def find_column(table: CheckedTable, lines: pl.DataFrame, wanted: str) -> str:
    """The column of the checked lines that is meant.

    Args:
        table: What the file turned out to hold.
        lines: Its checked lines.
        wanted: A column of the lines, a field's name or a heading of the file; empty for the
            comments, else the products' names, else the words of receipts.

    Raises:
        OptionRefused: There is no such column with texts; the message lists those there are.
    """
    texts = [column.name for column in lines if column.name != HASHED and _has_texts(column)]
    if not wanted:
        usual = [name for name in USUAL if name in texts]
        if usual:
            return usual[0]
    # The checked lines name some fields in their own way.
    fields = {"product": "title", "product_title": "title"}
    told = {column["heading"]: column["field"] for column in table.columns}
    field = told.get(wanted, wanted)
    for name in (wanted, field, fields.get(field, ""), SEGMENT + wanted):
        if name in texts:
            return name
    which = f"column {wanted!r} with texts" if wanted else "column that is asked about by itself"
    there = ", ".join(name.removeprefix(SEGMENT) for name in texts) or "none"
    raise OptionRefused(f"{table.name} has no {which}; columns with texts are {there}.")


def heading_of(table: CheckedTable, column: str) -> str:
    """The heading in the file of a column of the checked lines."""
    fields = {column, "product"} if column == "title" else {column}
    for known in table.columns:
        if known["field"] in fields:
            return str(known["heading"])
    return column.removeprefix(SEGMENT)


def texts_of(lines: pl.DataFrame, column: str) -> pl.DataFrame:
    """Number and text of each checked line."""
    return lines.select("row", pl.col(column).cast(pl.String).alias("text"))


def _has_texts(column: pl.Series) -> bool:
    text = isinstance(column.dtype, pl.String | pl.Categorical | pl.Enum)
    return text and column.null_count() < len(column)
