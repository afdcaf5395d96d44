"""Numbers as people write them, read with SQL.

A column is looked at as a whole first: `1,50` is one and a half where the column's commas stand
before one or two last digits and its points never do.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt

from engine.files.cells.words import Words, ask, told

Floats = npt.NDArray[np.float64]
PLAIN = "try_cast(cell as double)"  # reads 'inf' and 'nan' too
_UNREAD = f"cell <> '' and {PLAIN} is null"
_CELL = "replace(cell, chr(8722), '-')"  # the typographic minus
# A currency's sign or a few letters may stand before or after; nothing else may.
_NUMBER = (
    r"^\(?\s*[-+]?\s*(\p{Sc}|[A-Za-z]{1,3}\.?)?\s*[-+]?"
    r"(\d{1,3}([ '\x{00A0}\x{202F}]\d{3})+([.,]\d+)?|[\d.,]*\d[\d.,]*)"
    r"\s*(\p{Sc}|%|[A-Za-z]{1,3}\.?)?\s*\)?$"
).replace("'", "''")
_EXPONENT = r"^[-+]?\d+(\.\d+)?[eE][-+]?\d+$"
_STRIPPED = f"regexp_replace(replace({_CELL}, '(', '-'), '[^0-9,.\\-]', '', 'g')"


def _reads(digits: str) -> str:
    """SQL that reads a cell: an exponent as it is, else its digits where it looks like a number."""
    return (
        f"case when regexp_matches(cell, '{_EXPONENT}') then {PLAIN} "
        f"when regexp_matches({_CELL}, '{_NUMBER}') then try_cast({digits} as double) end"
    )


# A trailing point belongs to a currency's abbreviation, not to the number.
POINT = _reads(f"replace({_STRIPPED}, ',', '')")
COMMA = _reads(f"replace(replace({_STRIPPED}, '.', ''), ',', '.')")
_COMMA_PATTERN = r"^[^0-9]*-?\d+(\.\d{3})*,\d{1,2}[^0-9]*$"
_POINT_PATTERN = r"\.\d{1,2}[^0-9]*$|^[^0-9]*\d{1,3}(,\d{3})+[^0-9]*$"


def read_numbers(cursor: duckdb.DuckDBPyConnection, words: Words) -> Floats:
    """The rows of a column as numbers, NaN where a cell is none or not finite.

    Args:
        cursor: Runs the queries.
        words: The column's words.
    """
    plain = ask(cursor, words, {"number": _finite(PLAIN), "unread": _UNREAD})
    if plain["unread"].any():
        plain = ask(cursor, words, {"number": _finite(_way(cursor, words))})
    return words.spread(plain["number"].fill_null(float("nan")))


def _finite(number: str) -> str:
    return f"case when isfinite({number}) then {number} end"


def _way(cursor: duckdb.DuckDBPyConnection, words: Words) -> str:
    """The SQL expression that reads a column in which not every number is plain."""
    counts = (
        "select sum(rows) filter (regexp_matches(cell, ?)),"
        " sum(rows) filter (regexp_matches(cell, ?)) from words"
    )
    with told(cursor, words):
        params = [_COMMA_PATTERN, _POINT_PATTERN]
        [(commas, points)] = cursor.sql(counts, params=params).fetchall()
    return COMMA if (commas or 0) > (points or 0) else POINT
