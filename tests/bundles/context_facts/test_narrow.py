"""Nothing is lost in narrow columns, and no sum of them overflows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.bundles.context.facts import Sales
from engine.bundles.context.narrow import narrow_floats, narrow_ints


@settings(max_examples=30)
@given(hnp.arrays(np.int64, st.integers(0, 9), elements=st.integers(-(2**40), 2**40)))
def test_whole_numbers_are_what_they_were(values: np.ndarray) -> None:
    assert narrow_ints(values).tolist() == values.tolist()


@settings(max_examples=30)
@given(hnp.arrays(np.float64, st.integers(0, 9), elements=st.floats(width=64)))
def test_numbers_are_what_they_were(values: np.ndarray) -> None:
    assert np.array_equal(narrow_floats(values), values, equal_nan=True)


@pytest.mark.parametrize(
    ("high", "bits"), [(32_767, 16), (32_768, 32), (2**31 - 1, 32), (2**31, 64), (-32_769, 32)]
)
def test_each_column_is_as_narrow_as_it_fits(high: int, bits: int) -> None:
    assert narrow_ints(np.array([0, high])).dtype.itemsize * 8 == bits


@pytest.mark.parametrize(
    ("value", "bits"), [(0.5, 32), (2.0**24, 32), (2.0**24 + 1, 64), (0.1, 64)]
)
def test_fractions_stay_wide_where_they_must(value: float, bits: int) -> None:
    assert narrow_floats(np.array([np.nan, value])).dtype.itemsize * 8 == bits


def test_sales_are_wide_again_when_they_are_asked_for() -> None:
    ones, price = np.ones(2), np.array([0.1, np.nan])
    sales = Sales(np.array([1, 2]), np.array([0, 9]), np.array([-1, 20_000]), ones, price,
                  np.array([-1, 70_000]))  # fmt: skip
    for name in ("item", "order", "day", "customer"):
        assert getattr(sales, name).dtype == np.int64
    assert sales.quantity.dtype == sales.paid.dtype == np.float64
    assert (sales.order * 2**50).tolist() == [0, 9 * 2**50]
    sales.item[0] = 7
    assert sales.item.tolist() == [1, 2]
    assert sales.paid[0] == 0.1
    assert len(sales) == 2
