"""Dates as people write them → SQL expressions that read them, decided over the whole column."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

ISO = "try_cast({cell} as timestamp)"
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", "T%H:%M:%S")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")
_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d.%m.%y")
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d-%b-%y", "%Y/%m/%d")


@dataclass(frozen=True)
class DateReading:
    """How a column of dates is read.

    Attributes:
        expression: SQL of our own that yields a timestamp, or NULL where a cell is none.
        note: What had to be assumed, or an empty string.
    """

    expression: str
    note: str = ""


def date_expression(cursor: duckdb.DuckDBPyConnection, cell: str) -> DateReading:
    """Decide how a text column of `raw` is read as timestamps.

    Args:
        cursor: Holds the table `raw`.
        cell: An expression of our own for the cell; never user text.
    """
    iso = ISO.format(cell=cell)
    filled, read = _counts(cursor, cell, iso)
    if read >= 0.95 * filled:
        return DateReading(iso)
    serial = f"(timestamp '1899-12-30' + to_seconds(86400 * try_cast({cell} as double)))"
    named, month, day = (_strptime(cell, dates) for dates in (_NAMED, _MONTH_FIRST, _DAY_FIRST))
    counted = [(_counts(cursor, cell, way)[1], way) for way in (iso, named, day, month)]
    best, way = max(counted, key=lambda pair: pair[0])
    if best == 0 and _counts(cursor, cell, serial)[1] > 0.9 * filled:
        return DateReading(serial, "Dates were read as Excel day numbers.")
    if counted[2][0] == counted[3][0] == best and best:
        return _day_or_month(cursor, day, month)
    return DateReading(way)


def _day_or_month(cursor: duckdb.DuckDBPyConnection, day: str, month: str) -> DateReading:
    """Both orders read every cell: take the one under which the file is closer to sorted."""
    falls = []
    for way in (day, month):
        query = (
            f"select count(*) filter (moment < before) from (select {way} as moment,"  # noqa: S608
            f" lag({way}) over (order by row) as before from raw)"
        )
        falls.append(cursor.sql(query).fetchall()[0][0])
    name, way = ("month", month) if falls[1] < falls[0] else ("day", day)
    return DateReading(way, f"Dates fit both ways round; they were read with the {name} first.")


def _strptime(cell: str, dates: tuple[str, ...]) -> str:
    formats = ", ".join(f"'{date}{time}'" for date in dates for time in _TIMES)
    return f"try_strptime({cell}, [{formats}])"


def _counts(cursor: duckdb.DuckDBPyConnection, cell: str, way: str) -> tuple[int, int]:
    query = f"select count(nullif({cell}, '')), count({way}) from raw"  # noqa: S608
    filled, read = cursor.sql(query).fetchall()[0]
    return filled, read
