"""Every value falls in one bin of its column, equal values in the same, larger ones no lower."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.labels.evidence.bins import binned

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, width=32))


def places(dense: np.ndarray, bins: int) -> list[list[int]]:
    """The bin of every value, counted within its column's own bins."""
    found = binned(dense, bins)
    assert found.dtype == np.float32
    assert (found.data == 1).all()
    assert np.diff(found.indptr).tolist() == [dense.shape[1]] * len(dense)
    return found.indices.reshape(dense.shape).tolist()


@given(
    dense=st.integers(1, 30).flatmap(lambda rows: arrays(np.float32, (rows, 2), elements=NUMBERS)),
    bins=st.integers(2, 9),
)
def test_bins_follow_the_order_of_values(dense: np.ndarray, bins: int) -> None:
    found = np.array(places(dense, bins))
    for column in range(dense.shape[1]):
        order = np.argsort(dense[:, column])
        values, held = dense[order, column], found[order, column]
        assert (np.diff(held) >= 0).all()
        assert (np.diff(held)[np.diff(values) == 0] == 0).all()
        assert len(set(held.tolist())) <= bins
        # Two values that differ are told apart where there are no more than two.
        if len(set(values.tolist())) == 2:
            assert len(set(held.tolist())) == 2
    assert found[:, 0].max() < found[:, 1].min()


def test_many_different_values_fill_every_bin_evenly() -> None:
    dense = np.random.default_rng(1).permutation(800).astype(np.float32)[:, None]
    assert np.bincount(np.ravel(places(dense, 8))).tolist() == pytest.approx([100] * 8, abs=1)


def test_a_largest_value_that_most_rows_share_has_a_bin_of_its_own() -> None:
    dense = np.array([[1.0]] * 19 + [[0.0]], dtype=np.float32)
    assert np.ravel(places(dense, 8)).tolist() == [1] * 19 + [0]


def test_nothing_has_no_bins() -> None:
    assert binned(np.zeros((0, 3), dtype=np.float32)).shape == (0, 0)
    assert binned(np.zeros((3, 0), dtype=np.float32)).shape == (3, 0)
    assert binned(np.zeros((3, 2), dtype=np.float32)).toarray().tolist() == [[1, 1]] * 3
