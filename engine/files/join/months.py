"""Several order exports → one, whatever they overlap in and in which order they were dropped.

1. Files are put in order: by their first day, then by their content.
2. Files in another currency than most lines are left out.
3. The same order in several files is taken from the export that reaches furthest; the same
   number for different orders is told apart.
4. What is left is one table whose rows run on from file to file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.files.check.checked import REJECTS
from engine.files.join.part import Part, as_checked, stacked
from engine.files.join.same_order import Meeting, meet

_LATE = "~"  # after all years: a file without days comes last


@dataclass(frozen=True)
class Months:
    """Several order exports as one.

    Attributes:
        table: The lines to use; rows count on from file to file.
        rejects: row, reason, value of the rows left out, by the files' checks and here.
        doubts: row, reason, value of rows in `table`.
        read: Records in all files.
        account: files [{id, name, first_row, last_row, read, used}], in the order of their rows;
            shared_orders, told_apart, other_currency.
        notes: What was done, in sentences.
    """

    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)
    read: int
    account: Mapping[str, Any]
    notes: tuple[str, ...]


def join_months(parts: Sequence[Part]) -> Months:
    """Put order exports together.

    Args:
        parts: Checked tables of order lines or baskets, at least one.
    """
    parts = sorted(parts, key=lambda part: (_reach(part)[0], part.content))
    lines = _numbered([part.table for part in parts], parts)
    rejects = _numbered([part.rejects for part in parts], parts)
    doubts = _numbered([part.doubts for part in parts], parts)
    lines, foreign, other = _of_one_currency(lines, parts)
    meeting = meet(lines, rejects, _files(parts))
    table = meeting.lines.drop("file")
    here = [foreign, meeting.rejects]
    whole = pl.concat([rejects.drop("file"), *here]).sort("row", maintain_order=True)
    kept = doubts.filter(pl.col("row").is_in(table["row"].unique().implode())).drop("file")
    account = {
        "files": _told(parts, table["row"]),
        "shared_orders": meeting.shared,
        "told_apart": meeting.told_apart,
        "other_currency": other,
    }
    notes = (*_currency_notes(other), *_meeting_notes(meeting, parts))
    read = sum(part.read for part in parts)
    return Months(
        as_checked(table.sort("row", maintain_order=True)), whole, kept, read, account, notes
    )


def _reach(part: Part) -> tuple[str, str]:
    """First and last moment of a file as sortable text; one without days reaches nowhere."""
    moments = part.table["moment"]
    told = [moment.isoformat() for moment in (moments.min(), moments.max()) if moment is not None]  # type: ignore[union-attr]
    return (told[0], told[1]) if told else (_LATE, "")


def _offsets(parts: Sequence[Part]) -> list[int]:
    """Records read before each file."""
    return [sum(part.read for part in parts[:place]) for place in range(len(parts))]


def _numbered(tables: Sequence[pl.DataFrame], parts: Sequence[Part]) -> pl.DataFrame:
    """Tables one under the other, with running row numbers and the place of their file."""
    places = zip(tables, _offsets(parts), strict=True)
    return stacked(
        [
            table.with_columns(pl.col("row") + offset, file=pl.lit(place, pl.Int64))
            for place, (table, offset) in enumerate(places)
        ]
    )


def _files(parts: Sequence[Part]) -> pl.DataFrame:
    """file, first, last (days or null), rank (how far it reaches, 0 the least), numbered."""
    places = range(len(parts))
    order = sorted(places, key=lambda place: (_reach(parts[place])[1], parts[place].content))
    frame = pl.DataFrame(
        {
            "file": pl.Series(places, dtype=pl.Int64),
            "first": pl.Series([part.table["moment"].min() for part in parts], dtype=pl.Datetime),
            "last": pl.Series([part.table["moment"].max() for part in parts], dtype=pl.Datetime),
            "rank": pl.Series([order.index(place) for place in places], dtype=pl.Int64),
            "numbered": [part.numbered for part in parts],
        }
    )
    return frame.with_columns(pl.col("first", "last").dt.date())


def _of_one_currency(
    lines: pl.DataFrame, parts: Sequence[Part]
) -> tuple[pl.DataFrame, pl.DataFrame, list[dict[str, Any]]]:
    """The lines in the currency of most, the others as rejects, and which files those were."""
    currencies = [part.facts.get("currency") for part in parts]
    counts: dict[str, int] = {}
    for part, currency in zip(parts, currencies, strict=True):
        if currency:
            counts[currency] = counts.get(currency, 0) + part.table.height
    main = min(counts, key=lambda name: (-counts[name], name), default=None)
    foreign = [k for k, currency in enumerate(currencies) if currency not in (None, "", main)]
    out = pl.col("file").is_in(foreign)
    named = pl.col("file").replace_strict(
        {k: currencies[k] for k in foreign}, default=None, return_dtype=pl.String
    )
    rejects = lines.filter(out).select(
        "row", pl.lit("other_currency").alias("reason"), named.alias("value")
    )
    other = [{"name": parts[k].name, "currency": currencies[k], "main": main} for k in foreign]
    return lines.filter(~out), rejects.unique("row", maintain_order=True).cast(REJECTS), other  # type: ignore[arg-type]


def _told(parts: Sequence[Part], rows: pl.Series) -> list[dict[str, Any]]:
    """Which rows are whose, and how many of them are used."""
    rows = rows.unique()
    return [
        {
            "id": part.id,
            "name": part.name,
            "first_row": offset + 1,
            "last_row": offset + part.read,
            "read": part.read,
            "used": int(rows.is_between(offset + 1, offset + part.read).sum()),
        }
        for part, offset in zip(parts, _offsets(parts), strict=True)
    ]


def _currency_notes(other: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        f"{file['name']} is in {file['currency']}, most lines are in {file['main']}: it was left "
        "out, because prices in two currencies cannot be compared."
        for file in other
    ]


def _meeting_notes(meeting: Meeting, parts: Sequence[Part]) -> list[str]:
    notes = []
    if len(parts) > 1:
        named = ", ".join(f"{place}: {part.name}" for place, part in enumerate(parts, 1))
        notes.append(
            f"{len(parts)} files were put together ({named}); rows count on in this order."
        )
    if meeting.shared:
        notes.append(
            f"{meeting.shared:,} orders are in several files; each was taken from the export that "
            "reaches furthest."
        )
    if meeting.told_apart:
        notes.append(
            f"{meeting.told_apart:,} order numbers stand for different orders in different files; "
            "they were told apart by the file, as in “1 (file 2)”."
        )
    if meeting.cancelled:
        notes.append(f"{meeting.cancelled:,} orders are cancelled in a later export: left out.")
    return notes
