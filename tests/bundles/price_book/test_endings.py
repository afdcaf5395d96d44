"""Endings: learnt from the shop's prices, at or below the target, the same at every scale."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.bundles.decide.price.endings import Endings


@pytest.mark.parametrize(
    ("prices", "unit", "grid"),
    [
        ([999, 1499, 2450, 1995], 1, 1),
        ([995, 1495, 2495, 1995], 5, 5),
        ([990, 1450, 2400], 10, 10),
        ([1250, 1675, 2000, 1225], 5, 25),
        ([1200, 1650, 2050, 3000, 2500], 50, 50),
        ([120_000, 98_000, 154_000], 1000, 1000),
        ([123_400, 98_700, 154_500], 100, 100),
        ([300, 200, 100], 1, 5),
        ([-1, 0], 1, 1),
        ([1000] * 19 + [999], 1, 25),
    ],
    ids=["cents", "fives", "tens", "quarters", "halves", "thousands of yen", "hundreds of yen",
         "too cheap for whole ones", "no prices", "one that is odd"],
)  # fmt: skip
def test_the_grid_is_that_of_the_shops_prices(prices: list[int], unit: int, grid: int) -> None:
    found = Endings.of(np.array(prices))
    assert found.grid == grid
    # Units are powers of ten.
    assert found.unit == 10 ** (len(str(unit)) - 1)


@pytest.mark.parametrize(
    ("grid", "target", "lowest", "price"),
    [
        (1, 2347, 0, 2299),
        (1, 2339, 2300, 2339),
        (1, 4520, 0, 4499),
        (1, 910, 0, 899),
        (1, 437, 0, 429),
        (1, 125, 0, 125),
        (1, 1800, 1800, 1800),
        (1, 4068, 4068, 4069),
        (1, 4075, 4072, 4075),
        (5, 2347, 0, 2295),
        (10, 2347, 0, 2290),
        (10, 2357, 0, 2350),
        (50, 2347, 0, 2300),
        (100, 3780, 0, 3700),
    ],
)
def test_prices_end_below_the_target_where_they_may(
    grid: int, target: int, lowest: int, price: int
) -> None:
    assert Endings(1, grid).down(Fraction(target), lowest, 10_000) == price


@given(
    target=st.fractions(1, 10**6, max_denominator=1000),
    lowest=st.integers(1, 10**6),
    room=st.integers(0, 10**5),
    unit=st.sampled_from([1, 10, 100]),
    factor=st.sampled_from([1, 5, 10, 50]),
)
@example(target=Fraction(3, 2), lowest=1, room=1, unit=1, factor=1)
@example(target=Fraction(150), lowest=1, room=500, unit=100, factor=1)
def test_a_price_stays_within_its_bounds(
    target: Fraction, lowest: int, room: int, unit: int, factor: int
) -> None:
    price = Endings(unit, unit * factor).down(target, lowest, lowest + room)
    assert price % unit == 0
    least = -(-lowest // unit) * unit
    assert least <= price <= max(least, lowest + room)
    if least <= target // unit * unit <= lowest + room and least < target:
        assert price <= target


@given(
    target=st.integers(50, 10**6), lowest=st.integers(50, 10**6), room=st.integers(0, 10**5),
    grid=st.sampled_from([1, 5, 10, 25, 50]), times=st.sampled_from([10, 100, 1000]),
)  # fmt: skip
def test_amounts_ten_times_as_large_end_alike(
    target: int, lowest: int, room: int, grid: int, times: int
) -> None:
    small = Endings(1, grid).down(Fraction(target), lowest, lowest + room)
    large = Endings(times, times * grid).down(
        Fraction(target * times), lowest * times, (lowest + room) * times
    )
    assert large == small * times
