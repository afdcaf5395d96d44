"""The curve of what is left keeps its promise, and bends to what was found."""

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize
from scipy.special import expit, logit

from engine.labels.review.stopping import MOST_POINTS, recalibrate, stop_here

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
            **more,
        }
    )


def numbers(labels: pl.DataFrame) -> pl.DataFrame:
    decided = labels.filter(pl.col("action").is_not_null())
    return decided.select("key").with_row_index("number")


def test_the_correction_is_the_most_likely_one() -> None:
    rng = np.random.default_rng(1)
    scores = rng.uniform(size=60)
    wrong = rng.uniform(size=60) < scores**2

    def unlikely(values: np.ndarray) -> float:
        chances = expit(values[0] + values[1] * logit(scores))
        told = np.where(wrong, np.log(chances), np.log1p(-chances)).sum()
        return -told + (values[0] / 1.5) ** 2 / 2 + ((values[1] - 1) / 0.5) ** 2 / 2

    best = minimize(unlikely, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-7})
    assert recalibrate(scores, wrong).values == pytest.approx(best.x, abs=1e-4)


def test_without_a_decision_scores_are_taken_for_what_they_are() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.1, 0.02])
    curve = stop_here(standing(scores, [None] * 5), NUMBERS)
    assert curve["reviewed"].to_list() == [0, 1, 2, 3, 4, 5]
    assert curve["expected_left"].to_list() == pytest.approx([2.02, 1.12, 0.62, 0.12, 0.02, 0])
    assert curve["found"].to_list() == pytest.approx([0, 0.9, 1.4, 1.9, 2.0, 2.02])
    assert curve["seen"].to_list() == [True] + [False] * 5


def test_false_alarms_lower_what_is_expected_and_finds_raise_it() -> None:
    scores = np.linspace(0.95, 0.05, 40)

    def left(action: str) -> float:
        labels = standing(scores, [action] * 15 + [None] * 25)
        return float(stop_here(labels, numbers(labels)).filter("seen")["expected_left"][-1])

    untouched = float(scores[15:].sum())
    assert left("reject") < untouched / 2
    assert left("accept") > untouched
    assert left("leave") == pytest.approx(untouched)


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
    assert curve["expected_left"][0] == pytest.approx(0.9)


def test_nothing_at_all_has_nothing_left() -> None:
    curve = stop_here(standing(np.zeros(0), []), NUMBERS)
    assert curve.select("reviewed", "expected_left", "low", "high").rows() == [(0, 0, 0, 0)]


@pytest.mark.parametrize("tilt", [(0.0, 1.0), (-1.0, 1.0), (0.8, 1.3)])
def test_the_true_number_lies_within_the_interval(tilt: tuple[float, float]) -> None:
    kept = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        scores = np.sort(rng.beta(0.4, 4, size=800))[::-1]
        wrong = rng.uniform(size=800) < expit(
            tilt[0] + tilt[1] * logit(scores.clip(1e-4, 1 - 1e-4))
        )
        action = ["accept" if one else "reject" for one in wrong[:100]]
        labels = standing(scores, [*action, *[None] * 700])
        point = stop_here(labels, numbers(labels)).filter(reviewed=100).row(0, named=True)
        kept += np.floor(point["low"]) <= wrong[100:].sum() <= np.ceil(point["high"])
    assert kept >= 45


def test_a_long_worklist_is_drawn_with_few_points() -> None:
    scores = np.linspace(0.99, 0.01, 5000)
    labels = standing(scores, ["reject"] * 700 + [None] * 4300)
    curve = stop_here(labels, numbers(labels))
    assert curve.height <= MOST_POINTS
    assert curve["reviewed"].is_sorted()
    assert (curve["reviewed"][0], curve["reviewed"][-1]) == (0, 5000)
    assert 700 in curve.filter("seen")["reviewed"]
    assert (curve["low"] <= curve["expected_left"]).all()
    assert (curve["expected_left"] <= curve["high"]).all()


def test_the_curve_follows_decisions_through_the_door(keep: Callable[..., Any]) -> None:
    kept = keep()
    assert kept.door.stop_here(kept.run).filter("seen")["reviewed"].to_list() == [0]
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept")
    kept.door.decide_labels(kept.run, [kept.row(2, "1.60")], "reject")
    behind = kept.door.stop_here(kept.run).filter("seen")
    assert behind.select("reviewed", "found").rows() == [(0, 0), (1, 1), (2, 1)]
