"""A shop written in every known layout is read back to the identical table.

This proves the reading, not the layouts: those rest on their cited headings.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.errors import ColumnsMissing
from engine.files import Reading
from engine.files.kinds.known import LAYOUTS
from tests.files.layouts import receipts, shopify
from tests.files.layouts.envelopes import ENVELOPES, in_zip
from tests.files.layouts.random_shops import shops, surveys
from tests.files.layouts.shop import Shop, sample_shop
from tests.files.layouts.writers import KNOWN, WRITERS, Writer

Read = Callable[..., Reading]
GRAPHQL = "Shopify orders (Admin GraphQL, JSON)"
DOCUMENTS = {
    "Label Studio (JSON export of boxes with text)": receipts.STUDIO.name,
    "CORD (JSON, one file a receipt)": receipts.CORD.name,
    "WildReceipt (JSON lines)": receipts.WILD.name,
    "SROIE boxes (text, one file a receipt)": receipts.SROIE.name,
}
WITHOUT_WORDS = "SROIE key facts (JSON, one file a receipt)"
WIDE = "Shopify inventory (CSV, a column for each location)"
REFUSED = {
    WITHOUT_WORDS: "it has no words: those stand in the file of boxes beside it",
    WIDE: "nothing but its place says that a column is a location's; one is chosen by hand",
}
"""Layout → why it is refused, in a sentence that says what is missing, and never misread."""
# Shops are large: to make one smaller takes longer than to read the message.
EXAMPLES = settings(
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

_NO_VARIANT_ID = "the layout has no number of the variant"
_NO_CATEGORY = "the layout has no category"
_LINES = {"category": _NO_CATEGORY, "variant_id": _NO_VARIANT_ID}
_NOT_IN_LAYOUT = "the layout has no such column"


def _none(*fields: str) -> dict[str, str]:
    return dict.fromkeys(fields, _NOT_IN_LAYOUT)


LACKS: dict[str, dict[str, str]] = {
    "Shopify orders (CSV)": _LINES,
    GRAPHQL: _LINES,
    "Amazon all orders report (tab-separated)": {
        "customer": "the report names no buyer",
        "category": _NO_CATEGORY,
    },
    "UCI Online Retail": _LINES,
    "UCI Online Retail II": _LINES,
    "Square item sales detail (CSV)": {"variant_id": _NO_VARIANT_ID},
    "WooCommerce Customer/Order CSV Export, one row per item": _LINES,
    "WooCommerce Advanced Order Export, one row per item": _LINES,
    "Etsy sold order items (CSV)": _LINES,
    "Shopify products (CSV, earlier headings)": _none(
        "product_id", "variant_id", "created_at", "published_at", "inventory_item_id"
    ),
    "Shopify products (CSV, later headings)": _none(
        "product_id", "variant_id", "created_at", "published_at", "inventory_item_id"
    ),
    "WooCommerce products (CSV)": _none(
        "handle", "variant_id", "variant_title", "vendor", "cost", "created_at", "published_at",
        "inventory_item_id",
    ),
    "Variants, one per row (snake_case CSV)": _none(
        "handle", "title", "category", "vendor", "tags", "cost", "status", "published_at", "stock"
    ),
    "Catalog snapshot, products with variants and stock (snake_case CSV)": _none("handle", "cost"),
    "Etsy listings (CSV)": {
        **_none(
            "product_id", "handle", "variant_id", "category", "vendor", "compare_at_price", "cost",
            "status", "created_at", "published_at", "inventory_item_id",
        ),
        "variant_title": "a row is a listing with all its variations",
    },
    "Shopify inventory (CSV, a row for each location)": _none(
        "inventory_item_id", "variant_id", "updated_at"
    ),
    WIDE: {
        **_none("inventory_item_id", "variant_id", "on_hand", "committed", "updated_at"),
        "location": "the chosen column's heading names it",
    },
    "Inventory levels (snake_case CSV)": _none(
        "variant_id", "sku", "handle", "title", "variant_title", "on_hand", "committed"
    ),
    "Google Forms responses (English)": _none("response_id"),
    "Feedback sheet 'Nota' and 'Comentario Final' (Spanish)": _none(
        "response_id", "moment", "customer"
    ),
}  # fmt: skip
"""Layout → field that it cannot carry → why; such a field must be read as nothing."""


def same(reading: Reading, told: Sequence[tuple[int, Mapping[str, Any]]], lacks: set[str]) -> None:
    """Compare a table with what was told of each row, field by field and exactly."""
    table = reading.table.with_columns(pl.col(pl.Categorical).cast(pl.String))
    assert table["row"].to_list() == [row for row, _ in told]
    fields = {name for _, says in told for name in says}
    assert set(table.columns) - {"row"} - lacks == fields
    for name in lacks & set(table.columns):
        assert table[name].null_count() == table.height, name
    for name in fields:
        found, wanted = table[name].to_list(), [says[name] for _, says in told]
        if name == "customer":
            found, wanted = classes(found), classes(wanted)
        assert found == wanted, name


def classes(people: Sequence[Any]) -> list[int | None]:
    """Each one's place of first appearance: equal people are equal, whatever they are called."""
    first: dict[Any, int] = {}
    return [None if who is None else first.setdefault(who, len(first)) for who in people]


