"""From three files to facts: the sample shop through the door, its catalog opened behind it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Backroom
from engine.bundles.context.artificial import drop_artificial
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.tagging import tag_products, untold_of
from engine.bundles.opening import open_catalog
from tests.bundles.context_facts.makers import gather

Read = Callable[[str], str]


@pytest.fixture
def read(backroom: Backroom, root: Path) -> Read:
    """Read a file of the sample shop; its table's id."""

    def read_one(name: str) -> str:
        with (root / "sample_data" / name).open("rb") as source:
            table = backroom.read(backroom.take(name, source))
        backroom.wait(table)
        return table

    return read_one


def test_the_sample_shop_knows_what_it_has_and_what_is_coming(
    backroom: Backroom, read: Read
) -> None:
    parts = [read(name) for name in ("orders.csv", "catalog.csv", "inventory.csv")]
    table = backroom.join(parts)
    backroom.wait(table)
    catalog = open_catalog(backroom._workspace, table)
    assert catalog is not None
    artificial = drop_artificial(backroom.lines(table))
    assert artificial.existing == ()
    facts, sales, _ = gather(artificial.lines, artificial.without(catalog))
    assert facts.has == {
        "prices", "list_prices", "costs", "stock", "dates", "customers", "categories", "vendors",
        "catalog",
    }  # fmt: skip
    assert set(facts.skus[facts.sold :]) == {"TRY-ROB", "JAR-CND-PIN", "CRD-WRE"}
    tags = tag_products(facts, sales, {})
    assert untold_of(tag_products(facts, sales, {})) == ()
    assert carriers(facts, tags["slow_mover"].carried) == {"BRD-END", "PAD-KNL", "SCL-BAL"}
    assert carriers(facts, tags["new_launch"].carried) == {"TRY-ROB", "JAR-CND-PIN", "CRD-WRE"}
    christmas = {"ADV-FAB", "BAU-GLS-AMB", "BAU-GLS-SAG", "CRK-SIX", "CUT-GNG", "TRY-ROB"}
    assert christmas <= carriers(facts, tags["seasonal"].carried)
    assert not {"BLK-PIC-MUS", "HMP-WIL"} & carriers(facts, tags["seasonal"].carried)
    assert "CUT-BSC" in carriers(facts, tags["gift_worthy"].carried)


def carriers(facts: ProductFacts, carried: object) -> set[str]:
    return {sku for sku, is_so in zip(facts.skus, carried, strict=True) if is_so}  # type: ignore[call-overload]


def test_orders_alone_have_no_catalog(backroom: Backroom, read: Read) -> None:
    assert open_catalog(backroom._workspace, read("orders.csv")) is None


def test_an_inventory_alone_tells_of_stock_and_of_variants(backroom: Backroom, read: Read) -> None:
    table = backroom.join([read("orders.csv"), read("inventory.csv")])
    backroom.wait(table)
    catalog = open_catalog(backroom._workspace, table)
    assert catalog is not None
    facts, _, _ = gather(backroom.lines(table), catalog)
    assert {"stock", "catalog"} <= facts.has
    assert "costs" not in facts.has


def test_a_catalog_that_was_forgotten_is_none(backroom: Backroom, read: Read) -> None:
    orders, catalog = read("orders.csv"), read("catalog.csv")
    table = backroom.join([orders, catalog])
    backroom.wait(table)
    backroom.forget_file(catalog)
    assert open_catalog(backroom._workspace, table) is None
