"""A checked table and its left-out rows, mended by the user → the table with those rows in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import polars as pl

from engine.errors import FileRefused
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import order_facts
from engine.files.check.kinds import CHECKS
from engine.files.check.reasons import REASONS
from engine.files.forms.raw import RawTable, load
from engine.files.forms.records import all_records
from engine.files.join.corrections import ROW, TABLE, Changed, changed_rows
from engine.files.join.part import as_checked, as_words, stacked
from engine.files.options import ReadOptions
from engine.files.recognise.columns import Column
from engine.steps import Progress

# What a row is that says the same as one that is used already.
_COPIES = {"orders": "duplicate_line", "receipts": "duplicate_word", "catalog": "duplicate_variant"}
_EXTRAS = ("segment: ", "rating: ", "other: ")


@dataclass(frozen=True)
class Origin:
    """The table that rows were left out of.

    Attributes:
        id: Its id.
        kind: Name of its kind.
        columns: Which column holds which field.
        headings: All headings of its file.
        options: How it was read; ways that were found in the file are chosen.
        read: Data records in its file.
        table: Its rows.
        left_out: row, reason, value, then cells by place (c0, c3, …).
        doubts: row, reason, value.
        facts: What it holds.
        notes: What was assumed.
    """

    id: str
    kind: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    options: ReadOptions
    read: int
    table: pl.DataFrame = field(repr=False)
    left_out: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mended:
    """The table with the mended rows; attributes as those of a reading."""

    read: int
    used: int
    rejected: dict[str, int]
    doubted: dict[str, int]
    notes: tuple[str, ...]
    facts: Mapping[str, Any]
    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)


def is_corrections(raw: RawTable) -> bool:
    """Whether a file is one of rows that were left out, to be read again."""
    return TABLE in raw.headings and ROW in raw.headings


def origin_of(raw: RawTable) -> str:
    """Id of the table that the rows of a file of corrections were left out of.

    Raises:
        FileRefused: They name none, or several.
    """
    place = raw.headings.index(TABLE)
    named = {row[place].strip() for row in raw.sample if place < len(row)} - {""}
    if len(named) != 1:
        raise FileRefused(
            f"The rows in {TABLE!r} name {len(named)} tables; mended rows of one file are needed."
        )
    return named.pop()


def mend(
    origin: Origin, raw: RawTable, cursor: duckdb.DuckDBPyConnection, step: Progress
) -> Mended:
    """Judge the rows that were changed and add those that pass.

    Args:
        origin: The table that they were left out of.
        raw: The file of corrections, looked at.
        cursor: A DuckDB cursor of the caller's own.
        step: Checked by what takes long.
    """
    cells = load(raw, cursor, step).cells
    sent = pl.DataFrame({name: words.text for name, words in zip(raw.headings, cells, strict=True)})
    # Identities were sent as hashes and stay what they were: whatever stands there is not kept.
    hidden = {column.index for column in origin.columns if column.personal}
    places = {
        heading: f"c{place}"
        for place, heading in enumerate(origin.headings)
        if f"c{place}" in origin.left_out.columns and place not in hidden
    }
    changed = changed_rows(origin.left_out, sent, places, origin.id)
    if not changed.cells.height:
        return _merged(origin, changed, None)
    lines = _with_known_dates(origin, changed.cells)
    columns = tuple(
        replace(column, index=lines.columns.index(f"c{column.index}") - 1)
        for column in origin.columns
    )
    source = Source(raw, columns, (), origin.options, cursor, step)
    vars(source)["records"] = replace(all_records(lines.drop("row")), row=lines["row"])
    return _merged(origin, changed, CHECKS[origin.kind](source))


def _with_known_dates(origin: Origin, cells: pl.DataFrame) -> pl.DataFrame:
    """A line without a day takes its order's, which other lines of it may tell."""
    place = {column.field: f"c{column.index}" for column in origin.columns}
    if origin.kind != "orders" or "date" not in place or "time" in place:
        return cells
    day, order = place["date"], place["order_id"]
    lines = as_words(origin.table.select("order_id", "moment"))
    earliest = pl.col("moment").min().cast(pl.String).alias("known")
    known = lines.group_by("order_id").agg(earliest)
    both = cells.join(known, left_on=order, right_on="order_id", how="left", maintain_order="left")
    return both.with_columns(pl.coalesce(day, "known").alias(day)).select(cells.columns)


