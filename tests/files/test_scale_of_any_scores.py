"""What holds of the scale of any scores whatever."""

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.cells.scale import BOUNDS, Scale, find_scale
from engine.files.cells.scores import read_scores
from engine.files.cells.words import words_of

SCORES = st.lists(
    st.one_of(
        st.integers(-2, 11), st.sampled_from([99, 100, 50, 0.5, 7.5, -100, 1000]), st.integers(1, 5)
    ),
    min_size=1,
    max_size=60,
)
HEADINGS = st.sampled_from(["score", "nps", "stars", "recommend", "satisfaction %", "1-7"])
PROPERTY = settings(max_examples=50, deadline=None, derandomize=True)


def scale_of(cells: list[float], heading: str) -> Scale | None:
    words = words_of(pl.Series([str(cell) for cell in cells], dtype=pl.String))
    return read_scores(words, heading).scale


@PROPERTY
@given(cells=SCORES, heading=HEADINGS, times=st.integers(1, 4), seed=st.integers(0, 99))
def test_neither_order_nor_repetition_changes_the_scale(
    cells: list[float], heading: str, times: int, seed: int
) -> None:
    again = cells * times
    random.Random(seed).shuffle(again)
    one, other = scale_of(cells, heading), scale_of(again, heading)
    assert (one is None) == (other is None)
    if one and other:
        assert (one.name, one.low, one.high, one.mixed, one.sure) == (
            other.name, other.low, other.high, other.mixed, other.sure,
        )  # fmt: skip
        assert {score: rows * times for score, rows in one.counts.items()} == other.counts
        assert one.beyond * times == other.beyond


@PROPERTY
@given(cells=SCORES, heading=HEADINGS)
def test_a_scale_is_a_known_one_and_is_sure_only_where_it_holds_most_scores(
    cells: list[float], heading: str
) -> None:
    counts = {float(cell): cells.count(cell) for cell in cells}
    scale = find_scale(counts, heading)
    assert sum(scale.counts.values()) == len(cells)
    held = sum(rows for score, rows in counts.items() if scale.holds(score))
    if scale.name in BOUNDS:
        assert (scale.low, scale.high) == BOUNDS[scale.name]
    else:
        assert not scale.sure
    if scale.name == "unknown":
        assert held == len(cells)
    if scale.sure:
        assert 2 * held >= len(cells)


def test_a_heading_alone_makes_no_scale_sure_that_holds_no_score() -> None:
    assert not find_scale({0.0: 1}, "stars").sure
    assert find_scale({4.0: 3, 5.0: 2}, "stars").sure
