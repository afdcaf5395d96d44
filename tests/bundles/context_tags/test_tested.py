"""What stands out is what an exact binomial test finds, and no more of noise than was promised."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.tags.tested import is_above


def tail(hits: int, tries: int, share: float) -> float:
    """The chance of so many hits or more, summed term by term."""
    return sum(
        math.comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(hits, tries + 1)
    )


@settings(max_examples=30)
@given(
    rows=st.lists(
        st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1, max_size=15,
    ),
    share=st.floats(0.05, 0.9),
)  # fmt: skip
def test_it_is_the_binomial_test_with_false_discoveries_held(
    rows: list[tuple[int, int]], share: float
) -> None:
    hits, tries = (np.array(column) for column in zip(*rows, strict=True))
    found = is_above(hits, tries, share)
    p = [tail(hit, n, share) if n else 1.0 for hit, n in rows]
    tested = sum(n > 0 for _, n in rows)
    ranked = sorted(value for value, (_, n) in zip(p, rows, strict=True) if n)
    good = [value for rank, value in enumerate(ranked, 1) if value * tested / rank <= 0.05]
    limit = max(good, default=-1.0)
    near = any(math.isclose(value * tested / rank, 0.05, rel_tol=1e-6)
               for rank, value in enumerate(ranked, 1))  # fmt: skip
    assert near or found.tolist() == [value <= limit for value in p]


def test_no_product_or_no_tries_stand_out() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert is_above(nothing, nothing, 0.3).tolist() == []
    assert is_above(np.array([0]), np.array([0]), 0.3).tolist() == [False]


def test_noise_hardly_ever_stands_out() -> None:
    draw = np.random.default_rng(5)
    tries = draw.integers(1, 300, size=3000)
    assert is_above(draw.binomial(tries, 0.3), tries, 0.3).mean() < 0.005


def test_thousands_of_hits_are_certain_and_finite() -> None:
    assert is_above(np.array([90_000, 0]), np.array([100_000, 50]), 0.3).tolist() == [True, False]
