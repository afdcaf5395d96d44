"""Dates in the shape that computers write say what the patient way reads in them."""

import datetime as dt

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.cells.dates import ISO
from engine.files.cells.words import ask, words_of
from engine.files.cells.written import as_computers_write

DATABASE = duckdb.connect(config={"threads": 1})
PROPERTY = settings(max_examples=120, deadline=None, derandomize=True)
NUMBER = st.integers(0, 99).map("{:02}".format)
DAYS = st.tuples(st.integers(990, 9999).map("{:04}".format), NUMBER, NUMBER).map("-".join)
TIMES = st.tuples(NUMBER, NUMBER, NUMBER).map(":".join)
REAL = st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S").zfill(19)
)


@PROPERTY
@given(st.lists(REAL | st.none(), max_size=5), st.lists(st.tuples(DAYS, TIMES), max_size=1))
def test_what_is_read_at_once_is_what_the_database_reads(
    real: list[str | None], odd: list[tuple[str, str]]
) -> None:
    cells = pl.Series([*real, *(" ".join(pair) for pair in odd)], dtype=pl.String)
    words = words_of(cells)
    at_once = as_computers_write(words.distinct)
    patient = ask(DATABASE, words, {"moment": ISO})["moment"]
    if at_once is not None:
        assert at_once.to_list() == patient.to_list()
    else:
        assert not any(real) or patient.null_count() > 1


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-02-29", dt.datetime(2024, 2, 29)),  # noqa: DTZ001
        ("2024-02-29 23:59:59", dt.datetime(2024, 2, 29, 23, 59, 59)),  # noqa: DTZ001
    ],
)
def test_days_and_moments_are_read(cell: str, moment: dt.datetime) -> None:
    found = as_computers_write(pl.Series([cell, None]))
    assert found is not None
    assert found.to_list() == [moment, None]


@pytest.mark.parametrize(
    "cell",
    [
        "2023-02-29", "2024-02-29 24:00:00", "2024-02-29 10:00:60", "0999-01-01", "9999-12-31",
        "2024-2-9", "2024-02-29T10:00:00", "2024-02-29 10:00", "2024-02-29\n", "",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_patient_way(cell: str) -> None:
    assert as_computers_write(pl.Series([cell, "2024-02-28"])) is None
    assert as_computers_write(pl.Series([cell])) is None
