"""Columns that the user wants kept although they hold no field, or tell a person."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.errors import OptionRefused
from engine.files.check.checked import Source

OTHER = "other: {}"


def with_kept(table: pl.DataFrame, source: Source) -> pl.DataFrame:
    """A checked table with the columns to keep, as text under `other: <heading>`.

    Those that the kind's own check has kept already are not added again.

    Raises:
        OptionRefused: A column to keep is not in the file.
    """
    headings = source.raw.headings
    there = {name.partition(": ")[2] for name in table.columns if ": " in name}
    fields = {column.heading for column in source.columns}
    for heading in source.options.keep:
        if heading not in headings:
            raise OptionRefused(
                f"There is no column {heading!r} to keep; columns are {', '.join(headings[:12])}."
            )
    missing = [name for name in source.options.keep if name not in there | fields]
    if not missing or "records" not in vars(source):
        return table
    records = source.records
    every = np.ones(len(records.row), dtype=bool)
    cells = [
        records.cells[headings.index(name)].categorical(every).alias(OTHER.format(name))
        for name in missing
    ]
    cells.append(records.row.alias("row"))
    return table.join(pl.DataFrame(cells), on="row", how="left", maintain_order="left")
