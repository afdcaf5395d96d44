"""The same itemsets and rules as mlxtend, on real orders."""

import json
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from mlxtend.frequent_patterns import association_rules, fpgrowth

from engine.bundles import BundleOptions
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import Itemsets, mine_itemsets
from engine.bundles.context.plain import mine_plainly
from engine.bundles.context.rules import find_rules
from engine.bundles.context.transactions import Baskets
from tests.bundles.makers import counted_of, quiet, subset_counts

MEASURES = ("support", "confidence", "lift", "leverage", "conviction")


@pytest.fixture(params=[("groceries", 35), ("two_months", 22)], ids=["groceries", "online_retail"])
def slice_of_orders(request: pytest.FixtureRequest) -> tuple[Baskets, int]:
    """Real baskets and a least count that leaves some thousand sets."""
    name, min_count = request.param
    return request.getfixturevalue(name), min_count


def mined_by_us(baskets: Baskets, min_count: int) -> Itemsets:
    options = BundleOptions(min_support=min_count / baskets.orders)
    return mine_itemsets(baskets, options, quiet())


def mined_by_mlxtend(baskets: Baskets, min_count: int) -> pd.DataFrame:
    held = np.zeros((baskets.orders, len(baskets.products.skus)), dtype=bool)
    held[baskets.order, baskets.item] = True
    frame = pd.DataFrame(held, columns=list(baskets.products.skus))
    share = (min_count - 0.5) / baskets.orders
    return fpgrowth(frame, min_support=share, use_colnames=True, max_len=4)


def test_itemsets_and_counts_are_mlxtends(slice_of_orders: tuple[Baskets, int]) -> None:
    baskets, min_count = slice_of_orders
    skus = baskets.products.skus
    ours = {
        frozenset(skus[item] for item in members): count
        for members, count in counted_of(mined_by_us(baskets, min_count)).items()
    }
    theirs = mined_by_mlxtend(baskets, min_count)
    assert len(ours) > 1_000
    assert max(len(members) for members in ours) == 4
    assert ours == {
        members: round(support * baskets.orders)
        for members, support in zip(theirs["itemsets"], theirs["support"], strict=True)
    }


def test_the_plain_way_mines_the_same_arrays(groceries: Baskets) -> None:
    ours = mined_by_us(groceries, 90)
    plain = mine_plainly(groceries.order, groceries.item, groceries.orders, 90, 4)
    assert (plain.orders, plain.min_count) == (ours.orders, ours.min_count)
    for kind in ("sets", "counts"):
        for one, other in zip(getattr(ours, kind), getattr(plain, kind), strict=True):
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)


def test_rules_are_mlxtends_measure_by_measure(slice_of_orders: tuple[Baskets, int]) -> None:
    baskets, min_count = slice_of_orders
    itemsets = mined_by_us(baskets, min_count)
    counts = subset_counts(itemsets)
    q_values = tuple(sized.q_value for sized in gather_evidence(itemsets, counts, quiet()))
    ours = find_rules(itemsets, counts, q_values, baskets.products, quiet())
    theirs = association_rules(
        mined_by_mlxtend(baskets, min_count), metric="support", min_threshold=0.0
    )
    expected = {
        (row.antecedents, row.consequents): tuple(getattr(row, name) for name in MEASURES)
        for row in theirs.itertuples()
    }
    found = {(_set(row["antecedent"]), _set(row["consequent"])): row for row in _rows(ours)}
    assert len(found) == ours.height > 1_000
    assert found.keys() == expected.keys()
    for sides, row in found.items():
        assert [row[name] for name in MEASURES] == pytest.approx(expected[sides], rel=1e-9)


def _rows(rules: pl.DataFrame) -> list[dict[str, Any]]:
    return rules.rows(named=True)


def _set(side: str) -> frozenset[str]:
    return frozenset(json.loads(side))
