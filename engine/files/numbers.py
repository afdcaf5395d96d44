"""Numbers as people write them, read with SQL.

A column is looked at as a whole first: `1,50` is one and a half where the column's commas stand
before one or two last digits and its points never do.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt

from engine.files.words import Words, ask, told

Floats = npt.NDArray[np.float64]
PLAIN = "try_cast(cell as double)"  # reads 'inf' and 'nan' too
_FINITE = "case when isfinite({number}) then {number} end"
_STRIPPED = "regexp_replace(replace(cell, '(', '-'), '[^0-9,.\\-]', '', 'g')"
POINT = f"try_cast(replace({_STRIPPED}, ',', '') as double)"
COMMA = f"try_cast(replace(replace({_STRIPPED}, '.', ''), ',', '.') as double)"
_COMMA_PATTERN = r"^[^0-9]*-?\d+(\.\d{3})*,\d{1,2}[^0-9]*$"
_POINT_PATTERN = r"\.\d{1,2}[^0-9]*$|^[^0-9]*\d{1,3}(,\d{3})+[^0-9]*$"


def read_numbers(cursor: duckdb.DuckDBPyConnection, words: Words) -> Floats:
    """The rows of a column as numbers, NaN where a cell is none or not finite.

    Args:
        cursor: Runs the queries.
        words: The column's words.
    """
    answers = ask(cursor, words, {"number": _FINITE.format(number=_way(cursor, words))})
    return words.spread(answers["number"].fill_null(float("nan")))


def _way(cursor: duckdb.DuckDBPyConnection, words: Words) -> str:
    """The SQL expression that reads the words of a column, NULL where one is no number."""
    with told(cursor, words):
        query = f"select bool_or(cell <> '' and {PLAIN} is null) from words"  # noqa: S608
        [(unread,)] = cursor.sql(query).fetchall()
        if not unread:
            return PLAIN
        counts = (
            "select sum(rows) filter (regexp_matches(cell, ?)),"
            " sum(rows) filter (regexp_matches(cell, ?)) from words"
        )
        params = [_COMMA_PATTERN, _POINT_PATTERN]
        [(commas, points)] = cursor.sql(counts, params=params).fetchall()
    return COMMA if (commas or 0) > (points or 0) else POINT
