"""Rows, columns and neighbours are as a slow reading of their definitions finds them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.layout import Layouts, lay_out, number_rows, overlaps
from engine.labels.evidence.neighbours import MOST_TEXTS, find_neighbours, row_texts
from tests.labels import evidence_oracles as slow
from tests.labels.evidence_makers import sheet_of, spots


@given(spots())
def test_rows_and_columns_are_the_slow_ones(places: np.ndarray) -> None:
    number = len(places)
    layout = lay_out(np.arange(number), places, np.zeros(number, dtype=np.int64))
    for one in range(number):
        for other in range(number):
            assert layout.same_row[one, other] == slow.same_row(places, one, other)
            assert layout.right_aligned[one, other] == slow.meets(places, one, other, 1)
            assert layout.left_aligned[one, other] == slow.meets(places, one, other, 0)
    assert layout.across.dtype == layout.down.dtype == np.float32
    assert layout.down[0, -1] == pytest.approx(places[-1, 2] - places[0, 2], nan_ok=True)
    assert not np.diagonal(overlaps(places)).any()


@given(st.lists(st.one_of(st.integers(0, 9).map(lambda n: n * 0.3), st.just(np.nan)), max_size=12))
def test_rows_are_numbered_from_the_top(middles: list[float]) -> None:
    assert number_rows(np.array(middles)).tolist() == slow.rows(middles)


@given(spots())
def test_neighbours_are_the_nearest(places: np.ndarray) -> None:
    sheet = sheet_of(places, [0] * len(places))
    centre = (places[:, 0] + places[:, 1]) / 2
    for word, found in enumerate(find_neighbours(sheet)):
        for side, expected in enumerate(slow.neighbours(places, word)):
            near = [int(other) for other in found[2 * side : 2 * side + 2] if other >= 0]
            across = [abs(centre[other] - centre[word]) for other in near]
            down = [abs(places[other, 2] - places[word, 2]) for other in near]
            far = across if side < 2 else [0.3 * a + d for a, d in zip(across, down, strict=True)]
            assert far == pytest.approx(expected, abs=1e-5)
            assert word not in near


@given(spots())
def test_texts_of_a_row_go_from_left_to_right(places: np.ndarray) -> None:
    texts = [f"w{number}" for number in range(len(places))]
    sheet = sheet_of(places, [0] * len(places))
    before, behind = row_texts(sheet, texts)
    centre = places[:, 0] + places[:, 1]
    for word in range(len(places)):
        row = [other for other in range(len(places)) if slow.same_row(places, word, other)]
        row.sort(key=lambda other: centre[other])
        left = [texts[other] for other in row if centre[other] < centre[word] - 1e-6]
        right = [texts[other] for other in row if centre[other] > centre[word] + 1e-6]
        assert before[word] == " ".join(left[-MOST_TEXTS:])
        assert behind[word] == " ".join(right[:MOST_TEXTS])


@pytest.mark.parametrize(("down", "same"), [(0.78, True), (0.82, False)])
def test_a_very_tall_word_reaches_no_farther_than_others(down: float, same: bool) -> None:
    places = np.array([[0.0, 1, 0, 5], [2, 3, down, 1]])
    assert lay_out(np.arange(2), places, np.zeros(2, dtype=np.int64)).same_row[0, 1] == same


def test_of_a_long_row_the_nearest_texts_are_told() -> None:
    places = np.array([[2.0 * word, 2 * word + 1, 0, 1] for word in range(MOST_TEXTS + 3)])
    texts = [str(word) for word in range(len(places))]
    before, behind = row_texts(sheet_of(places, [0] * len(places)), texts)
    assert before[-1] == " ".join(texts[2:-1])
    assert behind[0] == " ".join(texts[1:-2])


def test_layouts_are_made_when_they_are_wanted() -> None:
    places = np.array([[0.0, 1, 0, 1], [2, 3, 0, 1], [0, 1, 2, 1]])
    layouts = Layouts(places, np.array([100, 0, 0]), np.array([0, 2, 3]))
    assert len(layouts) == 2
    assert [layout.words.tolist() for layout in layouts] == [[0, 1], [2]]
    assert layouts[-1].words.tolist() == [2]
    assert layouts[0].amounts.tolist() == [100, 0]
    assert layouts[0].same_row.tolist() == [[False, True], [True, False]]
    assert [layout.words.tolist() for layout in layouts[1:]] == [[2]]
    with pytest.raises(IndexError):
        layouts[2]
