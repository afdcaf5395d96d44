"""Numbers that are none are empty cells."""

import math

import polars as pl

from engine.reports import to_csv


def test_numbers_that_are_none_are_empty_cells() -> None:
    assert to_csv(pl.DataFrame({"n": [1, 2, 3], "x": [math.inf, math.nan, 1.5]})) == (
        b"n,x\n1,\n2,\n3,1.5\n"
    )
