"""Dates as people write them, read with SQL in a way decided over the whole column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from engine.files.cells.words import Words, ask, told

ISO = "try_cast(cell as timestamp)"
# Day numbers of the years 1954 to 2119.
SERIAL = (
    "case when try_cast(cell as double) between 20000 and 80000 then "
    "timestamp '1899-12-30' + to_seconds(86400 * try_cast(cell as double)) end"
)
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", "T%H:%M:%S")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")
_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d.%m.%y")
_NAMED = (
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
    "%Y%m%d",
)


@dataclass(frozen=True)
class Moments:
    """A column of dates that was read.

    Attributes:
        by_word: A timestamp for each of the column's words, or null where it is none.
        note: What had to be assumed, or an empty string.
    """

    by_word: pl.Series
    note: str = ""


def read_dates(cursor: duckdb.DuckDBPyConnection, words: Words) -> Moments:
    """Read a text column as timestamps.

    Args:
        cursor: Runs the queries.
        words: The column's words.
    """
    plain = ask(cursor, words, {"moment": _on_calendar(ISO), "read": f"{ISO} is not null"})
    filled = int(words.rows[words.distinct.fill_null("").to_numpy() != ""].sum())
    if words.rows[plain["read"].to_numpy()].sum() >= 0.95 * filled:
        return Moments(plain["moment"])
    ways = {"iso": ISO} | {
        name: _strptime(dates)
        for name, dates in (("named", _NAMED), ("day", _DAY_FIRST), ("month", _MONTH_FIRST))
    }
    counted = dict(zip(ways, _counts(cursor, words, ways), strict=True))
    best = max(counted, key=lambda name: counted[name])
    if not counted[best] and _counts(cursor, words, {"serial": SERIAL})[0] > 0.9 * filled:
        return Moments(_read(cursor, words, SERIAL), "Dates were read as Excel day numbers.")
    if counted["day"] == counted["month"] == counted[best] > 0:
        return _day_or_month(cursor, words, ways)
    return Moments(_read(cursor, words, ways[best]))


def _day_or_month(
    cursor: duckdb.DuckDBPyConnection, words: Words, ways: Mapping[str, str]
) -> Moments:
    """Both orders read every cell: take the one under which the file spans less time.

    The first twelve days of March span eleven days the right way round and eleven months the
    other. How the rows are sorted must not matter.
    """
    both = ask(cursor, words, {name: _on_calendar(ways[name]) for name in ("day", "month")})
    name = "month" if _span(both["month"]) < _span(both["day"]) else "day"
    note = f"Dates fit both ways round; they were read with the {name} first."
    return Moments(both[name], note)


def _span(moments: pl.Series) -> dt.timedelta:
    """Time from the first to the last."""
    first, last = moments.min(), moments.max()
    assert isinstance(first, dt.datetime)  # noqa: S101 - every cell was read
    assert isinstance(last, dt.datetime)  # noqa: S101
    return last - first


def _strptime(dates: tuple[str, ...]) -> str:
    formats = ", ".join(f"'{date}{time}'" for date in dates for time in _TIMES)
    return f"try_strptime(cell, [{formats}])"


def _read(cursor: duckdb.DuckDBPyConnection, words: Words, way: str) -> pl.Series:
    return ask(cursor, words, {"moment": _on_calendar(way)})["moment"]


def _on_calendar(way: str) -> str:
    """Only moments that a calendar has: neither infinite nor beyond the year 9999."""
    return (
        f"case when {way} >= timestamp '0001-01-01' and {way} < timestamp '10000-01-01'"
        f" then {way}::timestamp end"
    )


def _counts(
    cursor: duckdb.DuckDBPyConnection, words: Words, ways: Mapping[str, str]
) -> tuple[int, ...]:
    """Rows that each way can read."""
    reads = ", ".join(f"sum(rows) filter ({way} is not null)" for way in ways.values())
    with told(cursor, words):
        query = f"select {reads} from words"  # noqa: S608
        [counts] = cursor.sql(query).fetchall()
    return tuple(int(count or 0) for count in counts)
