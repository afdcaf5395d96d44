"""Scores on every scale: who promotes, what is satisfied, what is not averaged."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.responses import Scored
from engine.feedback.scores import read_scores
from engine.feedback.scores.reading import SATISFIED
from engine.files.cells.scale import BOUNDS


def read(
    scores: list[float | None],
    name: str,
    *,
    map_scores: bool = False,
    mixed: tuple[str, ...] = (),
) -> Scored:
    low, high = BOUNDS.get(name, (1, 10))
    facts: dict[str, Any] = {"name": name, "low": low, "high": high, "mixed": list(mixed)}
    lines = pl.DataFrame({"score": scores}, schema={"score": pl.Float64})
    return read_scores(lines, facts, map_scores=map_scores)


def test_ten_point_scales() -> None:
    scored = read([10, 9, 8.5, 8, 7, 6.5, 6, 0, None], "0-10")
    assert scored.group.tolist() == [1, 1, 0, 0, 0, -1, -1, -1, -2]
    assert (scored.low, scored.high, scored.says, scored.is_nps) == (0, 10, "", True)
    assert "compare only roughly" in read([10, 1], "1-10").says


@pytest.mark.parametrize(
    ("name", "scores", "groups", "words"),
    [
        ("1-5", [5, 4.5, 4, 3, 1], [1, 0, 0, -1, -1], "5 is a promoter, 4 passive, 1 to 3"),
        ("1-7", [7, 6, 5, 1], [1, 0, -1, -1], "7 is a promoter, 6 passive, 1 to 5"),
    ],
)
def test_shorter_scales_make_an_nps_only_where_they_are_mapped(
    name: str, scores: list[float | None], groups: list[int], words: str
) -> None:
    mapped, plain = read(scores, name, map_scores=True), read(scores, name)
    assert mapped.group.tolist() == groups
    assert words in mapped.says
    assert "does not compare" in mapped.says
    assert not plain.is_nps
    assert plain.score.tolist() == scores
    assert "make no NPS" in plain.says


@pytest.mark.parametrize(
    ("name", "words"),
    [("1-5", "(4 and 5)"), ("0-5", "(4 and 5)"), ("1-7", "(6 and 7)"), ("0-1", "(1)")],
)
def test_who_is_satisfied_is_said(name: str, words: str) -> None:
    assert read([1], name, map_scores=name == "0-1").says.endswith(f"satisfied ones {words}.")
    assert SATISFIED[name] <= BOUNDS[name][1]


def test_a_hundred_points_have_a_mean_alone() -> None:
    scored = read([100, 0], "0-100", map_scores=True)
    assert not scored.is_nps
    assert scored.says == "Scores from 0 to 100 make no NPS: their mean is shown."


def test_mixed_and_unknown_scales_are_not_averaged() -> None:
    for scored in (read([1, 10], "mixed", mixed=("1-5", "1-10")), read([-2, 2], "unknown")):
        assert np.isnan(scored.score).all()
        assert np.isnan([scored.low, scored.high]).all()
        assert not scored.is_nps
        assert "Choose the scale on the Files page" in scored.says
    assert "1-5 and 1-10" in read([1], "mixed", mixed=("1-5", "1-10")).says


def test_no_scores_at_all() -> None:
    lines = pl.DataFrame({"score": [None, None]}, schema={"score": pl.Float64})
    for scored in (read_scores(lines, None, map_scores=True), read([None, None], "0-10")):
        assert (scored.scale, scored.says, scored.is_nps) == ("", "", False)
        assert scored.group.tolist() == [-2, -2]


@given(
    st.sampled_from(sorted(BOUNDS)),
    st.lists(st.none() | st.floats(-5, 120), min_size=1),
    st.booleans(),
)
def test_nothing_is_invented(name: str, scores: list[float | None], map_scores: bool) -> None:
    scored = read(scores, name, map_scores=map_scores)
    low, high = BOUNDS[name]
    kept = [s if s is not None and low <= s <= high else None for s in scores]
    given_any = any(s is not None for s in scores)
    expected = kept if given_any else [None] * len(scores)
    assert [None if np.isnan(s) else s for s in scored.score.tolist()] == expected
    grouped = scored.is_nps
    assert [g > -2 for g in scored.group.tolist()] == [s is not None and grouped for s in expected]