def _merged(origin: Origin, changed: Changed, checked: Checked | None) -> Mended:
    added, failed, doubts = _judged(origin, changed, checked)
    table = as_checked(stacked([origin.table, added]).select(origin.table.columns).sort("row"))
    rejects = _rejects(origin, changed, added, failed)
    facts = dict(origin.facts)
    if origin.kind == "orders":
        facts |= order_facts(table)
    notes = (
        f"{added.height:,} mended rows were added, {failed.height:,} still cannot be used; "
        f"{changed.unchanged:,} rows were sent as they were.",
        *changed.refused,
        *origin.notes,
    )
    used = table["row"].n_unique()
    return Mended(
        origin.read, used, _counts(rejects), _counts(doubts), notes, facts, table, rejects, doubts
    )


def _judged(
    origin: Origin, changed: Changed, checked: Checked | None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Rows to add, rows that fail again (row, reason, value), and all doubts."""
    nothing = origin.left_out.select("row", "reason", "value").clear()
    if checked is None:
        return as_words(origin.table.clear()), nothing, origin.doubts
    added = as_words(checked.table)
    added = added.select(name for name in added.columns if not name.startswith(_EXTRAS))
    added = _with_extras(origin, changed, added)
    copies = added.clear()
    if origin.kind in _COPIES:
        told = [name for name in origin.table.columns if name != "row"]
        copies = added.join(as_words(origin.table), on=told, how="semi", nulls_equal=True)
        added = added.join(copies, on="row", how="anti")
    again = copies.select(
        "row",
        pl.lit(_COPIES.get(origin.kind, "")).alias("reason"),
        pl.lit(None, pl.String).alias("value"),
    )
    cancelled = _of_cancelled(origin, changed, added)
    added = added.filter(~_in(cancelled["row"]))
    failed = pl.concat([checked.rejects.select("row", "reason", "value"), again, cancelled])
    doubts = pl.concat([origin.doubts, checked.doubts.filter(_in(added["row"]))]).sort("row")
    return added, failed, doubts


def _of_cancelled(origin: Origin, changed: Changed, added: pl.DataFrame) -> pl.DataFrame:
    """row, reason, value of mended rows whose order a row that was not mended cancels."""
    nothing = origin.left_out.select("row", "reason", "value").clear()
    if origin.kind != "orders":
        return nothing
    said = origin.left_out.filter(~_in(changed.cells["row"]), reason="cancelled_order")["value"]
    met = added.filter(pl.col("order_id").is_in(said.drop_nulls().implode()))
    reason = pl.lit("cancelled_order").alias("reason")
    return pl.concat([nothing, met.select("row", reason, pl.col("order_id").alias("value"))])


def _with_extras(origin: Origin, changed: Changed, added: pl.DataFrame) -> pl.DataFrame:
    """Columns beyond the fields, as they stand in the mended rows."""
    extras = []
    for name in origin.table.columns:
        heading = name.partition(": ")[2] if name.startswith(_EXTRAS) else ""
        if heading in origin.headings:
            cell = f"c{origin.headings.index(heading)}"
            if cell in changed.cells.columns:
                extras.append(pl.col(cell).alias(name))
    cells = changed.cells.select("row", *extras)
    joined = added.join(cells, on="row", how="left", maintain_order="left")
    missing = [name for name in origin.table.columns if name not in joined.columns]
    return joined.with_columns(pl.lit(None).alias(name) for name in missing).select(
        origin.table.columns
    )


def _rejects(
    origin: Origin, changed: Changed, added: pl.DataFrame, failed: pl.DataFrame
) -> pl.DataFrame:
    """What stays out: unchanged rows with the reason they had, changed ones with their new one."""
    before = origin.left_out.filter(~_in(added["row"]) & ~_in(failed["row"]))
    again = failed.join(changed.cells, on="row", how="left", maintain_order="left")
    return pl.concat([before, again], how="diagonal").select(origin.left_out.columns).sort("row")


def _in(rows: pl.Series) -> pl.Expr:
    return pl.col("row").is_in(rows.implode())


def _counts(rejects: pl.DataFrame) -> dict[str, int]:
    counts = dict(rejects.group_by("reason").len().iter_rows())
    return {reason: counts[reason] for reason in REASONS if reason in counts}
