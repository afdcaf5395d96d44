"""The curve of what is left keeps its promise, and bends to what was found."""

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.special import expit, logit, softmax

from engine.labels.review.recalibrated import recalibrate
from engine.labels.review.stopping import MOST_POINTS, stop_here

NUMBERS = pl.DataFrame([], {"key": pl.String, "number": pl.Int64})


def standing(scores: np.ndarray, action: list[str | None], **more: Any) -> pl.DataFrame:
    order = np.argsort(-scores, kind="stable")
    action = [action[k] for k in order]
    return pl.DataFrame(
        {
            "key": pl.Series([f"{k}" for k in order], dtype=pl.String),
            "outlier_score": scores[order],
            "action": pl.Series(action, dtype=pl.String),
            "decider": pl.Series(["reviewer" if one else None for one in action], dtype=pl.String),
            "open": pl.Series([one is None for one in action], dtype=pl.Boolean),
            "taken_over": pl.Series([False] * len(scores), dtype=pl.Boolean),
            "status": pl.Series(["NONE"] * len(scores), dtype=pl.String),
            "is_outlier": scores[order] >= 0.5,
            "clear": scores[order] < 0.1,
            **more,
        }
    )


def numbers(labels: pl.DataFrame) -> pl.DataFrame:
    decided = labels.filter(pl.col("action").is_not_null())
    return decided.select("key").with_row_index("number")


def test_the_correction_is_that_of_many_draws_weighed_by_the_outcomes() -> None:
    rng = np.random.default_rng(1)
    scores = rng.uniform(size=60)
    wrong = rng.uniform(size=60) < scores**2
    drawn = rng.normal(size=(100_000, 3)) * [1.5, 0.4, 1.5] + [0, 0, np.log(1e-3)]
    blind = np.exp(np.minimum(drawn[:, 2:], 0))
    chances = blind + (1 - blind) * expit(drawn[:, :1] + np.exp(drawn[:, 1:2]) * logit(scores))
    weights = softmax(np.where(wrong, np.log(chances), np.log1p(-chances)).sum(axis=1))
    told = recalibrate(scores, wrong)
    assert told.weights @ told.values == pytest.approx(weights @ drawn, abs=0.1)


def test_without_a_decision_scores_are_taken_as_roughly_right() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.1, 0.02])
    curve = stop_here(standing(scores, [None] * 5), NUMBERS)
    assert curve["reviewed"].to_list() == [0, 1, 2, 3, 4, 5]
    plain = [2.02, 1.12, 0.62, 0.12, 0.02, 0]
    assert curve["expected_left"].to_list() == pytest.approx(plain, abs=0.2)
    found = curve["found"] + curve["expected_left"]
    assert found.to_list() == pytest.approx([curve["expected_left"][0]] * 6)
    assert curve["seen"].to_list() == [True] + [False] * 5


def test_false_alarms_lower_what_is_expected_and_finds_raise_it() -> None:
    scores = np.linspace(0.95, 0.05, 40)

    def left(action: str) -> float:
        labels = standing(scores, [action] * 15 + [None] * 25)
        return float(stop_here(labels, numbers(labels)).filter("seen")["expected_left"][-1])

    rest = standing(scores[15:], [None] * 25)
    untouched = float(stop_here(rest, NUMBERS)["expected_left"][0])
    assert left("reject") < untouched / 2
    assert left("accept") > untouched
    assert left("leave") == pytest.approx(untouched)


def test_a_spot_check_tells_of_what_no_score_points_at() -> None:
    scores = np.concatenate([np.linspace(0.95, 0.6, 20), np.full(2000, 0.02)])

    def interval(checked: str, number: int) -> tuple[float, float]:
        action = ["accept"] * 20 + [checked] * number + [None] * (2000 - number)
        labels = standing(scores, action)
        at = stop_here(labels, numbers(labels)).filter("seen").row(-1, named=True)
        return at["expected_left"], at["high"]

    left, high = interval("reject", 60)
    untold = interval("reject", 0)
    assert left < untold[0] / 2
    assert high < untold[1] / 2
    assert interval("accept", 3)[0] > untold[0]


