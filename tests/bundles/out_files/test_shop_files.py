"""What shops load: drafts with their price, ids that are known, and what no file can do said."""

import csv
import io
import json
from typing import Any

import pytest

from engine.bundles.out.decided import apply_decisions
from engine.bundles.out.offer import offer_in_words
from engine.bundles.out.shop import Shop
from engine.bundles.out.shopify import HEADINGS, draft_products, handle_of
from engine.bundles.out.shopify_api import bundle_variables
from engine.bundles.out.woo import grouped_products
from engine.files.kinds.known import catalogs
from tests.bundles.out_files.documents import EUROS, HOSTILE, every_type, shop_with_ids
from tests.reports.read_page import ReadPage


def records(written: bytes) -> list[dict[str, str]]:
    """A CSV file read back."""
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


def documents() -> list[dict[str, Any]]:
    return apply_decisions(every_type(), {}, (), EUROS)


def unescaped(cell: str) -> str:
    """A cell without the apostrophe that formulas get."""
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell


def test_shopify_gets_a_draft_a_set_under_its_later_headings() -> None:
    first, second, third = records(draft_products(documents(), EUROS))
    assert set(HEADINGS) <= set(catalogs._SHOPIFY_PRODUCTS_NEW.headings)
    assert first["Title"] == "Tea time"
    assert (first["Price"], first["Compare-at price"], first["Cost per item"]) == (
        "41.90", "46.00", "20.00",
    )  # fmt: skip
    for one in (first, second, third):
        assert (one["Status"], one["Published on online store"]) == ("draft", "FALSE")
    assert (third["Price"], third["Compare-at price"]) == ("", "")
    assert len({one["URL handle"] for one in (first, second, third)}) == 3


def test_a_strangers_words_are_only_words_in_a_product_page() -> None:
    second = records(draft_products(documents(), EUROS))[1]
    assert second["Title"].startswith("'=")
    told = ReadPage(second["Description"])
    assert set(told.tags) == {"ul", "li"}
    assert told.words == [f"1 × {HOSTILE}", "1 × Mug"]


@pytest.mark.parametrize(
    ("title", "handle"),
    [("Thé & Crème  brûlée!", "the-creme-brulee"), ("茶", "bundle"), ("-a-", "a"),
     ("x" * 99, "x" * 80)],
)  # fmt: skip
def test_a_web_address_has_plain_letters_and_the_id(title: str, handle: str) -> None:
    document = every_type()[0] | {"copy": {"title": title}}
    assert handle_of(document) == f"{handle}-id0000000001"


def test_the_api_gets_what_is_known_and_hears_what_is_missing() -> None:
    told = json.loads(bundle_variables(documents(), shop_with_ids()))
    first, second, third = told["bundles"]
    tea, pot = first["variables"]["input"]["components"]
    assert first["variables"]["input"]["title"] == "Tea time"
    assert tea["productId"] == "gid://shopify/Product/730107"
    assert [option["values"] for option in pot["optionSelections"]] == [["Blue"], ["1 l"]]
    assert tea["optionSelections"][0]["values"] == ["Default Title"]
    assert first["set_price"]["variants"][0] == {
        "id": "", "price": "41.90", "compareAtPrice": "46.00",
    }  # fmt: skip
    assert first["missing"] == [
        "option ids of TEA", "which variant TEA is, unless its product has one only",
        "option ids of POT",
    ]  # fmt: skip
    assert "product id of -5" in second["missing"]
    assert "price" in third["missing"]
    assert second["look_up"][0] == {"sku": "-5", "variables": {"query": 'sku:"-5"'}}
    assert [one["bundle_id"] for one in told["not_bundles"]] == [
        "id0000000003", "id0000000004", "id0000000005",
    ]  # fmt: skip
    assert "productBundleCreate" in told["requests"]["create"]


@pytest.mark.parametrize("number", ["gid://shopify/Product/1) { x", "7.5", "abc", "", "1" * 21])
def test_numbers_that_cannot_be_shopifys_are_looked_up(number: str) -> None:
    shop = shop_with_ids()
    known = {"TEA": type(shop.product("TEA"))(number)}
    told = json.loads(bundle_variables(documents()[:1], Shop(products=known)))
    assert "product id of TEA" in told["bundles"][0]["missing"]


def test_woocommerce_gets_unpublished_groups_of_the_products_codes() -> None:
    groups = records(grouped_products(documents()))
    assert [one["Type"] for one in groups] == ["grouped"] * 4
    assert {one["Published"] for one in groups} == {"-1"}
    assert groups[0]["Grouped products"] == "TEA, POT"
    assert groups[1]["Grouped products"] == "MUG, -5"
    assert unescaped(groups[1]["Name"]) == f"{HOSTILE} + Mug"
    assert groups[2]["Grouped products"] == "TEA, POT, MUG"
    assert all("EUR" not in one["Short description"] for one in groups)


def test_a_code_with_a_comma_stays_one_code() -> None:
    document = documents()[0]
    document["items"][0]["sku"] = "A,1"
    assert records(grouped_products([document]))[0]["Grouped products"] == "A\\,1, POT"


def test_a_written_out_new_line_stays_written_out() -> None:
    document = documents()[0]
    document["items"][0]["title"] = "C:\\new"
    assert "C:\\\\new" in records(grouped_products([document]))[0]["Description"]


@pytest.mark.parametrize("words", [[], [4], [2, 3, 4]])
def test_files_of_no_sets_are_headings_alone(words: list[int]) -> None:
    some = [document for document in documents() if document["rank"] - 1 in words]
    assert records(draft_products(some, EUROS)) == []
    assert json.loads(bundle_variables(some, EUROS))["bundles"] == []


@pytest.mark.parametrize(
    ("rank", "told"),
    [
        (1, "Tea + Pot, blue together for 41.90 EUR."),
        (3, "Buy Tea, get Mug at 50 % off, together for 17.00 EUR."),
        (4, "Choose any 2 of 3: the cheapest choice comes for 19.90 EUR."),
        (5, "Tea: 2 for 22.80 EUR (5 % off), 3 for 33.00 EUR (8.33 % off), "
            "6 for 63.00 EUR (12.5 % off)."),
        (6, "Jam + Honey together."),
    ],
)  # fmt: skip
def test_an_offer_says_what_a_customer_gets(rank: int, told: str) -> None:
    assert offer_in_words(every_type()[rank - 1], EUROS) == told


def test_an_offer_without_prices_names_none() -> None:
    for document in every_type():
        assert "EUR" not in offer_in_words(document, None)
        assert ".00" not in offer_in_words(document, None)


def test_something_given_for_nothing_is_free() -> None:
    document = every_type()[2]
    document["offer"] = {"buy": [{"sku": "TEA"}], "get": [{"sku": "MUG"}], "get_discount_pct": 100}
    assert offer_in_words(document, None) == "Buy Tea, get Mug free."
