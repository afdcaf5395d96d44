"""The sample shop with its catalog and its stock, and all that units are made of."""

from pathlib import Path

import polars as pl
import pytest

from engine import Backroom, BundleOptions, Settings
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.groups import groups_of
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.prepared import Material
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import mine_itemsets
from engine.bundles.context.products import gather_facts
from engine.bundles.context.sales import gather_sales
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.tags.tagging import tag_products
from engine.bundles.context.transactions import gather_baskets
from engine.bundles.context.weights import weigh_orders
from tests.bundles.makers import quiet

PATIENCE_S = 120
FILES = ("orders.csv", "catalog.csv", "inventory.csv")


@pytest.fixture(scope="session")
def sample_tables(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Order lines joined to catalog and inventory, and the catalog."""
    backroom = Backroom.open(Settings(home=tmp_path_factory.mktemp("home")))
    try:
        tables = []
        for name in FILES:
            with (root / "sample_data" / name).open("rb") as file:
                tables.append(backroom.read(backroom.take(name, file)))
            assert backroom.wait(tables[-1], PATIENCE_S).status == "done"
        joined = backroom.join(tables)
        assert backroom.wait(joined, PATIENCE_S).status == "done"
        return backroom.lines(joined), backroom.lines(tables[1])
    finally:
        backroom.close()


@pytest.fixture(scope="session")
def sample_material(sample_tables: tuple[pl.DataFrame, pl.DataFrame]) -> Material:
    """What the units of the sample shop are made of, without a model."""
    (lines, catalog), options, step = sample_tables, BundleOptions(), quiet()
    baskets = gather_baskets(lines, options, step)
    sales = gather_sales(lines, options, baskets.products.skus)
    facts = gather_facts(lines, sales, baskets, catalog, options)
    itemsets = mine_itemsets(baskets, options, step)
    counts = SubsetCounts(itemsets)
    context = PoolContext(
        baskets=baskets,
        facts=facts,
        itemsets=itemsets,
        counts=counts,
        evidence=gather_evidence(itemsets, counts, step),
        weights=weigh_orders(baskets, options.half_life_days, options.season),
        likeness=compare_products(facts),
    )
    return Material(
        pool=gather_pool(context, options, step),
        groups=groups_of(facts, context.likeness, None),
        facts=facts,
        sales=sales,
        tags=tag_products(facts, sales, {}),
        baskets=baskets,
        options=options,
    )
