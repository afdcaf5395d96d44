"""Catalogs: every row is a product or variant, or left out; nothing is made up."""

from collections.abc import Callable, Sequence

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]
COLUMNS = [
    "row", "product_id", "handle", "variant_id", "sku", "title", "variant_title", "category",
    "vendor", "tags", "price", "compare_at_price", "cost", "status", "created_at", "published_at",
    "inventory_item_id", "stock",
]  # fmt: skip
SHOPIFY = """\
Handle,Title,Vendor,Type,Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,\
Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Cost per item,Image Src,Status
mug,Mug,Clayworks,Kitchen,"blue, clay",Title,Default Title,,,M1,shopify,4,9.50,3.10,a.png,active
mug,,,,,,,,,,,,,,b.png,
tee,Tee,Weavers,Clothing,,Size,S,Colour,Red,,shopify,-2,20,8,,draft
tee,,,,,,S,,Blue,T2,,0,21,,,
tee,,,,,,L,,Red,T3,shopify,7,free,,,
"""


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    """Some columns of the table, row by row."""
    return list(reading.table.select(names).iter_rows())


def test_shopify_s_variants_take_what_stands_on_their_product_s_first_line(read: Read) -> None:
    reading = read(SHOPIFY, kind="catalog")
    assert reading.table.columns == COLUMNS
    assert rows(reading, "row", "title", "variant_title", "vendor", "category", "status") == [
        (1, "Mug", None, "Clayworks", "Kitchen", "active"),
        (3, "Tee", "S / Red", "Weavers", "Clothing", "draft"),
        (4, "Tee", "S / Blue", "Weavers", "Clothing", "draft"),
        (5, "Tee", "L / Red", "Weavers", "Clothing", "draft"),
    ]
    assert reading.rejected == {"image_line": 1}
    assert reading.rejects.row(0)[:3] == (2, "image_line", "mug")
    assert any("2 variants have no title of their own" in note for note in reading.notes)


def test_numbers_that_cannot_be_are_left_away_and_said(read: Read) -> None:
    reading = read(SHOPIFY, kind="catalog")
    assert rows(reading, "price", "cost", "stock") == [
        (9.5, 3.1, 4.0), (20.0, 8.0, -2.0), (21.0, None, None), (None, None, 7.0),
    ]  # fmt: skip
    assert list(reading.doubts.iter_rows()) == [
        (3, "oversold", "-2"), (5, "unreadable_price", "free"),
    ]  # fmt: skip
    assert reading.facts == {
        "variants": 4, "products": 2, "priced": 3, "with_cost": 2, "in_stock": 2,
        "not_tracked": 1, "inactive": 3, "first": None, "last": None,
    }  # fmt: skip


def test_minus_one_in_a_snapshot_is_stock_that_is_not_tracked(read: Read) -> None:
    reading = read(
        "product_id,variant_id,product_title,price,inventory_item_id,product_status,sku,cost,"
        "available_total,product_created_at\n"
        "1,11,Mug,9.50,111,ACTIVE,M1,-3,-1,2024-02-01\n"
        "1,12,Mug,-9.50,112,ACTIVE,M2,3,5,2024-02-01\n"
    , kind="catalog")  # fmt: skip
    assert rows(reading, "stock", "price", "cost") == [(None, 9.5, None), (5.0, None, 3.0)]
    assert reading.facts["not_tracked"] == 1
    assert reading.doubted == {"negative_price": 1, "negative_cost": 1}
    assert (reading.facts["first"], reading.facts["last"]) == ("2024-02-01", "2024-02-01")
    assert any("not tracked" in note for note in reading.notes)


def test_woocommerce_products(read: Read) -> None:
    by_hand = {"category": "Categories"}
    reading = read(
        "ID,Type,SKU,Name,Published,Stock,Regular price,Categories\n"
        "44,variable,H,Hoodie,1,,,Clothing\n45,variation,H-B,Hoodie - Blue,1,3,45,\n"
    , by_hand, kind="catalog")  # fmt: skip
    assert rows(reading, "product_id", "sku", "title", "price", "stock", "category") == [
        ("44", "H", "Hoodie", None, None, "Clothing"),
        ("45", "H-B", "Hoodie - Blue", 45.0, 3.0, None),
    ]  # fmt: skip


