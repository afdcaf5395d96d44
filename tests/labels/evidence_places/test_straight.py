"""Receipts are set straight, whatever their slope, size and place on the photograph."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.straight import find_slope, line_height, straighten
from tests.labels.evidence_places.turning import turned


def lines(rows: int = 8, words: int = 4) -> np.ndarray:
    """Boxes of a receipt that hangs straight: words of 40 by 20, lines 34 apart."""
    return np.array(
        [[70.0 * word, 34.0 * row, 40.0, 20.0] for row in range(rows) for word in range(words)]
    )


@pytest.mark.parametrize("angle", [-0.1, -0.03, -0.004, 0.0, 0.02, 0.06, 0.11])
def test_a_turned_receipt_stands_as_the_straight_one(angle: float) -> None:
    expected = straighten(lines())
    assert np.abs(straighten(turned(lines(), angle)) - expected).max() < 0.12
    centre, middle = turned(lines(), angle)[:, :2].T / 20
    assert find_slope(centre, middle) == pytest.approx(math.tan(angle), abs=0.004)


@given(
    scale=st.floats(0.001, 1000), right=st.floats(-1e5, 1e5), down=st.floats(-1e5, 1e5),
    angle=st.sampled_from([0.0, 0.05, -0.08]),
)  # fmt: skip
def test_size_and_place_change_nothing(
    scale: float, right: float, down: float, angle: float
) -> None:
    boxes = turned(lines(5, 3), angle)
    moved = boxes * scale + scale * np.array([right, down, 0, 0])
    assert straighten(moved) == pytest.approx(straighten(boxes), abs=1e-5)


def test_a_straight_receipt_is_measured_in_lines() -> None:
    found = straighten(lines(2, 2) + np.array([300, 500, 0, 0]))
    expected = [[0, 2, 0, 1], [3.5, 5.5, 0, 1], [0, 2, 1.7, 1], [3.5, 5.5, 1.7, 1]]
    assert found == pytest.approx(np.array(expected))


def test_one_word_and_flat_boxes_have_places() -> None:
    assert straighten(np.array([[5.0, 5, 10, 2]])).tolist() == [[0, 5, 0, 1]]
    assert np.isfinite(straighten(np.zeros((3, 4)))).all()
    flat = np.array([[0.0, 0, 0, 0], [0, 30, 0, 0], [0, 60, 0, 0]])
    assert line_height(flat) == 20
    assert straighten(flat)[:, 2].tolist() == [0, 1.5, 3]


def test_a_row_of_very_many_words_is_straight_too() -> None:
    boxes = turned(np.array([[50.0 * word, 0, 40, 20] for word in range(600)]), 0.05)
    assert np.ptp(straighten(boxes)[:, 2]) < 1.0
