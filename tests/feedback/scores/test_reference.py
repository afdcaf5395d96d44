"""Intervals and tests equal those of statsmodels 0.15, frozen here and, where it is, alive."""

import importlib.util
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feedback.scores import Answers, nps_of
from engine.feedback.scores.differences import differences
from engine.feedback.scores.holm import holm
from engine.feedback.scores.intervals import interval_of, wilson
from engine.feedback.scores.needed import needed_for_margin, needed_to_tell
from engine.feedback.scores.sums import Sums, add_up, all_of

Make = Callable[..., Answers]
CLOSE = {"rel": 1e-9, "abs": 1e-9}
X = [5, 4, 4, 3, 5, 1, 2, 5, 4, 4]
Y = [3, 2, 5, 1, 1, 2, 4]
W = [1, 2, 0.5, 3, 1, 1, 2, 1, 0.25, 4]
alive = pytest.mark.skipif(
    importlib.util.find_spec("statsmodels") is None, reason="statsmodels is not installed"
)


def ends(sums: Sums, sure: float = 0.95) -> tuple[float, float]:
    low, high = interval_of(sums, sure)
    return float(low[0]), float(high[0])


@pytest.mark.parametrize(
    ("groups", "low", "high"),
    [
        ((50, 30, 20), 14.051130178761607, 44.20129700570442),
        ((10, 20, 70), -71.23509411508378, -45.269760253848254),
        ((3, 0, 0), -6.579286703808599, 100),
    ],
)
def test_adjusted_wald(
    groups: tuple[int, int, int], low: float, high: float, answers: Make
) -> None:
    """`DescrStatsW` over 100, 0 and -100, with .75, 1.5 and .75 answers more."""
    nps = nps_of(*groups)
    assert (nps.low, nps.high) == pytest.approx((low, high), **CLOSE)
    up, passive, down = groups
    sums = all_of(answers([9] * up + [7] * passive + [0] * down))
    assert ends(sums) == pytest.approx((low, high), **CLOSE)


def test_two_scores(answers: Make) -> None:
    first, second = ([10] * p + [8] * n + [3] * d for p, n, d in ((50, 30, 20), (20, 40, 40)))
    found = differences(all_of(answers(first)), all_of(answers(second)), 0.95)
    assert float(found.value[0]) == pytest.approx(50)
    assert (float(found.low[0]), float(found.high[0])) == pytest.approx(
        (27.665848408338686, 69.42153023243802), **CLOSE
    )
    assert float(found.p[0]) == pytest.approx(5.184731169109844e-06, rel=1e-9)


def test_means(answers: Make) -> None:
    sums = all_of(answers(X, scale=5))
    assert float(sums.mean[0]) == pytest.approx(3.7)
    assert ends(sums) == pytest.approx((2.7432147810383896, 4.656785218961611), **CLOSE)
    assert ends(sums, 0.9) == pytest.approx((2.924680147119684, 4.475319852880316), **CLOSE)


def test_weighted_means(answers: Make) -> None:
    """Weights scaled so that they add up to the effective number of answers."""
    sums = all_of(answers(X, W, scale=5))
    assert float(sums.effective[0]) == pytest.approx(6.648241206030151, **CLOSE)
    assert float(sums.mean[0]) == pytest.approx(3.5555555555555554, **CLOSE)
    assert ends(sums) == pytest.approx((2.380880712282033, 4.730230398829078), **CLOSE)


def test_two_means(answers: Make) -> None:
    found = differences(all_of(answers(X, scale=5)), all_of(answers(Y, scale=5)), 0.95)
    assert float(found.p[0]) == pytest.approx(0.13844006324193295, **CLOSE)
    assert (float(found.low[0]), float(found.high[0])) == pytest.approx(
        (-0.4207210248412232, 2.6778638819840803), **CLOSE
    )


def test_wilson() -> None:
    low, high = wilson(np.array([0, 37 / 50, 0.412]), np.array([10.0, 50, 1000]), 0.95)
    assert low.tolist() == pytest.approx([0, 0.6044684273515116, 0.38188731127995773], **CLOSE)
    assert high.tolist() == pytest.approx(
        [0.27753279986288926, 0.841284725064476, 0.4427861982134999], **CLOSE
    )


def test_holm() -> None:
    found = holm(np.array([0.01, 0.04, np.nan, 0.03, 0.005, 0.2, 0.04]))
    assert np.isnan(found[2])
    assert np.delete(found, 2).tolist() == pytest.approx([0.05, 0.12, 0.12, 0.03, 0.2, 0.12])


def test_how_many_answers() -> None:
    """Half promoters and a fifth detractors: the tables of MeasuringU."""
    variance = 6_100.0
    assert [needed_for_margin(variance, margin, 0.95) for margin in (10, 5)] == [232, 935]
    assert needed_for_margin(0, 5, 0.95) == 30
    one, d = np.full(4, variance), np.array([10.0, 20, 5, 0.01])
    told = needed_to_tell((one, one), np.ones(4), d, 0.95)
    expected = [957.563327590589 - 3, 239.39083189764725 - 3, 3830.253310362356 - 3]
    assert told[:3].tolist() == [np.ceil(n) for n in expected]
    assert np.isnan(told[3])
    assert np.isnan(needed_to_tell((one[:1], one[:1]), np.ones(1), np.zeros(1), 0.95))


def test_nothing_and_a_single_answer(answers: Make) -> None:
    none = add_up(answers([9, 3]), np.array([-1, -1]), 1)
    assert np.isnan([none.value[0], *ends(none)]).all()
    assert none.effective[0] == 0
    single = all_of(answers([4], scale=5))
    assert float(single.mean[0]) == 4
    assert np.isnan(ends(single)).all()
    assert ends(all_of(answers([4]))) == pytest.approx((-25 - 73.4986494, -25 + 73.4986494))


SCORES = st.lists(st.tuples(st.integers(1, 5), st.floats(0.1, 9)), min_size=2, max_size=30)


@alive
@given(SCORES, SCORES)
@settings(max_examples=25, deadline=None)
def test_any_means_beside_statsmodels(
    answers: Make, ones: list[tuple[int, float]], others: list[tuple[int, float]]
) -> None:
    from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

    pairs, stats = [], []
    for group in (ones, others):
        scores, weights = (np.array(part, dtype=float) for part in zip(*group, strict=True))
        pairs.append(all_of(answers(scores, weights, scale=5)))
        stats.append(DescrStatsW(scores, weights * weights.sum() / (weights @ weights)))
    if min(part.var for part in stats) < 1e-6 or min(part.sum_weights for part in stats) < 1.5:
        return
    for sums, stat in zip(pairs, stats, strict=True):
        low, high = (np.clip(end, 1, 5) for end in stat.tconfint_mean(0.05))
        assert ends(sums) == pytest.approx((low, high), rel=1e-6, abs=1e-6)
    found = differences(*pairs, 0.95)
    _, p, _ = CompareMeans(*stats).ttest_ind(usevar="unequal")
    assert float(found.p[0]) == pytest.approx(float(p), rel=1e-6, abs=1e-9)
