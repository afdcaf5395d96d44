"""Effects and their intervals, against scipy, a published example, and simulation."""

import math

import numpy as np
import pytest
from scipy import stats

from engine.bundles.prove.experiment.effects import (
    means_differ,
    pairs_differ,
    rates_differ,
    ratios_differ,
    unevenly_split,
    wilson,
)


@pytest.mark.parametrize(("did", "of"), [(0, 20), (1, 20), (13, 40), (40, 40), (56, 70)])
@pytest.mark.parametrize("error", [0.05, 0.01])
def test_wilson_equals_scipy(did: int, of: int, error: float) -> None:
    expected = stats.binomtest(did, of).proportion_ci(1 - error, method="wilson")
    assert wilson(did, of, error) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_rates_equal_the_published_example() -> None:
    """Newcombe 1998, table II, example (a) by method 10: 56/70 against 48/80."""
    found = rates_differ((56, 70), (48, 80))
    assert found.difference == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_rates_at_the_edge_stay_within_what_can_be() -> None:
    """Example (h): 10/10 against 0/10."""
    found = rates_differ((10, 10), (0, 10))
    assert (found.low, found.high) == pytest.approx((0.6075, 1.0), abs=5e-5)
    assert rates_differ((0, 0), (1, 10)).low is None


def test_means_equal_welch() -> None:
    luck = np.random.default_rng(0)
    treated, control = luck.normal(10, 3, 40), luck.normal(9, 7, 25)
    test = stats.ttest_ind(treated, control, equal_var=False)
    for error in (0.05, 0.01):
        expected = test.confidence_interval(1 - error)
        found = means_differ(treated, control, error)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_pairs_equal_student() -> None:
    differences = np.random.default_rng(1).normal(1, 2, 9)
    expected = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    found = pairs_differ(differences)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert found.difference == pytest.approx(differences.mean())


def test_too_few_say_nothing_of_how_sure() -> None:
    assert pairs_differ(np.array([1.0, 2.0])).low is None
    assert pairs_differ(np.empty(0)).difference == 0
    assert means_differ(np.array([1.0]), np.array([2.0, 3.0])).low is None
    assert ratios_differ((np.ones(2), np.ones(2)), (np.ones(9), np.ones(9))).low is None
    assert ratios_differ((np.ones(3), np.zeros(3)), (np.ones(9), np.ones(9))).difference == 0


def test_equal_values_have_no_interval_instead_of_one_without_width() -> None:
    assert pairs_differ(np.full(8, 2.0)).low is None


def test_ratios_of_equal_weights_are_means() -> None:
    luck = np.random.default_rng(2)
    treated, control = luck.normal(5, 1, 12), luck.normal(4, 2, 9)
    found = ratios_differ((treated, np.ones(12)), (control, np.ones(9)))
    expected = means_differ(treated, control)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_intervals_of_ratios_hold_what_they_promise() -> None:
    """A thousand tests without an effect: about one in twenty leaves zero out."""
    luck, missed = np.random.default_rng(3), 0
    for _ in range(1000):
        sides = []
        for _ in range(2):
            visitors = luck.poisson(200, 20).astype(float)
            revenue = np.array([luck.gamma(2.0, 10.0, int(v * 0.1)).sum() for v in visitors])
            sides.append((revenue, visitors))
        found = ratios_differ(sides[0], sides[1])
        assert found.low is not None
        assert found.high is not None
        missed += not found.low <= 0 <= found.high
    assert 0.03 <= missed / 1000 <= 0.07


def test_intervals_of_rates_hold_what_they_promise() -> None:
    luck, missed = np.random.default_rng(4), 0
    for _ in range(2000):
        a, b = luck.binomial(500, 0.05), luck.binomial(300, 0.03)
        found = rates_differ((int(a), 500), (int(b), 300))
        assert found.low is not None
        assert found.high is not None
        missed += not found.low <= 0.02 <= found.high
    assert missed / 2000 <= 0.065


def test_uneven_arms_are_noticed_as_scipy_does() -> None:
    for counts in ([1000, 1000], [1000, 1090], [1000, 1160], [500, 400, 450]):
        assert unevenly_split(counts) == (stats.chisquare(counts).pvalue < 0.001)
    assert not unevenly_split([0, 0])
    assert math.isclose(stats.chisquare([1000, 1160]).pvalue, 0.00057, abs_tol=1e-4)
