"""Rows left out, mended by the user and dropped in again → the rows that changed.

The download names each row by its table and number. Only numbers of rows that were left out
count, and only once; a row whose cells are as they were stays out for the reason it had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

TABLE, ROW = "backroom_table", "backroom_row"
_GUARDED = r"^'([=+\-@\t\r])"  # the apostrophe that keeps a spreadsheet from running a cell
_NAMED = 10  # row numbers that a sentence names


@dataclass(frozen=True)
class Changed:
    """What a file of corrections changes.

    Attributes:
        cells: row, then the cells of recognised columns (c0, c3, …) as they were mended.
        unchanged: Rows that are as they were.
        refused: Why other rows of the file do not count, in sentences.
    """

    cells: pl.DataFrame = field(repr=False)
    unchanged: int
    refused: tuple[str, ...]


def changed_rows(
    left_out: pl.DataFrame, sent: pl.DataFrame, columns: Mapping[str, str], table: str
) -> Changed:
    """Compare mended rows with what was left out.

    Args:
        left_out: row, reason, value, then the cells of recognised columns (c0, c3, …), as text.
        sent: The records of the corrections, as text, under the headings of the download.
        columns: Heading → name of its cells in `left_out`; other cells stay as they were.
        table: Id of the table that the rows were left out of.
    """
    sent = sent.rename({name: _unguarded_heading(name) for name in sent.columns})
    told = {heading: cell for heading, cell in columns.items() if heading in sent.columns}
    rows = sent.select(
        pl.col(ROW).str.strip_chars().cast(pl.Int64, strict=False).alias("row"),
        (pl.col(TABLE).str.strip_chars() if TABLE in sent.columns else pl.lit(table)).alias("of"),
        *(_plain(heading).alias(cell) for heading, cell in told.items()),
    )
    here = rows.filter(pl.col("of").fill_null(table) == table)
    known = here.filter(pl.col("row").is_in(left_out["row"].implode()))
    once = known.filter(pl.col("row").is_unique())
    refused = _refused(rows, here, known)
    cells = [name for name in left_out.columns if name not in ("row", "reason", "value")]
    before = left_out.select("row", *(_plain(cell).alias(cell) for cell in cells))
    both = once.join(before, on="row", suffix=" before", maintain_order="left")
    differs = pl.any_horizontal(
        pl.lit(value=False),
        *(pl.col(cell).ne_missing(pl.col(f"{cell} before")) for cell in told.values()),
    )
    unsent = [pl.col(cell) for cell in cells if cell not in told.values()]
    mended = both.filter(differs).sort("row")
    kept = mended.select("row", *told.values(), *unsent).select("row", *cells)
    return Changed(kept, both.height - mended.height, refused)


def _plain(column: str) -> pl.Expr:
    """A cell as it is compared: no white space around, no guard, null where it is empty."""
    text = pl.col(column).cast(pl.String).str.strip_chars().str.replace(_GUARDED, "$1")
    return pl.when(text != "").then(text)


def _unguarded_heading(heading: str) -> str:
    return heading[1:] if heading[:1] == "'" and heading[1:2] in "=+-@\t\r" else heading


def _refused(rows: pl.DataFrame, here: pl.DataFrame, known: pl.DataFrame) -> tuple[str, ...]:
    """Why rows do not count: another table's, unknown or repeated."""
    sentences = []
    if foreign := rows.height - here.height:
        sentences.append(f"Rows that belong to another file do not count here: {foreign:,}.")
    if numberless := here["row"].null_count():
        sentences.append(f"Rows without a whole number in {ROW} do not count: {numberless:,}.")
    strange = here["row"].drop_nulls().unique().sort()
    strange = strange.filter(~strange.is_in(known["row"].implode()))
    if len(strange):
        sentences.append(f"Rows that were not left out do not count: {_listed(strange)}.")
    twice = known.filter(pl.col("row").is_duplicated())["row"].unique().sort()
    if len(twice):
        sentences.append(f"Rows that stand here more than once do not count: {_listed(twice)}.")
    return tuple(sentences)


def _listed(rows: pl.Series) -> str:
    named = ", ".join(f"{row:,}" for row in rows.head(_NAMED))
    return named + (f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else "")
