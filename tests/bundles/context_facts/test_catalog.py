"""Which products of a catalog were never sold, however lines and catalog name them."""

from typing import Any

import polars as pl
import pytest

from engine.bundles.context.catalog import never_sold
from tests.bundles.context_facts.makers import catalog_of, joined, moment
from tests.bundles.makers import day_number, line

LAST = day_number("2025-06-30")
SOLD = joined(
    [line("1", "MUG-1", title="Mug - Blue", variant_id="gid://shopify/ProductVariant/41"),
     line("2", "Plain bowl", title="Plain bowl")]
)  # fmt: skip


def skus(*rows: dict[str, Any], lines: pl.DataFrame = SOLD) -> tuple[str, ...]:
    return never_sold(catalog_of(*rows), lines, lines["sku"].unique().to_list(), LAST).skus


@pytest.mark.parametrize(
    "row",
    [
        {"sku": "MUG-1"},
        {"sku": " mug-1 ", "title": "another"},
        {"variant_id": "'41", "sku": "other"},
        {"sku": "MUG-BLUE", "title": "Mug", "variant_title": "blue"},
        {"title": "plain  Bowl"},
        {"handle": "plain bowl", "sku": "B1", "title": "Bowl"},
        {"product_id": "41", "sku": "X", "title": "Mug, all colours"},
    ],
    ids=str,
)
def test_what_a_line_names_was_sold(row: dict[str, Any]) -> None:
    assert skus(row) == ()


def test_the_rest_goes_by_its_code_or_number_or_title_in_their_order() -> None:
    found = skus(
        {"title": "Tray", "variant_title": "Oak"}, {"variant_id": "77", "title": "Lamp"},
        {"sku": "CUP", "title": "Cup"}, {"sku": "CUP", "title": "Cup again"}, {"stock": 3.0},
    )  # fmt: skip
    assert found == ("77", "CUP", "Tray - Oak")


@pytest.mark.parametrize("status", ["draft", "Archived", "UNLISTED", "false", "0"])
def test_what_is_not_offered_is_no_product(status: str) -> None:
    assert skus({"sku": "A", "status": status, "created_at": moment("2025-01-01")}) == ()
    assert skus({"sku": "A", "status": "active"}) == ("A",)


@pytest.mark.parametrize(("day", "found"), [("2025-05-31", ("A",)), ("2025-05-30", ())])
def test_a_draft_of_the_last_thirty_days_is_about_to_be_launched(
    day: str, found: tuple[str, ...]
) -> None:
    assert skus({"sku": "A", "status": "draft", "created_at": moment(day)}) == found
    assert skus({"sku": "A", "status": "archived", "created_at": moment(day)}) == ()
    assert skus({"sku": "A", "status": "draft"}) == ()


def test_a_service_is_no_product() -> None:
    assert skus({"sku": "G", "title": "Gift wrap"}, {"sku": "H", "title": "Hat"}) == ("H",)


def test_without_lines_numbers_everything_is_looked_up_by_code_and_title() -> None:
    lines = SOLD.drop("variant_id")
    assert skus({"sku": "MUG-1"}, {"variant_id": "41", "title": "x"}, lines=lines) == ("41",)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [{"sku": "CUP", "title": "Cup", "price": 3.0}, {"sku": "CUP", "title": "Cup"},
            {"sku": "BOX", "title": "Box"}, {"sku": "CUP", "title": "Ace"}]  # fmt: skip
    plain = never_sold(catalog_of(*rows), SOLD, [], LAST)
    turned = never_sold(catalog_of(*rows[::-1]), SOLD, [], LAST)
    assert plain.titles == turned.titles == ("Box", "Ace")
    assert plain.told.list_price.tolist() == turned.told.list_price.tolist()
