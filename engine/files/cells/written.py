"""Dates in the shape that computers write, `2026-03-01 20:26:05`, read at once."""

from __future__ import annotations

import datetime as dt

import polars as pl

_DAY = "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"
_SHAPES = {
    f"{_DAY} [0-9]{{2}}:[0-9]{{2}}:[0-5][0-9]$": "%Y-%m-%d %H:%M:%S",
    f"{_DAY}$": "%Y-%m-%d",
}
_END = dt.datetime(9999, 12, 31)  # noqa: DTZ001 - as written


def as_computers_write(cells: pl.Series) -> pl.Series | None:
    """The moments of cells that are all of one such shape; None where any is not, or is no date.

    Args:
        cells: Text, null where there is none.
    """
    said = cells.drop_nulls()
    for shape, way in _SHAPES.items():
        # The first one tells quickly that a column is of no such shape.
        if len(said) and all(some.str.contains(shape).all() for some in (said.head(1), said)):
            moments = cells.str.to_datetime(way, time_unit="us", strict=False)
            read = moments.null_count() == cells.null_count() and (moments < _END).all()
            return moments if read else None
    return None
