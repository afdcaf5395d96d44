"""The rows that were left out, as they stand in the file: to be mended and read again."""

from __future__ import annotations

from collections.abc import Callable, Collection

import polars as pl

from engine.files.check.checked import Source

CELL = "c{}"


def with_cells(
    rejects: pl.DataFrame,
    source: Source,
    extras: Collection[str],
    hashed: Callable[[pl.Series], pl.Series],
) -> pl.DataFrame:
    """Rejects with the cells of every column that is kept, by place, named c0, c3 and so on.

    Args:
        rejects: row, reason, value.
        source: Where they were left out of; other columns may tell a person and are not kept.
        extras: Headings of columns that are kept although they hold no field.
        hashed: Hides the identities of a column that tells a person.
    """
    if "records" not in vars(source) or not source.columns:
        return rejects  # the check read the file in its own way
    left = source.records.row.is_in(rejects["row"].implode())
    at = left.arg_true().to_numpy()
    columns = [source.records.row.filter(left).alias("row")]
    personal = {column.index: column.personal for column in source.columns}
    kept = [source.raw.headings.index(heading) for heading in extras]
    for index in sorted({*personal, *kept}):
        told = source.records.cells[index].at(at).text.alias(CELL.format(index))
        columns.append(hashed(told).cast(pl.String) if personal.get(index) else told)
    return rejects.join(pl.DataFrame(columns), on="row", how="left", maintain_order="left")
