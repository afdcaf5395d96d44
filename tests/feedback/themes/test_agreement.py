"""The adjusted Rand index beside a count of all pairs."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.agreement import adjusted_rand

GROUPS = st.integers(2, 25).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 4), min_size=n, max_size=n) for _ in "ab"))
)


def by_pairs(first: list[int], second: list[int]) -> float:
    pairs = list(combinations(range(len(first)), 2))
    together = sum(first[i] == first[j] and second[i] == second[j] for i, j in pairs)
    one = sum(first[i] == first[j] for i, j in pairs)
    other = sum(second[i] == second[j] for i, j in pairs)
    expected = one * other / comb(len(first), 2)
    largest = (one + other) / 2
    return 1.0 if largest == expected else (together - expected) / (largest - expected)


@given(GROUPS)
def test_it_equals_a_count_of_pairs(groups: tuple[list[int], list[int]]) -> None:
    first, second = groups
    found = adjusted_rand(np.array(first), np.array(second))
    assert found == pytest.approx(by_pairs(first, second), abs=1e-12)


@given(GROUPS)
def test_names_of_groups_do_not_matter(groups: tuple[list[int], list[int]]) -> None:
    first, second = np.array(groups[0]), np.array(groups[1])
    assert adjusted_rand(first, second) == adjusted_rand(second, 7 - first)
    assert adjusted_rand(first, 3 * first + 1) == 1.0


def test_a_known_value() -> None:
    first, second = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand(first, second) == pytest.approx(0.24242424242424243)
