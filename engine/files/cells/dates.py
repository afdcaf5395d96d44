"""Dates as people write them, read with SQL in a way decided over the whole column.

What an ISO date, a month's name or eight digits say is never in doubt. Whether 03/04 is in March
or April is, and is decided by all such cells together; a number is a day only where a spreadsheet
or a clock may have written it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.cells.months import tidied
from engine.files.cells.words import Mask, Words, ask
from engine.files.cells.written import as_computers_write
from engine.files.cells.zones import WITHOUT_ZONE, ZONE, in_one_zone

Counts = npt.NDArray[np.int64]
EARLY, LATE = dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)  # noqa: DTZ001 - as written


@dataclass(frozen=True)
class Moments:
    """A column of dates that was read.

    Attributes:
        by_word: A timestamp for each of the column's words, or null where it is none.
        note: What had to be assumed, or an empty string.
        open: Whether the dates fit both ways round.
        order: `day` or `month`, as dates such as 03/04/2026 were read; empty without any.
    """

    by_word: pl.Series
    note: str = ""
    open: bool = False
    order: str = ""


def _on_calendar(way: str) -> str:
    """Only moments that a calendar has: neither infinite nor beyond the year 9999.

    A year below 1000 is one of two digits that was taken for the whole.
    """
    return (
        f"case when {way} >= timestamp '1000-01-01' and {way} < timestamp '9999-12-31'"
        f" then {way}::timestamp end"
    )


# Begins with a digit, unlike the word epoch, and ends with none of the words a cast passes over.
_PLAIN = "cell >= '0' and cell < ':' and (right(cell, 1) <= '9' or upper(right(cell, 1)) = 'Z')"
ISO = _on_calendar(f"case when {_PLAIN} then try_cast(cell as timestamp) end")
# A cell that is no ISO date is written anew first: `31.3.24, 8:26 pm` as `31.3.2024 20:26`.
_CLOCK = (
    r"(?:,?\s+|[tT])(\d\d?:\d\d(?::\d\d(?:[.]\d{1,6})?)?(?:\s?[apAP][mM])?|\d\d?\s?[apAP][mM])$"
)
_DAY = f"regexp_replace(cell, '{_CLOCK}', '')"
_TIME = f"regexp_extract(cell, '{_CLOCK}', 1)"
_HALF_DAY = f"replace(upper({_TIME}), ' ', '')"
_SHORT_YEAR = r"^(\d\d?[-/.]\d\d?[-/.]|\d\d? m\d\d |m\d\d \d\d? )\d\d$"
_LONG_YEAR = (
    f"case when regexp_matches({_DAY}, '{_SHORT_YEAR}') then left({_DAY}, -2) || "
    f"case when right({_DAY}, 2) < '69' then '20' else '19' end || right({_DAY}, 2) else {_DAY} end"
)
_OF_24_HOURS = (
    f"case when {_TIME} = '' then '' when upper(right({_TIME}, 1)) <> 'M' then ' ' || {_TIME}"
    f" else strftime(try_strptime({_HALF_DAY}, ['%I:%M%p', '%I:%M:%S%p', '%I%p']),"
    " ' %H:%M:%S') end"
)
_ANEW = f"{_LONG_YEAR} || {_OF_24_HOURS}"
_AMOUNT = r"case when regexp_matches(cell, '^\d+([.]\d+)?$') then try_cast(cell as double) end"


def _turned(shape: str, iso: str) -> str:
    """SQL that reads cells of a shape, its parts put in the order of an ISO date."""
    return _on_calendar(
        f"case when regexp_matches(cell, '{shape}')"
        f" then try_cast(regexp_replace(cell, '{shape}', '{iso}') as timestamp) end"
    )


_SURE = (
    (r"^(\d{4})[-/.](\d\d?)[-/.](\d\d?)($| )", r"\1-\2-\3\4"),
    (r"^(\d\d?) m(\d\d) (\d{4})($| )", r"\3-\2-\1\4"),
    (r"^m(\d\d) (\d\d?) (\d{4})($| )", r"\3-\1-\2\4"),
    (r"^(\d{4}) m(\d\d) (\d\d?)($| )", r"\1-\2-\3\4"),
    (r"^((?:19|20|21)\d\d)(\d\d)(\d\d)($| )", r"\1-\2-\3\4"),
)
_WAYS = {
    "sure": f"coalesce({', '.join(_turned(shape, iso) for shape, iso in _SURE)})",
    "day": _turned(r"^(\d\d?)[-/.](\d\d?)[-/.](\d{4})[.]?($| )", r"\3-\2-\1\4"),
    "month": _turned(r"^(\d\d?)[-/.](\d\d?)[-/.](\d{4})[.]?($| )", r"\3-\1-\2\4"),
    # Day numbers of the years 1954 to 2119, to the thousandth of a second.
    "serial": f"case when {_AMOUNT} between 20000 and 80000 then timestamp '1899-12-30' + "
    f"to_milliseconds(round(86400000 * {_AMOUNT})::bigint) end",
    # The years 1990 to 2099, in seconds and in thousandths.
    "unix": f"case when {_AMOUNT} >= 631152000 and {_AMOUNT} < 4102444800 then "
    f"make_timestamp((1000000 * {_AMOUNT})::bigint) "
    f"when {_AMOUNT} >= 631152000000 and {_AMOUNT} < 4102444800000 then "
    f"make_timestamp((1000 * {_AMOUNT})::bigint) end",
}
_NUMBERED = {
    "serial": "Dates were read as Excel day numbers.",
    "unix": "Dates were read as seconds since 1970, in UTC.",
}


def read_dates(
    cursor: duckdb.DuckDBPyConnection, words: Words, date_order: str = "auto"
) -> Moments:
    """Read a text column as timestamps.

    Args:
        cursor: Runs the queries.
        words: The column's words.
        date_order: What stands first in dates such as 03/04/2026: `day`, `month`, or `auto` to
            find it in the column.
    """
    if (written := as_computers_write(words.distinct)) is not None:
        return Moments(written)
    plain = ask(cursor, words, {"moment": ISO, "zone": ZONE, "cell": "cell"})
    moments, zones = plain["moment"], plain["zone"]
    unread = (moments.is_null() & (plain["cell"].fill_null("") != "")).to_numpy()
    read = Moments(moments)
    if unread.any():
        read = _others(cursor, _only(cursor, words, unread), moments, date_order)
    if not (zones.fill_null("") != "").any():
        return read
    by_word, note = in_one_zone(read.by_word, zones, words)
    return replace(read, by_word=by_word, note=" ".join(filter(None, (read.note, note))))


@dataclass(frozen=True)
class _Rest:
    """Words that are no ISO dates, written anew, and where they stand among all.

    Attributes:
        words: The words; the last of a column, which is none, is not among them.
        short: (words,) whether the year had two digits.
        at: (all words,) whether it is among them.
    """

    words: Words
    short: pl.Series
    at: Mask


def _only(cursor: duckdb.DuckDBPyConnection, words: Words, at: Mask) -> _Rest:
    place = np.repeat(np.arange(at.sum()), words.rows[at])
    rest = Words(words.distinct.filter(pl.Series(at)), place)
    if rest.distinct.str.contains(r"[^\d\s:/.-]|\s[^\d]|[^\d]\s|[+-]\d\d:?\d\d$").any():
        rest = Words(ask(cursor, rest, {"cell": tidied(WITHOUT_ZONE)})["cell"], place)
    anew = ask(cursor, rest, {"cell": _ANEW, "short": f"regexp_matches({_DAY}, '{_SHORT_YEAR}')"})
    return _Rest(Words(anew["cell"], place), anew["short"], at)


def _others(
    cursor: duckdb.DuckDBPyConnection, rest: _Rest, moments: pl.Series, date_order: str
) -> Moments:
    """ISO dates and the rest of a column, read in the way that fits it best."""
    ways, rows = ask(cursor, rest.words, _WAYS), rest.words.rows
    order, note, undecided = _order(ways, rows, date_order)
    text = _first(ways["sure"], ways[order])
    read, counted = _numbered(ways, text, rows, dated=len(moments.drop_nulls()) > 0)
    whole = moments.scatter(np.flatnonzero(rest.at), read)
    notes = (note, _two_digits(rest.short, text), counted)
    turned = order if not ways["day"].equals(ways["month"]) else ""
    return Moments(whole, " ".join(filter(None, notes)), undecided, turned)


def _order(ways: pl.DataFrame, rows: Counts, date_order: str) -> tuple[str, str, bool]:
    """`day` or `month`, what had to be assumed, and whether the cells leave it open.

    Where both fit alike, the one under which the file spans less time: the first twelve days of
    March span eleven days the right way round and eleven months the other. How the rows are
    sorted must not matter.
    """
    counts = {name: _count(ways[name], rows) for name in ("day", "month")}
    if date_order != "auto" or counts["day"] != counts["month"]:
        return max(counts, key=lambda name: (name == date_order, counts[name])), "", False
    if ways["day"].equals(ways["month"]):
        return "day", "", False
    order = "month" if _span(ways["month"]) < _span(ways["day"]) else "day"
    return order, f"Dates fit both ways round; they were read with the {order} first.", True


def _span(moments: pl.Series) -> dt.timedelta:
    """Time from the first to the last."""
    first, last = moments.min(), moments.max()
    assert isinstance(first, dt.datetime)  # noqa: S101 - some cell was read
    assert isinstance(last, dt.datetime)  # noqa: S101
    return last - first


def _two_digits(short: pl.Series, text: pl.Series) -> str:
    found = (short.fill_null(value=False) & text.is_not_null()).any()
    return "Years of two digits were read as 1969 to 2068." if found else ""


def _numbered(
    ways: pl.DataFrame, text: pl.Series, rows: Counts, *, dated: bool
) -> tuple[pl.Series, str]:
    """Dates with those that are numbers, and a note of it.

    Among dates a number is a spreadsheet's day, if one of our time; alone, nearly all of the
    column's cells must be such numbers.
    """
    if dated or text.is_not_null().any():
        serial = ways["serial"].set(ways["serial"] < EARLY, None).set(ways["serial"] >= LATE, None)
        found = _count(serial.set(text.is_not_null(), None), rows)
        note = f"{found:,} of the dates are Excel day numbers." if found else ""
        return _first(text, serial), note
    for way, note in _NUMBERED.items():
        if _count(ways[way], rows) > 0.9 * rows.sum():
            return ways[way], note
    return text, ""


def _count(moments: pl.Series, rows: Counts) -> int:
    """Rows whose word could be read."""
    return int(rows[moments.is_not_null().to_numpy()].sum())


def _first(one: pl.Series, other: pl.Series) -> pl.Series:
    return one.zip_with(one.is_not_null(), other)
