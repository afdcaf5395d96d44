"""Shrunken lifts: against numerical integration, and priors against pairs counted one by one."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from engine.bundles.context.transactions import Floats
from engine.bundles.decide import shrink
from engine.bundles.decide.shrink import GROUP_ORDERS, fit_prior, shrunken_lift
from tests.bundles.decide_scores.makers import facts_of, pool_of, prior_of
from tests.bundles.makers import baskets_of

SIMILAR = 1 << 3
ORDERS = st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=25)


@pytest.mark.parametrize("together", [0, 1, 3, 12])
@pytest.mark.parametrize("chance", [0.05, 1.0, 7.5])
@pytest.mark.parametrize(("mean", "shape"), [(1.0, 0.5), (1.8, 3.0), (4.0, 20.0)])
def test_the_posterior_mean_is_that_of_an_integral(
    together: int, chance: float, mean: float, shape: float
) -> None:
    logs = np.linspace(-60, 12, 200_001)
    lifts = np.exp(logs)
    prior = stats.gamma(shape, scale=mean / shape).pdf(lifts)
    joint = prior * stats.poisson.pmf(together, lifts * chance) * lifts
    posterior = integrate.trapezoid(joint * lifts, logs) / integrate.trapezoid(joint, logs)
    assert shrunken_lift(together, chance, mean, shape) == pytest.approx(posterior, rel=1e-6)


@given(
    together=st.integers(0, 1000),
    chance=st.floats(1e-3, 1e4),
    mean=st.floats(0.1, 20),
    shape=st.floats(0.05, 1000),
)
def test_a_shrunken_lift_lies_between_what_was_seen_and_the_prior(
    together: int, chance: float, mean: float, shape: float
) -> None:
    lift = shrunken_lift(together, chance, mean, shape)
    low, high = sorted((together / chance, mean))
    assert low * (1 - 1e-9) <= lift <= high * (1 + 1e-9)
    assert shrunken_lift(together + 1, chance, mean, shape) > lift


def test_many_orders_speak_for_themselves_and_none_say_what_their_like_say() -> None:
    assert shrunken_lift(8000, 1000.0, 1.0, 3.0) == pytest.approx(8, rel=0.01)
    assert shrunken_lift(0, 0.0, 2.5, 3.0) == pytest.approx(2.5)


def every_pair(orders: list[set[int]], groups: list[int]) -> tuple[Floats, Floats, Floats]:
    """Bought, expected and expected squared of all pairs of products, by loop."""
    size = max(groups) + 1
    sums = [np.zeros((size, size)) for _ in range(3)]
    for a, b in itertools.combinations(range(len(groups)), 2):
        first, second = ({k for k, o in enumerate(orders) if item in o} for item in (a, b))
        chance = len(first) * len(second) / len(orders)
        place = tuple(sorted((groups[a], groups[b])))
        for total, value in zip(sums, (len(first & second), chance, chance**2), strict=True):
            total[place] += value
    return sums[0], sums[1], sums[2]


@settings(deadline=None, max_examples=30)
@given(orders=ORDERS)
def test_sums_over_all_pairs_are_those_of_a_loop(orders: list[set[int]]) -> None:
    groups = [0, 1, 0, 2, 1, 2]
    facts = facts_of(6, categories=("a", "b", "a", None, "b", None))
    orders = [{0, 1, 2, 3, 4, 5}, *orders]
    baskets = baskets_of(orders)
    count = np.bincount(baskets.item, minlength=6).astype(float)
    numbered = shrink._groups(facts, count)
    assert len(set(zip(numbered.tolist(), groups, strict=True))) == 3
    totals = shrink._Totals.of(numbered, count, baskets)
    for mine, loop in zip(
        (totals.bought, totals.expected, totals.squares),
        every_pair(orders, numbered.tolist()),
        strict=True,
    ):
        np.testing.assert_allclose(mine, loop, atol=1e-9)


def test_a_group_that_expects_little_has_the_mean_of_the_shop() -> None:
    """Products of one category always go together, the others never meet."""
    orders = [{0, 1}] * 300 + [{2}] * 300 + [{3}] * 300
    facts = facts_of(4, categories=("tea", "tea", "ink", "ink"))
    prior = fit_prior(pool_of([], [], []), facts, baskets_of(orders))
    tea, ink = prior.group[0], prior.group[2]
    assert prior.mean[tea, tea] > 1 > prior.mean[ink, ink] > 0
    # 300 orders hold both, 100 are expected by chance; of all pairs 300 and 600 are.
    shop = 300 / 600
    assert prior.mean[tea, tea] == pytest.approx((300 + GROUP_ORDERS * shop) / (100 + GROUP_ORDERS))
    assert prior.mean[tea, ink] == prior.mean[ink, tea]


def test_texts_that_proposed_pairs_which_sell_raise_the_prior_of_their_likeness() -> None:
    orders = [{0, 1}, {2, 3}, {0}, {1}, {2}, {3}] * 50
    pool = pool_of(
        [(0, 1), (2, 3)], [200, 200], [25.0, 25.0], sources=[SIMILAR, 1], likeness=[0.6, 0.8]
    )
    prior = fit_prior(pool, facts_of(4), baskets_of(orders))
    raised = [band > 1 for band in prior.bands.tolist()]
    # The second pair was proposed by rules, which looked at its orders.
    assert raised == [False, False, True, False, False]
    assert prior.of((0, 1), 0.6, 2)[0] > prior.of((0, 1), None, 2)[0]
    assert prior.of((0, 1), math.nan, 2) == prior.of((0, 1), None, 2)


def test_the_shape_is_found_again() -> None:
    random = np.random.default_rng(5)
    chance = random.uniform(0.5, 20, 20_000)
    for shape in (0.5, 3.0):
        lifts = random.gamma(shape, 2.0 / shape, len(chance))
        pairs = pool_of([(0, 1)] * len(chance), random.poisson(lifts * chance).tolist(), chance)
        found = shrink._shape(pairs, 2 * chance, float(((2 * chance) ** 2).sum()))
        assert found == pytest.approx(shape, rel=0.1)


def test_pairs_that_vary_no_more_than_chance_are_drawn_to_the_mean() -> None:
    random = np.random.default_rng(6)
    chance = random.uniform(5, 20, 500)
    pairs = pool_of([(0, 1)] * 500, np.rint(chance).astype(int).tolist(), chance)
    assert shrink._shape(pairs, chance, float((chance**2).sum())) == shrink.MOST_SHAPE


def test_lifts_of_pairs_multiply_and_so_do_their_variations() -> None:
    prior = prior_of(4, mean=1.5, shape=2.0)
    mean, shape = prior.of((0, 1, 3), None, 3)
    assert mean == pytest.approx(1.5**3)
    assert 1 + 1 / shape == pytest.approx((1 + 1 / 2.0) ** 3)
    assert prior.of((0, 1), None, 2) == pytest.approx((1.5, 2.0))
    # Two of four is as two of two.
    assert prior.of((0, 1, 2, 3), None, 2) == pytest.approx((1.5, 2.0))


def test_a_file_without_pairs_has_a_prior_of_no_lift() -> None:
    prior = fit_prior(pool_of([], [], []), facts_of(1), baskets_of([{0}, {0}]))
    assert prior.mean.tolist() == [[1.0]]
    assert prior.of((0, 0), None, 2)[0] == pytest.approx(1.0)


def test_of_very_many_orders_some_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    orders = [set(random.choice(6, 3, replace=False).tolist()) for _ in range(4000)]
    facts, pool = facts_of(6), pool_of([], [], [])
    whole = fit_prior(pool, facts, baskets_of(orders))
    monkeypatch.setattr(shrink, "ENOUGH_ORDERS", 500)
    part = fit_prior(pool, facts, baskets_of(orders))
    np.testing.assert_allclose(part.mean, whole.mean, rtol=0.05)
