"""Arrays → sums by group, and columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from engine.feedback.responses import Floats, Ints

Schema = Mapping[str, Any]
"""Names of columns and the types of polars, in order."""


def summed(group: Ints, values: Floats, groups: int) -> Floats:
    """Sum of the values of each group, (groups,).

    Args:
        group: (m,) 0 to groups - 1.
        values: (m,)
        groups: How many there are.
    """
    return np.asarray(np.bincount(group, values, groups), dtype=np.float64)


def known(values: Floats) -> pl.Series:
    """Numbers, null where there is NaN."""
    return pl.Series(values, dtype=pl.Float64).fill_nan(None)


def whole(values: Floats) -> pl.Series:
    """Whole numbers, null where there is NaN."""
    return known(values).cast(pl.Int64)


def shaped(table: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """The columns of a schema alone, in its order and with its types."""
    return table.select(pl.col(name).cast(kind) for name, kind in schema.items())


def empty(schema: Schema) -> pl.DataFrame:
    """No rows."""
    return pl.DataFrame(schema=dict(schema))
