"""In the sample shop, what was planted is found, and nothing that is no product is bundled."""

import asyncio

import polars as pl
import pytest

from engine.bundles import BundleOptions, BundleResult, BundleTables, find_bundles
from engine.bundles.candidates.from_itemsets import choose_candidates
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import mine_itemsets
from engine.bundles.context.transactions import gather_baskets
from engine.bundles.context.weights import weigh_orders
from engine.steps import Steps
from sample_data.shop.pairs import PLANTED_PAIRS
from tests.bundles.makers import quiet, subset_counts

PLANTED = {tuple(sorted(pair[:2])) for pair in PLANTED_PAIRS}
FEES = ("SHIP", "GIFTWRAP", "GIFTCARD")


@pytest.fixture(scope="module")
def result(sample_orders: pl.DataFrame) -> BundleResult:
    """The bundles of the sample shop, everything as it comes."""
    return asyncio.run(find_bundles(BundleTables(sample_orders), BundleOptions(), steps=Steps()))


def test_most_planted_pairs_that_are_mined_are_candidates(sample_orders: pl.DataFrame) -> None:
    options = BundleOptions(max_items=2)
    baskets = gather_baskets(sample_orders, options, quiet())
    itemsets = mine_itemsets(baskets, options, quiet())
    evidence = gather_evidence(itemsets, subset_counts(itemsets), quiet())[0]
    weights = weigh_orders(baskets, options.half_life_days, options.season)
    likeness = compare_products(baskets.products)
    chosen = choose_candidates(evidence, baskets, weights, likeness, options)
    skus = baskets.products.skus
    mined = {tuple(skus[item] for item in row) for row in evidence.sets.tolist()} & PLANTED
    candidates = {tuple(skus[item] for item in row) for row in chosen.evidence.sets.tolist()}
    assert len(mined) >= 25
    assert len(mined & candidates) >= 0.9 * len(mined)


def test_most_bundles_were_planted(result: BundleResult) -> None:
    pairs = [tuple(item.sku for item in b.items) for b in result.bundles
             if b.portfolio and len(b.items) == 2]  # fmt: skip
    assert len(pairs) >= 25
    assert sum(pair in PLANTED for pair in pairs) >= 0.6 * len(pairs)


def test_no_bundle_holds_a_fee_or_something_only_returned(
    result: BundleResult, sample_orders: pl.DataFrame
) -> None:
    bundled = {item.sku for bundle in result.bundles for item in bundle.items}
    sold = set(sample_orders.filter(pl.col("quantity") > 0)["sku"])
    assert not bundled & set(FEES)
    assert bundled <= sold


def test_every_bundle_is_whole(result: BundleResult, sample_orders: pl.DataFrame) -> None:
    baskets = dict(
        sample_orders.group_by("order_id").agg("sku").select("order_id", "sku").iter_rows()
    )
    retail = [set(skus) for skus in baskets.values() if len(set(skus)) <= 100]
    assert [bundle.rank for bundle in result.bundles] == list(range(1, len(result.bundles) + 1))
    assert len({bundle.bundle_id for bundle in result.bundles}) == len(result.bundles)
    for bundle in result.bundles:
        if not bundle.portfolio:
            continue
        skus = {item.sku for item in bundle.items}
        said = bundle.evidence
        assert said.orders_together == sum(skus <= basket for basket in retail)
        assert said.orders_either == sum(bool(skus & basket) for basket in retail)
        assert said.support == pytest.approx(said.orders_together / len(retail))
        assert said.lift == pytest.approx(said.orders_together / said.expected_by_chance)
        assert {*said.from_, said.to} == skus
        assert said.q_value <= 0.05
        assert bundle.pricing is not None
        assert bundle.pricing.list_price == sum(item.unit_price or 0 for item in bundle.items)
