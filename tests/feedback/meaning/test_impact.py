"""Impact beside leaving a theme out, and its interval beside drawing every row anew."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from engine.feedback.meaning.holding import Holding, holding_of
from engine.feedback.meaning.impact import impacts_of
from engine.feedback.meaning.measures import Measured
from engine.feedback.scores import Answers, answers_of

Survey = tuple[pl.DataFrame, Measured]


def prepared(survey: Survey) -> tuple[Answers, Holding]:
    table, measured = survey
    answers = answers_of(table, measured.scale, (measured.low, measured.high), measured.sure)
    return answers, holding_of(table, measured.themes)


def mean(value: np.ndarray, weight: np.ndarray) -> float:
    return float((value * weight).sum() / weight.sum()) if weight.sum() else float("nan")


def drawn_by_row(answers: Answers, inside: np.ndarray, draws: int) -> tuple[float, float]:
    """The percentile interval by drawing whole answers, one draw after the other."""
    luck, n, found = np.random.default_rng(5), len(answers), []
    for _ in range(draws):
        rows = luck.integers(0, n, n)
        value, weight, out = answers.value[rows], answers.weight[rows], ~inside[rows]
        found.append(mean(value, weight) - mean(value[out], weight[out]))
    low, high = np.nanpercentile(found, (2.5, 97.5))
    return float(low), float(high)


@pytest.mark.parametrize("weighted", [False, True])
def test_impact_is_leaving_the_theme_out(survey: Callable[..., Survey], weighted: bool) -> None:
    answers, holding = prepared(survey(400, 3, weighted=weighted))
    at, theme = holding.among(answers)
    found = impacts_of(answers, (at, theme), 4, 0)
    for k in range(4):
        inside = np.isin(np.arange(len(answers)), at[theme == k])
        value, weight = answers.value, answers.weight
        expected = mean(value, weight) - mean(value[~inside], weight[~inside])
        assert found.value[k] == pytest.approx(expected)
        low, high = drawn_by_row(answers, inside, 1_500)
        width = high - low
        assert found.low[k] == pytest.approx(low, abs=0.12 * width)
        assert found.high[k] == pytest.approx(high, abs=0.12 * width)


def test_a_theme_of_all_or_of_none_has_no_impact(survey: Callable[..., Survey]) -> None:
    answers, _ = prepared(survey(50))
    every, none = np.arange(len(answers)), np.zeros(len(answers), dtype=np.int64)
    found = impacts_of(answers, (every, none), 2, 0)
    assert np.isnan([found.value, found.low, found.high]).all()


def test_a_theme_s_interval_does_not_depend_on_other_themes(
    survey: Callable[..., Survey],
) -> None:
    answers, holding = prepared(survey(300, 1, weighted=True))
    at, theme = holding.among(answers)
    every = impacts_of(answers, (at, theme), 4, 7)
    alone = impacts_of(answers, (at[theme == 2], theme[theme == 2]), 4, 7)
    again = impacts_of(answers, (at[::-1], theme[::-1]), 4, 8)
    assert (alone.low[2], alone.high[2]) == (every.low[2], every.high[2])
    assert again.value == pytest.approx(every.value)
    assert again.low[2] != every.low[2]
