"""Intervals by resampling, against drawing whole orders one by one and against scipy."""

import numpy as np
import pytest
from scipy import stats

from engine.bundles.prove.intervals import resample
from engine.bundles.prove.verdicts import BETTER, TOO_SMALL, WORSE, verdict


def some_ways(seed: int, orders: int = 400) -> np.ndarray:
    luck = np.random.default_rng(seed)
    base = luck.random(orders)
    return np.stack([base < 0.4, base < 0.3, luck.random(orders) < 0.2])


def drawn_one_by_one(reached: np.ndarray, draws: int) -> np.ndarray:
    luck = np.random.default_rng(99)
    rows = [luck.integers(reached.shape[1], size=reached.shape[1]) for _ in range(draws)]
    return np.stack([reached[:, row].mean(axis=1) for row in rows], axis=1)


@pytest.mark.parametrize("seed", range(3))
def test_equals_drawing_orders_one_by_one(seed: int) -> None:
    reached = some_ways(seed)
    shares, again = resample(reached, seed, draws=4000), drawn_one_by_one(reached, 4000)
    assert shares.share == pytest.approx(reached.mean(axis=1))
    for ends, tail in ((shares.low, 2.5), (shares.high, 97.5)):
        assert ends == pytest.approx(np.percentile(again, tail, axis=1), abs=0.006)
    apart = again[:1] - again
    assert shares.ahead_low == pytest.approx(np.percentile(apart, 2.5, axis=1), abs=0.006)
    assert shares.ahead_high == pytest.approx(np.percentile(apart, 97.5, axis=1), abs=0.006)


def test_equals_the_binomial_distribution_for_one_way() -> None:
    reached = np.arange(1000)[None, :] < 230
    shares = resample(reached, 1, draws=20_000)
    expected = stats.binom(1000, 0.23).ppf([0.025, 0.975]) / 1000
    assert [shares.low[0], shares.high[0]] == pytest.approx(expected, abs=0.0021)


def test_the_order_of_orders_changes_nothing() -> None:
    reached = some_ways(4)
    shuffled = reached[:, np.random.default_rng(0).permutation(reached.shape[1])]
    one, other = resample(reached, 7), resample(shuffled, 7)
    assert all(
        np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(other).values(), strict=True)
    )


def test_what_two_ways_have_in_common_cancels_in_their_difference() -> None:
    base = np.random.default_rng(0).random(2000)
    shares = resample(np.stack([base < 0.45, base < 0.43]), 0)
    alone = shares.high[0] - shares.low[0] + shares.high[1] - shares.low[1]
    assert shares.ahead_high[1] - shares.ahead_low[1] < 0.4 * alone
    assert shares.ahead_low[1] > 0


def test_a_way_is_no_better_than_itself() -> None:
    reached = some_ways(1)[[0, 0]]
    shares = resample(reached, 0)
    assert shares.ahead_low[1] == shares.ahead_high[1] == 0
    assert verdict(shares, 1) == TOO_SMALL


@pytest.mark.parametrize(("first", "second", "meant"), [(0.5, 0.3, BETTER), (0.3, 0.5, WORSE)])
def test_ways_far_apart_are_told_apart(first: float, second: float, meant: str) -> None:
    luck = np.random.default_rng(0)
    reached = np.stack([luck.random(2000) < first, luck.random(2000) < second])
    assert verdict(resample(reached, 0), 1) == meant


def test_few_orders_never_tell() -> None:
    reached = np.stack([np.ones(99, dtype=bool), np.zeros(99, dtype=bool)])
    assert verdict(resample(reached, 0), 1) == TOO_SMALL
    more = np.stack([np.ones(100, dtype=bool), np.zeros(100, dtype=bool)])
    assert verdict(resample(more, 0), 1) == BETTER


def test_equal_ways_are_seldom_told_apart() -> None:
    luck = np.random.default_rng(5)
    told = 0
    for seed in range(300):
        reached = luck.random((2, 300)) < 0.2
        told += verdict(resample(reached, seed, draws=300), 1) != TOO_SMALL
    assert told <= 0.05 * 300


@pytest.mark.parametrize("shape", [(0, 5), (63, 5), (2, 0)])
def test_refuses_what_it_cannot_count(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="ways"):
        resample(np.zeros(shape, dtype=bool), 0)