def trip(read: Read, writer: Writer, shop: Shop, envelope: str) -> None:
    """Write, read with nothing chosen by hand, compare."""
    table, told, left = writer.written(shop)
    data = ENVELOPES[envelope](table)
    reading = read(data)
    assert reading.recognition.layout == writer.layout
    assert reading.kind == writer.kind
    if "date_order" in reading.open:
        # The dates fit both ways round and the file does not tell: the app asks.
        reading = read(data, date_order=writer.date_order)
    assert reading.rejected == left
    same(reading, told, set(LACKS.get(writer.layout, ())))
    if writer.kind == "orders":
        carried = "currency" in KNOWN[writer.layout].fields
        assert reading.facts["currency"] == (shop.currency if carried else None)


EVERY = pytest.mark.parametrize("layout", [name for name in WRITERS if name not in REFUSED])


@pytest.fixture(scope="module")
def sample() -> Shop:
    return sample_shop()


@pytest.mark.parametrize("envelope", ["own", "workbook"])
@EVERY
def test_the_sample_shop_comes_back(layout: str, envelope: str, sample: Shop, read: Read) -> None:
    few = 500 if envelope == "own" else 60
    shop = Shop(
        sample.currency, sample.variants, sample.orders[:few], sample.levels, sample.answers[:few]
    )
    trip(read, WRITERS[layout], shop, envelope)


@EVERY
@given(data=st.data())
@settings(EXAMPLES, max_examples=3)
def test_any_shop_comes_back(layout: str, data: st.DataObject, read: Read) -> None:
    writer = WRITERS[layout]
    shop = data.draw(surveys() if writer.kind == "survey" else shops())
    trip(read, writer, shop, data.draw(st.sampled_from(sorted(ENVELOPES))))


def test_a_difference_in_any_field_is_found(sample: Shop, read: Read) -> None:
    writer = WRITERS["Shopify order lines, flat (camelCase CSV)"]
    table, told, _ = writer.written(Shop(orders=sample.orders[:9]))
    reading = read(ENVELOPES["own"](table))
    same(reading, told, set())
    for name, value in told[5][1].items():
        row, says = told[5]
        otherwise = None if name in ("moment", "customer") else value * 2
        with pytest.raises(AssertionError, match=name):
            same(reading, [*told[:5], (row, says | {name: otherwise}), *told[6:]], set())


def graphql_trip(read: Read, shop: Shop, form: str) -> None:
    reading = read(shopify.GRAPHQL_FORMS[form](shopify.graphql(shop)))
    assert reading.recognition.layout == GRAPHQL
    assert reading.rejected == {}
    told = list(enumerate(shopify.graphql_told(shop), start=1))
    same(reading, told, set(LACKS[GRAPHQL]))