def test_the_pizza_shop_s_two_catalogs(read: Read, shared_data) -> None:
    folder = shared_data / "orders" / "pizza"
    pizzas = read((folder / "pizzas.csv").read_bytes(), kind="catalog")
    assert rows(pizzas, "sku", "product_id", "variant_title", "price")[0] == (
        "bbq_ckn_s", "bbq_ckn", "S", 12.75,
    )  # fmt: skip
    types = read((folder / "pizza_types.csv").read_bytes(), kind="catalog")
    assert rows(types, "product_id", "title", "category")[0] == (
        "bbq_ckn", "The Barbecue Chicken Pizza", "Chicken",
    )  # fmt: skip
    assert (pizzas.used, types.used, types.facts["products"]) == (96, 32, 32)


HEADER = ("sku", "title", "price", "cost", "stock")
CELLS = (
    ["A1", "a1", "B2", "", "n/a"], ["Mug", "Cup", ""], ["2", "-1", "free", ""],
    ["1", "-2", "x", ""], ["3", "-4", "many", ""],
)  # fmt: skip
TABLES = st.lists(st.tuples(*(st.sampled_from(cells) for cells in CELLS)), min_size=1, max_size=12)


def judge(lines: Sequence[tuple[str, ...]]) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """Row → reason it is left out for, and (row, doubt), said once more row by row."""
    left: dict[int, str] = {}
    doubts: list[tuple[int, str]] = []
    seen, keys = set(), set()
    for row, cells in enumerate(lines, start=1):
        code, title, price, cost, stock = ("" if cell == "n/a" else cell for cell in cells)
        if not any(cells):
            left[row] = "empty_row"
        elif not code and not title:
            left[row] = "no_key"
        elif cells in seen:
            left[row] = "duplicate_variant"
        else:
            key = ("sku", code.lower()) if code else ("title", title.lower())
            doubts += [(row, "key_twice")] if key in keys else []
            keys.add(key)
            doubts += [(row, "unreadable_price")] if price == "free" else []
            doubts += [(row, "unreadable_cost")] if cost == "x" else []
            doubts += [(row, "unreadable_stock")] if stock == "many" else []
            doubts += [(row, "negative_price")] if price == "-1" else []
            doubts += [(row, "negative_cost")] if cost == "-2" else []
            doubts += [(row, "oversold")] if stock == "-4" else []
        seen.add(cells)
    return left, doubts


@settings(max_examples=10, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(lines=TABLES)
def test_rows_are_judged_as_the_oracle_judges_them(
    lines: list[tuple[str, ...]], read: Read, as_csv: Write
) -> None:
    left, doubts = judge(lines)
    table = [HEADER, ("Z9", "Sure", "1", "1", "1"), *lines]  # some row can always be used
    reading = read(as_csv(table), {name: name for name in HEADER}, kind="catalog")
    shifted = {row + 1: reason for row, reason in left.items()}
    assert dict(reading.rejects.select("row", "reason").iter_rows()) == shifted
    assert sorted(reading.doubts.select("row", "reason").iter_rows()) == sorted(
        (row + 1, reason) for row, reason in doubts
    )
    assert reading.read == len(lines) + 1 == reading.used + sum(reading.rejected.values())
    assert reading.table.select(pl.col("price", "cost").min()).row(0) >= (0, 0)
    assert reading.facts["priced"] == reading.table["price"].count()


def test_hostile_cells_are_only_text(read: Read) -> None:
    reading = read('sku,title,price\n"\'); drop table x; --",=1+1,2\n', kind="catalog")
    assert rows(reading, "sku", "title") == [("'); drop table x; --", "=1+1")]


@pytest.mark.parametrize("cell", ["1,234.50", "$1,234.50", "1234.5"])
def test_prices_are_read_as_everywhere(cell: str, read: Read) -> None:
    reading = read(f'sku,title,price\nA,Mug,"{cell}"\nB,Cup,"2,000.00"\n', kind="catalog")
    assert reading.table["price"].to_list() == [1234.5, 2000.0]
