"""Tails against exact counting and scipy; false discovery against its definition."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact, hypergeom

from engine.bundles.context.significance import (
    BLOCK,
    benjamini_hochberg,
    family_size,
    fisher_log_p,
    itemset_log_p,
)
from tests.bundles.makers import itemsets_of, quiet, subset_counts
from tests.bundles.oracles import (
    every_frequent_set,
    fisher_p,
    largest_p_given_the_rest,
    log_fraction,
    orders_with,
    q_values_by_definition,
)

Table = tuple[int, int, int, int]
LOG_P = st.lists(st.floats(-2_000, 0), min_size=1, max_size=40)


@st.composite
def tables(draw: st.DrawFn, most: int = 400) -> Table:
    """Both, first, second and all orders that can stand together."""
    total = draw(st.integers(1, most))
    first, second = draw(st.integers(0, total)), draw(st.integers(0, total))
    both = draw(st.integers(max(0, first + second - total), min(first, second)))
    return both, first, second, total


def log_p(table: Table) -> float:
    both, first, second, total = table
    columns = (np.array([number], dtype=np.int64) for number in (both, first, second))
    return float(fisher_log_p(*columns, total, quiet())[0])


@settings(deadline=None, max_examples=120)
@given(table=tables())
def test_the_tail_is_the_exact_count_of_ways(table: Table) -> None:
    exact = log_fraction(fisher_p(*table))
    assert log_p(table) == pytest.approx(exact, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(table=tables(most=1_000))
def test_the_tail_is_scipys(table: Table) -> None:
    both, first, second, total = table
    theirs = float(hypergeom.logsf(both - 1, total, first, second))
    if theirs > -600:
        assert log_p(table) == pytest.approx(theirs, rel=1e-6, abs=1e-8)


@settings(deadline=None, max_examples=50)
@given(table=tables())
def test_the_tail_is_the_one_sided_fisher_test(table: Table) -> None:
    both, first, second, total = table
    cells = [[both, first - both], [second - both, total - first - second + both]]
    theirs = fisher_exact(cells, alternative="greater").pvalue
    assert math.exp(log_p(table)) == pytest.approx(theirs, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    "table",
    [
        (0, 0, 0, 1),
        (1, 1, 1, 1),
        (0, 1, 1, 2),
        (7, 7, 7, 7),
        (7, 7, 400, 400),
        (5, 5, 5, 1_000_000),
        (5, 5, 90_000, 100_000),
        (3_000, 3_000, 3_000, 20_000),
        (2_500, 3_000, 3_500, 20_000),
        (0, 40, 60, 20_000),
        (120, 1_000, 2_400, 20_000),
        (121, 1_000, 2_400, 20_000),
    ],
)
def test_edges_and_the_far_tail_are_exact(table: Table) -> None:
    assert log_p(table) == pytest.approx(log_fraction(fisher_p(*table)), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(table=tables())
def test_both_sides_may_change_places(table: Table) -> None:
    both, first, second, total = table
    mirrored = log_p((both, second, first, total))
    assert log_p(table) == pytest.approx(mirrored, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(table=tables())
def test_more_together_is_never_likelier(table: Table) -> None:
    both, first, second, total = table
    assert log_p(table) <= 0
    if both < min(first, second):
        assert log_p((both + 1, first, second, total)) <= log_p(table) + 1e-9


def test_every_row_of_many_blocks_gets_its_own_value() -> None:
    both = np.arange(2 * BLOCK + 3) % 40
    side = np.full(len(both), 50)
    found = fisher_log_p(both, side, side, 100, quiet())
    for value in range(40):
        expected = log_fraction(fisher_p(value, 50, 50, 100))
        assert np.allclose(found[both == value], expected, rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=30)
@given(orders=st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=4, max_size=30))
def test_a_set_is_as_significant_as_its_weakest_item_given_the_rest(
    orders: list[set[int]],
) -> None:
    itemsets = itemsets_of(every_frequent_set(orders, 1, 4), len(orders), 1, 4)
    answers = itemset_log_p(itemsets, subset_counts(itemsets), quiet())
    assert len(answers) == 3
    for sets, found in zip(itemsets.sets[1:], answers, strict=True):
        exact = [log_fraction(largest_p_given_the_rest(orders, row)) for row in sets.tolist()]
        assert found == pytest.approx(exact, rel=1e-9, abs=1e-9)


def test_a_strong_pair_does_not_carry_a_third_product_along() -> None:
    pair, third = {0, 1}, {2}
    orders = [pair] * 20 + [pair | third] * 20 + [third] * 40 + [{3}] * 40
    itemsets = itemsets_of(every_frequent_set(orders, 5, 3), len(orders), 5, 3)
    pairs, triples = itemset_log_p(itemsets, subset_counts(itemsets), quiet())
    rows = itemsets.sets[1].tolist()
    assert len(orders_with(orders, {0, 1, 2})) * len(orders) == 40 * 60
    assert pairs[rows.index([0, 1])] < math.log(1e-20)
    assert triples[0] > math.log(0.4)


@settings(deadline=None)
@given(log_p=LOG_P, more=st.integers(0, 5_000))
def test_q_values_are_the_definition(log_p: list[float], more: int) -> None:
    log_p = [max(value, -500) for value in log_p]
    family = len(log_p) + more
    found = benjamini_hochberg(np.array(log_p), family)
    expected = q_values_by_definition([math.exp(value) for value in log_p], family)
    assert found == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(log_p=LOG_P, more=st.integers(0, 100), data=st.data())
def test_q_values_do_not_depend_on_the_order(
    log_p: list[float], more: int, data: st.DataObject
) -> None:
    family = len(log_p) + more
    order = data.draw(st.permutations(range(len(log_p))))
    found = benjamini_hochberg(np.array(log_p), family)
    shuffled = benjamini_hochberg(np.array(log_p)[order], family)
    assert shuffled.tolist() == found[order].tolist()


@settings(deadline=None)
@given(log_p=LOG_P, more=st.integers(0, 100))
def test_q_values_rise_with_p_and_with_the_family(log_p: list[float], more: int) -> None:
    values = np.array(log_p)
    found = benjamini_hochberg(values, len(log_p))
    ranked = found[np.argsort(values, kind="stable")]
    assert (np.diff(ranked) >= 0).all()
    assert ((found >= np.exp(values) * (1 - 1e-12)) & (found <= 1)).all()
    assert (benjamini_hochberg(values, len(log_p) + more) >= found).all()


def test_textbook_q_values() -> None:
    p_values = np.array([0.01, 0.04, 0.03, 0.005])
    assert benjamini_hochberg(np.log(p_values), 4) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert benjamini_hochberg(np.log(p_values), 8) == pytest.approx([0.04, 0.08, 0.08, 0.04])


def test_nothing_tested_has_no_q_values() -> None:
    assert benjamini_hochberg(np.empty(0), 0).tolist() == []


def test_the_family_is_every_set_that_the_frequent_products_could_form() -> None:
    assert [family_size(5, size) for size in (2, 3, 4)] == [10, 10, 5]
    assert family_size(1, 2) == 0
