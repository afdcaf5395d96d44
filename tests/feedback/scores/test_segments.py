"""Each value beside the rest: counted by hand, corrected over the table, honest where small."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest

from engine.feedback.responses import SEGMENT
from engine.feedback.scores import Answers
from engine.feedback.scores.holm import holm
from engine.feedback.scores.segments import compare_segments, segments_of

Make = Callable[..., Answers]


def compared(
    answers: Answers, columns: dict[str, list[str | None]], headings: tuple[str, ...] = ()
) -> pl.DataFrame:
    table = pl.DataFrame({SEGMENT + name: values for name, values in columns.items()})
    return compare_segments(answers, list(segments_of(table, headings or tuple(columns))))


def columns(n: int) -> tuple[list[float], dict[str, list[str | None]]]:
    luck = np.random.default_rng(3)
    shops = luck.choice(["north", "south", "east"], n, p=[0.6, 0.35, 0.05]).tolist()
    scores = [
        float(np.clip(round(luck.normal(9 - 2 * (shop == "south"), 2)), 0, 10)) for shop in shops
    ]
    ages = luck.choice(["old", "young", ""], n).tolist()
    return scores, {"shop": shops, "age": [age or None for age in ages]}


def slow_p(ones: list[float], others: list[float]) -> float:
    """The adjusted Wald test, written out."""
    parts = []
    for scores in (ones, others):
        n = len(scores) + 3
        up = (sum(s >= 9 for s in scores) + 0.75) / n
        down = (sum(s <= 6 for s in scores) + 0.75) / n
        parts.append((up - down, (up + down - (up - down) ** 2) / n))
    z = (parts[0][0] - parts[1][0]) / (parts[0][1] + parts[1][1]) ** 0.5
    return 2 * NormalDist().cdf(-abs(z))


def test_each_value_beside_the_rest(answers: Make) -> None:
    scores, headings = columns(400)
    found = compared(answers(scores), headings)
    rows = found.to_dicts()
    assert [row["heading"] for row in rows] == ["shop"] * 3 + ["age"] * 2
    assert [row["value"] for row in rows][:3] == ["north", "south", "east"]
    tests = []
    for row in rows:
        told = headings[row["heading"]]
        ones = [s for s, v in zip(scores, told, strict=True) if v == row["value"]]
        others = [s for s, v in zip(scores, told, strict=True) if v not in (row["value"], None)]
        nps = [100 * (sum(s >= 9 for s in part) - sum(s <= 6 for s in part)) / len(part)
               for part in (ones, others)]  # fmt: skip
        assert row["n"] == len(ones)
        assert row["share"] == pytest.approx(len(ones) / 400)
        assert (row["nps"], row["difference"]) == pytest.approx((nps[0], nps[0] - nps[1]))
        assert row["mean"] == pytest.approx(np.mean(ones))
        assert row["difference_low"] < row["difference"] < row["difference_high"]
        tests.append(slow_p(ones, others) if len(ones) >= 30 else np.nan)
    assert found["p"].fill_null(np.nan).to_list() == pytest.approx(tests, nan_ok=True)
    assert found["p_holm"].fill_null(np.nan).to_list() == pytest.approx(
        holm(np.array(tests)).tolist(), nan_ok=True
    )
    told = (found["p_holm"] < 0.05).fill_null(value=False)
    assert (found["needed"] == 0).fill_null(value=False).to_list() == told.to_list()
    assert told.any()
    assert not told.all()


def test_a_small_value_is_shown_and_not_tested(answers: Make) -> None:
    scores, headings = columns(400)
    east = compared(answers(scores), headings).row(by_predicate=pl.col("value") == "east",
                                                   named=True)  # fmt: skip
    assert east["n"] < 30
    assert (east["p"], east["p_holm"], east["enough"]) == (None, None, False)
    assert east["low"] < east["nps"] < east["high"]
    assert east["says"] == f"Not enough answers to tell: {east['n']}, where 30 are the least."


def test_how_many_more_answers_would_tell(answers: Make) -> None:
    """Ten points between two equal halves; two tests, so that each is held to 97.5 %."""
    scores = [9.0] * 55 + [8.0] * 25 + [2.0] * 20 + [9.0] * 50 + [8.0] * 25 + [2.0] * 25
    found = compared(answers(scores), {"half": ["a"] * 100 + ["b"] * 100})
    variance = [1e4 * (0.75 - 0.35**2), 1e4 * (0.75 - 0.25**2)]
    z = NormalDist().inv_cdf(1 - 0.05 / 4) + NormalDist().inv_cdf(0.8)
    expected = np.ceil(z**2 * sum(variance) / 100 - 3) - 100
    assert found["needed"].to_list() == [expected, expected]
    assert 1_000 < expected < 1_300
    told = compared(answers([9.0] * 100 + [2.0] * 100), {"half": ["a"] * 100 + ["b"] * 100})
    assert told["needed"].to_list() == [0, 0]
    same = compared(answers([9.0, 2.0] * 100), {"half": ["a"] * 100 + ["b"] * 100})
    assert same["needed"].to_list() == [None, None]


def test_wide_intervals_say_how_many_would_do(answers: Make) -> None:
    found = compared(answers([9.0, 2.0] * 20), {"all": ["a"] * 38 + ["b"] * 2})
    says = found["says"][0]
    assert says.startswith("Not enough answers to tell: 38 leave ±3")
    assert says.endswith("more would make it ±20.")
    mean = compared(answers([1.0, 5.0] * 20, scale=5), {"all": ["a"] * 38 + ["b"] * 2})
    assert mean["says"][0].endswith("more would make it ±0.4.")
    assert mean["nps"].null_count() == 2


def test_answers_that_weigh_unevenly_lack_more(answers: Make) -> None:
    """Weights of 1 and 3 make five answers worth four."""
    scores, half = [9.0, 9.0, 2.0, 2.0] * 12, {"all": ["a"] * 48}
    even, uneven = (
        compared(answers(scores, weights * 12), half)["says"][0].partition("about ")[2]
        for weights in ([1.0] * 4, [1.0, 3.0] * 2)
    )
    more = int(np.ceil(1e4 * NormalDist().inv_cdf(0.975) ** 2 / 20**2 - 3))
    assert even.startswith(f"{more - 48} more")
    assert uneven.startswith(f"{int(np.ceil(more * 5 / 4)) - 48} more")


def test_weights_that_lean_on_few_are_worth_few(answers: Make) -> None:
    weights = [50.0] * 5 + [0.1] * 95
    found = compared(answers([9.0] * 50 + [3.0] * 50, weights), {"all": ["a"] * 99 + ["b"]})
    assert found["says"][0] == (
        "Not enough answers to tell: 99, worth 5 by their weights, where 30 are the least."
    )
    assert found["p"][0] is None


def test_headings_that_are_not_there_and_values_nobody_scored(answers: Make) -> None:
    found = compared(answers([9.0, 3.0]), {"a": [None, None], "b": ["x", "y"]}, ("c", "b", "a"))
    assert found["heading"].to_list() == ["b", "b"]
    assert compared(answers([9.0]), {"a": [None]}).is_empty()
    alone = compared(answers([9.0, 3.0]), {"a": ["x", "x"]})
    assert (alone["difference"][0], alone["p"][0], alone["needed"][0]) == (None, None, None)