def test_what_lies_behind_is_what_was_found() -> None:
    scores = np.linspace(0.9, 0.1, 9)
    labels = standing(scores, ["accept", "reject", "unsure", "change", "leave"] + [None] * 4)
    curve = stop_here(labels, numbers(labels))
    behind = curve.filter("seen")
    assert behind["found"].to_list() == [0, 1, 1, 1, 2, 2]
    left = behind["expected_left"].to_list()
    assert [one - left[-1] for one in left] == pytest.approx([2, 1, 1, 1, 0, 0])
    # Who was unsure may still have seen an error, even once all has been looked at.
    assert 0 < curve["expected_left"][-1] < 1
    assert curve["reviewed"].to_list() == list(range(10))


def test_what_the_file_settles_is_no_part_of_it() -> None:
    status = ["VALID", "INVALID", "NONE", "PENDING"]
    labels = standing(np.array([0.9, 0.8, 0.5, 0.4]), [None] * 4, status=status)
    curve = stop_here(labels, NUMBERS)
    assert curve["reviewed"].to_list() == [0, 1, 2]
    assert curve["expected_left"][0] == pytest.approx(0.9, abs=0.1)


def test_what_is_worth_a_look_is_taken_to_be_reviewed_first() -> None:
    scores = np.array([0.9, 0.6, 0.4, 0.3, 0.05])
    doubted = standing(scores, [None] * 5).with_columns(
        is_outlier=pl.Series([True, False, False, True, False]),
        clear=pl.Series([True, True, False, False, True]),
    )
    curve = stop_here(doubted, NUMBERS)
    assert curve["worth"].to_list() == [True] * 4 + [False] * 2
    drops = -curve["expected_left"].diff().drop_nulls()
    assert drops.to_list() == pytest.approx([0.9, 0.4, 0.3, 0.6, 0.05], abs=0.1)


def test_nothing_at_all_has_nothing_left() -> None:
    curve = stop_here(standing(np.zeros(0), []), NUMBERS)
    assert curve.select("reviewed", "expected_left", "low", "high").rows() == [(0, 0, 0, 0)]


@pytest.mark.parametrize(
    ("shift", "slope", "blind"),
    [(-1.5, 1, 0), (0, 1.6, 0), (0, 1, 0.004)],
)
def test_the_interval_holds_the_truth_and_narrows(shift: float, slope: float, blind: float) -> None:
    stages, draws = (25, 100, 400), 12
    held, widths = np.zeros(3), np.zeros(3)
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        scores = np.sort(rng.beta(0.15, 4, size=2000).clip(1e-6, 1 - 1e-6))[::-1]
        chances = blind + (1 - blind) * expit(shift + slope * logit(scores))
        wrong = rng.uniform(size=2000) < chances
        for place, at in enumerate(stages):
            action = ["accept" if one else "reject" for one in wrong[:at]]
            labels = standing(scores, [*action, *[None] * (2000 - at)])
            point = stop_here(labels, numbers(labels)).filter("seen").row(-1, named=True)
            truth = wrong[at:].sum()
            held[place] += np.floor(point["low"]) <= truth <= np.ceil(point["high"])
            widths[place] += point["high"] - point["low"]
    assert (held >= 0.9 * draws - 1).all()
    assert widths[0] > widths[1] > widths[2]


def test_a_long_worklist_is_drawn_with_few_points() -> None:
    scores = np.linspace(0.99, 0.01, 5000)
    labels = standing(scores, ["reject"] * 700 + [None] * 4300)
    curve = stop_here(labels, numbers(labels))
    assert curve.height <= MOST_POINTS
    assert curve["reviewed"].is_sorted()
    assert (curve["reviewed"][0], curve["reviewed"][-1]) == (0, 5000)
    assert 700 in curve.filter("seen")["reviewed"]
    worth = labels.filter(pl.col("open") & (pl.col("outlier_score") >= 0.1)).height
    assert curve.filter("worth")["reviewed"][-1] == 700 + worth
    assert (curve["low"] <= curve["expected_left"]).all()
    assert (curve["expected_left"] <= curve["high"]).all()


def test_the_curve_follows_decisions_through_the_door(keep: Callable[..., Any]) -> None:
    kept = keep()
    assert kept.door.stop_here(kept.run).filter("seen")["reviewed"].to_list() == [0]
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept")
    kept.door.decide_labels(kept.run, [kept.row(2, "1.60")], "reject")
    behind = kept.door.stop_here(kept.run).filter("seen")
    assert behind.select("reviewed", "found").rows() == [(0, 0), (1, 1), (2, 1)]
