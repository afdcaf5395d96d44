"""The exact front, against comparing every row with every other."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.front import front, layers

VALUE = st.sampled_from([0.0, 0.1, 0.2, 0.5, 1.0, float("nan")]) | st.floats(-1e9, 1e9)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(VALUE, min_size=width, max_size=width), max_size=30)
)
Rows = list[list[float]]


def beaten(row: list[float], other: list[float]) -> bool:
    """Whether the other is as good everywhere and better somewhere."""
    mine, its = ([-np.inf if np.isnan(v) else v for v in values] for values in (row, other))
    no_worse = all(b >= a for a, b in zip(mine, its, strict=True))
    return no_worse and mine != its


def front_by_loop(rows: Rows) -> list[bool]:
    return [not any(beaten(row, other) for other in rows) for row in rows]


def array_of(rows: Rows) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(rows[0]) if rows else 2)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_the_front_is_that_of_comparing_all_with_all(rows: Rows) -> None:
    assert front(array_of(rows)).tolist() == front_by_loop(rows)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_layers_are_fronts_of_what_is_left(rows: Rows) -> None:
    found = layers(array_of(rows)).tolist()
    number, left = 0, list(range(len(rows)))
    while left:
        best = front_by_loop([rows[row] for row in left])
        assert [found[row] == number for row in left] == best
        left = [row for row, is_best in zip(left, best, strict=True) if not is_best]
        number += 1


def test_sums_that_rounding_makes_equal_do_not_hide_who_is_better() -> None:
    assert front(np.array([[1e16, 0.0], [1e16, 0.5]])).tolist() == [False, True]
    assert front(np.array([[1e16, 0.5], [1e16, 0.5]])).tolist() == [True, True]


def test_a_large_front_is_complete() -> None:
    values = np.random.default_rng(0).random((400, 5))
    assert front(values).tolist() == front_by_loop(values.tolist())