def test_the_sample_shop_comes_back_from_the_interface(sample: Shop, read: Read) -> None:
    graphql_trip(read, Shop("EUR", orders=sample.orders[:500]), "answer")


@given(shop=shops(), form=st.sampled_from(sorted(shopify.GRAPHQL_FORMS)))
@settings(EXAMPLES, max_examples=3)
def test_any_shop_comes_back_from_the_interface(shop: Shop, form: str, read: Read) -> None:
    graphql_trip(read, shop, form)


@pytest.fixture(scope="module")
def sample_receipts() -> list[list[receipts.Word]]:
    return receipts.sample()


RECEIPT_FORMS: dict[str, Callable[[list[Any]], bytes]] = {
    "list": lambda documents: json.dumps(documents).encode(),
    "lines": lambda documents: "".join(json.dumps(one) + "\n" for one in documents).encode(),
    "UTF-16": lambda documents: json.dumps(documents, ensure_ascii=False).encode("utf-16"),
    "zip": lambda documents: in_zip(json.dumps(documents, indent=1).encode(), "export.json"),
}


@pytest.mark.parametrize("form", RECEIPT_FORMS)
@pytest.mark.parametrize("name", [name for name in receipts.WRITERS if "SROIE" not in name])
def test_the_sample_receipts_come_back(
    name: str, form: str, sample_receipts: list[list[receipts.Word]], read: Read
) -> None:
    write, carried = receipts.WRITERS[name]
    few = sample_receipts[:6]
    reading = read(RECEIPT_FORMS[form]([write(receipt, (817, 1411)) for receipt in few]))
    assert reading.recognition.layout == name
    assert reading.rejected == {}
    same_words(reading, few, carried)


def test_the_boxes_of_a_receipt_come_back(
    sample_receipts: list[list[receipts.Word]], read: Read
) -> None:
    """The file has no headings; the picture's name, which the file's has, is not read."""
    write, carried = receipts.WRITERS[receipts.SROIE.name]
    told = {name: tell for name, tell in carried.items() if name != "image_id"}
    for receipt in sample_receipts[:3]:
        reading = read(write(receipt, (817, 1411))["text"].encode("utf-8-sig"))
        assert reading.recognition.layout == receipts.SROIE.name
        same_words(reading, [receipt], told)
        assert reading.table["image_id"].null_count() == reading.used


def same_words(
    reading: Reading,
    written: Sequence[Sequence[receipts.Word]],
    carried: Mapping[str, Callable[[receipts.Word, int], Any]],
) -> None:
    told = [
        (
            word["text"],
            *(word[side] for side in receipts.SIDES),
            *(tell(word, place) for tell in carried.values()),
        )
        for receipt in written
        for place, word in enumerate(receipt, start=1)
    ]
    assert reading.table.select("text", *receipts.SIDES, *carried).rows() == told


def test_key_facts_without_boxes_are_refused(read: Read) -> None:
    facts = {"company": "Lisle Street", "date": "2026-03-04", "address": "1 Lane", "total": "9.00"}
    with pytest.raises(ColumnsMissing, match="was found among"):
        read(json.dumps(facts))


def test_a_column_for_each_place_is_refused_and_read_by_hand(sample: Shop, read: Read) -> None:
    table, told, _ = WRITERS[WIDE].written(sample)
    data = ENVELOPES["own"](table)
    with pytest.raises(ColumnsMissing, match="how many there are"):
        read(data)
    for place in ("Shop", "Warehouse"):
        reading = read(data, {"available": place, "location": ""})
        here = [(row, dict(says)) for row, says in told if says["location"] == place]
        for _, says in here:
            del says["location"]
        assert reading.recognition.layout == WIDE
        assert reading.rejected == {}
        same(reading, here, set(LACKS[WIDE]))


def test_every_known_layout_has_a_writer() -> None:
    written = {*WRITERS, GRAPHQL, *DOCUMENTS, WITHOUT_WORDS}
    assert set(REFUSED) <= written
    assert written == {layout.name for layout in LAYOUTS}
    assert set(DOCUMENTS.values()) <= set(receipts.WRITERS)
    assert set(LACKS) <= written
