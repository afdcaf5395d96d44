"""Periods that a trend can be seen in, gaps kept, each beside the one before."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.scores import Answers
from engine.feedback.scores.buckets import UNITS, bucket
from engine.feedback.scores.differences import differences
from engine.feedback.scores.holm import holm
from engine.feedback.scores.sums import all_of
from engine.feedback.scores.trend import trend_of, undated

Make = Callable[..., Answers]


def days(n: int, span: int, first: date = date(2026, 1, 1)) -> list[date]:
    """n days evenly over a span."""
    return [first + timedelta(days=k * span // max(1, n - 1)) for k in range(n)]


@pytest.mark.parametrize(
    ("n", "span", "by"),
    [
        (1_000, 29, "day"),
        (1_000, 180, "week"),
        (600, 360, "month"),
        (200, 500, "quarter"),
        (100_000, 3_000, "quarter"),
        (40, 60, "month"),
        (12, 20, "week"),
        (5, 2, "day"),
        (1, 0, "day"),
    ],
)
def test_the_unit_suits_span_and_count(n: int, span: int, by: str) -> None:
    assert bucket(pl.Series(days(n, span), dtype=pl.Date)).by == by


@given(st.lists(st.dates(date(2015, 1, 1), date(2027, 1, 1)), min_size=1, max_size=60))
def test_every_day_is_in_its_period_and_periods_have_no_holes(given_days: list[date]) -> None:
    found = bucket(pl.Series(given_days, dtype=pl.Date))
    assert found.by in UNITS
    for day, code in zip(given_days, found.code, strict=True):
        assert found.start[code] <= day < found.end[code]
    assert found.end[:-1] == found.start[1:]
    assert {found.code.min(), found.code.max()} == {0, len(found.start) - 1}
    assert len(set(found.label)) == len(found.start)
    if found.by == "week":
        assert {start.weekday() for start in found.start} == {0}
    if found.by in ("month", "quarter"):
        assert {start.day for start in found.start} == {1}
    if found.by == "quarter":
        assert {start.month % 3 for start in found.start} == {1}


def test_labels() -> None:
    quarters = bucket(pl.Series(days(100, 900, date(2024, 11, 5)), dtype=pl.Date))
    assert quarters.label[:2] == ["2024 Q4", "2025 Q1"]
    months = bucket(pl.Series(days(600, 360), dtype=pl.Date))
    assert months.label[0] == "2026-01"


def test_each_period_beside_the_one_before(answers: Make) -> None:
    """Three full months, an empty one, two of few answers."""
    luck = np.random.default_rng(1)
    sizes = {1: 60, 2: 60, 3: 60, 5: 10, 6: 10}
    moments, scores = [], []
    for month, size in sizes.items():
        moments += [datetime(2026, month, 1 + k % 28, 23, 59) for k in range(size)]  # noqa: DTZ001 - as a row has it
        scores += luck.choice(
            [10.0, 8, 2], size, p=[0.7, 0.2, 0.1] if month < 3 else [0.2, 0.2, 0.6]
        ).tolist()
    every = answers([*scores, 10.0])
    moment = pl.Series([*moments, None], dtype=pl.Datetime)
    trend = trend_of(every, moment)
    assert trend["by"].unique().to_list() == ["month"]
    assert trend["n"].to_list() == [60, 60, 60, 0, 10, 10]
    assert trend["nps"][3] is None
    assert trend["low"][3] is None
    assert (trend["start"][2], trend["end"][2]) == (date(2026, 3, 1), date(2026, 4, 1))
    january, february, march = (all_of(answers(scores[k : k + 60])) for k in (0, 60, 120))
    expected = [
        np.nan,
        float(differences(february, january, 0.95).p[0]),
        float(differences(march, february, 0.95).p[0]),
        np.nan,
        np.nan,
        np.nan,
    ]
    assert trend["p"].fill_null(np.nan).to_list() == pytest.approx(expected, nan_ok=True)
    adjusted = holm(np.array(expected)).tolist()
    assert trend["p_holm"].fill_null(np.nan).to_list() == pytest.approx(adjusted, nan_ok=True)
    assert trend["p_holm"][2] < 0.001 < trend["p_holm"][1]
    assert trend["difference"][2] == pytest.approx(float((march.value - february.value)[0]))
    assert trend["difference"].is_null().to_list() == [True, False, False, True, True, False]
    assert trend["says"].to_list()[3:5] == [
        "No answers.",
        "Not enough answers to tell: 10, where 30 are the least.",
    ]
    assert undated(every, moment) == 1


def test_without_dates_there_is_no_trend(answers: Make) -> None:
    assert trend_of(answers([9.0, 2.0]), pl.Series([None, None], dtype=pl.Datetime)).is_empty()
