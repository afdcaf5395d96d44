"""The hybrid score: weights by the volume of orders, and honest where a part is missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.decide.signals import (
    combine,
    semantic_signal,
    signal_weights,
    transactional_signal,
)

PART = st.none() | st.floats(0, 1)
WEIGHT = st.floats(0, 1)


@pytest.mark.parametrize(
    ("recent", "by_model", "local"),
    [
        (0, (0.6, 0.2, 0.2), (0.3, 0.5, 0.2)),
        (299, (0.6, 0.2, 0.2), (0.3, 0.5, 0.2)),
        (300, (0.4, 0.4, 0.2), (0.2, 0.6, 0.2)),
        (1199, (0.4, 0.4, 0.2), (0.2, 0.6, 0.2)),
        (1200, (0.2, 0.6, 0.2), (0.1, 0.7, 0.2)),
    ],
)
def test_the_volume_of_orders_chooses_the_weights(
    recent: int, by_model: tuple[float, ...], local: tuple[float, ...]
) -> None:
    assert signal_weights(recent, BundleOptions(), by_model=True) == pytest.approx(by_model)
    assert signal_weights(recent, BundleOptions(), by_model=False) == pytest.approx(local)


def test_weights_by_hand_are_taken_as_they_are() -> None:
    options = BundleOptions(semantic=0.5, transactional=0.25, business=0.25)
    assert signal_weights(9999, options, by_model=False) == (0.5, 0.25, 0.25)
    options = BundleOptions(semantic=1.0, transactional=1.0, business=0.0)
    assert signal_weights(10, options, by_model=False) == (0.5, 0.5, 0.0)


def test_signals_have_the_sources_values() -> None:
    assert [transactional_signal(lift) for lift in (0.5, 1.0, 2.0, 4.0, 10.0, 99.0)] == (
        pytest.approx([0, 0, 0.301, 0.602, 1, 1], abs=1e-3)
    )
    assert transactional_signal(None) is None
    assert semantic_signal(0.5) == pytest.approx(0.5**0.8)
    assert semantic_signal(-0.4) == 0
    assert semantic_signal(None) is semantic_signal(math.nan) is None


@given(parts=st.tuples(PART, PART, PART), weights=st.tuples(WEIGHT, WEIGHT, WEIGHT))
def test_a_score_is_a_mean_of_what_is_known(
    parts: tuple[float | None, ...], weights: tuple[float, ...]
) -> None:
    known = [(p, w) for p, w in zip(parts, weights, strict=True) if p is not None]
    found = combine(parts, weights)
    assert 0 <= found.score <= 1
    total = sum(weight for _, weight in known)
    if total > 1e-9:
        mean = sum(part * weight for part, weight in known) / total
        assert found.score == pytest.approx(mean, abs=1e-12)
        assert sum(found.weights.values()) == pytest.approx(1)
        for name, part in zip(found.weights, parts, strict=True):
            assert part is not None or found.weights[name] == 0
    assert sum(found.shares.values()) == pytest.approx(1 if found.score else 0)


def test_a_missing_part_leaves_its_weight_to_the_others() -> None:
    found = combine((None, 0.5, 1.0), (0.6, 0.2, 0.2))
    assert found.score == pytest.approx(0.75)
    assert found.weights == pytest.approx({"alpha": 0, "beta": 0.5, "gamma": 0.5})
    assert found.shares == pytest.approx({"semantic": 0, "transactional": 1 / 3, "business": 2 / 3})
