"""Numbers as people write them → SQL expressions that read them.

A column is looked at as a whole first: `1,50` is one and a half where the column's commas stand
before one or two last digits and its points never do.
"""

from __future__ import annotations

import duckdb

PLAIN = "try_cast({cell} as double)"  # 'inf' and 'nan' are read so too; see the end
_STRIPPED = "regexp_replace(replace({cell}, '(', '-'), '[^0-9,.\\-]', '', 'g')"
POINT = f"try_cast(replace({_STRIPPED}, ',', '') as double)"
COMMA = f"try_cast(replace(replace({_STRIPPED}, '.', ''), ',', '.') as double)"
_COMMA_PATTERN = r"^[^0-9]*-?\d+(\.\d{3})*,\d{1,2}[^0-9]*$"
_POINT_PATTERN = r"\.\d{1,2}[^0-9]*$|^[^0-9]*\d{1,3}(,\d{3})+[^0-9]*$"


def number_expression(cursor: duckdb.DuckDBPyConnection, cell: str) -> str:
    """The SQL expression that reads a text column of `raw` as a double, NULL where it is none.

    Args:
        cursor: Holds the table `raw`.
        cell: An expression of our own for the cell, such as `c3`; never user text.
    """
    plain = PLAIN.format(cell=cell)
    query = f"select count(nullif({cell}, '')) - count({plain}) from raw"  # noqa: S608
    [unread] = cursor.sql(query).fetchall()[0]
    if not unread:
        return plain
    counts = (
        f"select count(*) filter (regexp_matches({cell}, ?)),"  # noqa: S608
        f" count(*) filter (regexp_matches({cell}, ?)) from raw"
    )
    commas, points = cursor.sql(counts, params=[_COMMA_PATTERN, _POINT_PATTERN]).fetchall()[0]
    return (COMMA if commas > points else POINT).format(cell=cell)
