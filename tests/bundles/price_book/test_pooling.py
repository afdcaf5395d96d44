"""Items are drawn to kinds and kinds to the whole, as integrating over all unknowns says."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.price.pooling import excess_variance, pool_means

GRID = np.linspace(-2, 2, 401)
STEP = GRID[1] - GRID[0]
MEANS = st.floats(-0.8, 0.8)
VARIANCES = st.sampled_from([0.01, 0.04, 0.2, np.inf])


def normal(values: np.ndarray, mean: np.ndarray | float, variance: float) -> np.ndarray:
    return np.exp(-((values - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def by_integration(
    seen: Sequence[float], variance: Sequence[float], kind: Sequence[int],
    item: int, within: float, across: float,
) -> tuple[float, float]:  # fmt: skip
    """Mean and spread of one item's true value: every unknown on a grid, the whole's mean flat."""
    kinds = max(kind) + 1
    # How likely each kind's data are, by the kind's mean; the item's own kind keeps its value.
    spread = normal(GRID[:, None], GRID[None, :], within)
    told = np.ones((kinds, len(GRID)))
    own = np.ones(len(GRID))
    for place, (value, noise, of) in enumerate(zip(seen, variance, kind, strict=True)):
        likely = normal(GRID, value, noise) if np.isfinite(noise) else np.ones(len(GRID))
        if place == item:
            own = likely
        else:
            told[of] *= likely @ spread * STEP
    around = normal(GRID[:, None], GRID[None, :], across)
    others = np.prod(
        [told[of] @ around * STEP for of in range(kinds) if of != kind[item]] or [1 + 0 * GRID],
        axis=0,
    )
    kind_mean = told[kind[item]] * (around @ others * STEP)
    value = own * (spread @ kind_mean * STEP)
    value /= value.sum() * STEP
    mean = float((GRID * value).sum() * STEP)
    return mean, float(np.sqrt(((GRID - mean) ** 2 * value).sum() * STEP))


@pytest.mark.parametrize("item", range(7))
def test_the_posterior_is_that_of_integrating_over_every_unknown(item: int) -> None:
    seen = [-0.55, -0.15, 0.02, 0.4, -0.5, 0.0, 0.0]
    variance = [0.01, 0.02, 0.04, 0.01, 0.2, 0.03, np.inf]
    kind = [0, 0, 1, 1, 2, 2, 2]
    pooled = pool_means(np.array(seen), np.array(variance), np.array(kind))
    assert pooled.between_items > 0.001
    assert pooled.between_kinds > 0.001
    mean, spread = by_integration(
        seen, variance, kind, item, pooled.between_items, pooled.between_kinds
    )
    assert pooled.mean[item] == pytest.approx(mean, abs=2e-4)
    assert pooled.spread[item] == pytest.approx(spread, rel=2e-3)


@settings(deadline=None, max_examples=12)
@given(
    rows=st.lists(st.tuples(MEANS, VARIANCES, st.integers(0, 2)), min_size=3, max_size=8),
    data=st.data(),
)
def test_whatever_was_seen_the_posterior_is_the_integral(
    rows: list[tuple[float, float, int]], data: st.DataObject
) -> None:
    rows.append((0.1, 0.02, 0))
    seen, variance, kind = zip(*rows, strict=True)
    pooled = pool_means(np.array(seen), np.array(variance), np.array(kind))
    assert np.isfinite(pooled.mean).all()
    # Grids can follow neither a variance of nearly nothing nor a flat one.
    if 0.004 < pooled.between_items < 0.2 and 0.004 < pooled.between_kinds < 0.2:
        item = data.draw(st.integers(0, len(rows) - 1))
        mean, spread = by_integration(
            seen, variance, kind, item, pooled.between_items, pooled.between_kinds
        )
        assert pooled.mean[item] == pytest.approx(mean, abs=5e-3)
        assert pooled.spread[item] == pytest.approx(spread, rel=0.05)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(MEANS, VARIANCES, st.integers(0, 3)), min_size=1, max_size=12))
def test_a_posterior_lies_among_what_was_seen(rows: list[tuple[float, float, int]]) -> None:
    rows.append((0.2, 0.05, 1))
    seen, variance, kind = (np.array(column) for column in zip(*rows, strict=True))
    pooled = pool_means(seen, variance, kind)
    told = seen[np.isfinite(variance)]
    assert (pooled.mean >= told.min() - 1e-9).all()
    assert (pooled.mean <= told.max() + 1e-9).all()
    assert (pooled.spread >= 0).all()


def test_much_data_speaks_for_itself_and_none_for_its_kind() -> None:
    seen = np.array([-0.4, -0.1, -0.2, 0.0])
    pooled = pool_means(seen, np.array([1e-6, 1e-6, 1e-6, np.inf]), np.array([0, 0, 0, 0]))
    assert pooled.mean[:3] == pytest.approx(seen[:3], abs=1e-4)
    assert pooled.mean[3] == pytest.approx(seen[:3].mean(), abs=1e-4)
    assert pooled.spread[3] > 10 * pooled.spread[0]


def test_a_kind_without_data_takes_the_wholes_mean() -> None:
    seen = np.array([-0.4, -0.4, -0.2, -0.2, 0.0])
    variance = np.array([0.001, 0.001, 0.001, 0.001, np.inf])
    pooled = pool_means(seen, variance, np.array([0, 0, 1, 1, 2]))
    assert pooled.mean[4] == pytest.approx(-0.3)


def test_the_moments_find_the_variance_that_was_drawn() -> None:
    draw = np.random.default_rng(7)
    kind = np.repeat(np.arange(200), 5)
    noise = draw.uniform(0.01, 0.1, 1000)
    true = draw.normal(0, 0.3, 200)[kind] + draw.normal(0, 0.2, 1000)
    seen = true + draw.normal(0, np.sqrt(noise))
    assert excess_variance(seen, noise, kind) == pytest.approx(0.04, rel=0.15)
    pooled = pool_means(seen, noise, kind)
    assert pooled.between_kinds == pytest.approx(0.09, rel=0.25)
    assert ((pooled.mean - true) ** 2).mean() < 0.7 * ((seen - true) ** 2).mean()


def test_nothing_between_one_item_of_each_kind_can_be_told() -> None:
    assert excess_variance(np.array([0.1, 0.9]), np.array([0.1, 0.1]), np.array([0, 1])) == 0
