"""Order lines, catalogs and inventories, beside a walk through the catalog line by line."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files import Part, Reading
from engine.files.check.catalog import COLUMNS
from engine.files.check.checked import REJECTS
from engine.files.join.catalogs import join_catalogs
from engine.files.join.part import as_checked
from engine.files.join.products import ADDED, FIRST, WithProducts, join_products

NOTHING = pl.DataFrame(schema=REJECTS)
AMOUNTS = ("price", "compare_at_price", "cost", "stock")
DAYS = ("created_at", "published_at")
INVENTORY = (
    "inventory_item_id", "handle", "variant_id", "sku", "title", "variant_title", "location",
)  # fmt: skip


def typed(name: str) -> Any:
    """The type of a catalog's column before it is categorical."""
    if name in AMOUNTS:
        return pl.Float64
    return pl.Int64 if name == "row" else pl.Datetime("us") if name in DAYS else pl.String


def catalog(*rows: dict[str, Any], name: str = "c") -> Part:
    """A checked catalog of these rows."""
    told = [{"row": k} | row for k, row in enumerate(rows, 1)]
    table = as_checked(pl.DataFrame(told, schema={column: typed(column) for column in COLUMNS}))
    return Part(name, name, name, table, NOTHING, NOTHING, len(rows))


def inventory(*rows: dict[str, Any], name: str = "i") -> Part:
    """A checked inventory of these rows."""
    schema = {"row": pl.Int64} | dict.fromkeys(INVENTORY, pl.String)
    schema |= dict.fromkeys(("available", "on_hand", "committed"), pl.Float64)
    schema["updated_at"] = pl.Datetime("us")
    told = [{"row": k} | row for k, row in enumerate(rows, 1)]
    table = as_checked(pl.DataFrame(told, schema=schema))
    return Part(name, name, name, table, NOTHING, NOTHING, len(rows))


def orders(*lines: tuple[str, str | None], **told: Any) -> pl.DataFrame:
    """Checked order lines of these codes and titles; a missing one stands in for the other."""
    table = pl.DataFrame(
        [
            (row, "1", sku or title, title or sku, 1.0, None, None, None, None)
            for row, (sku, title) in enumerate(lines, 1)
        ],
        schema=dict(zip(FIRST, (pl.Int64, *[pl.String] * 3, *[pl.Float64] * 2,
                                pl.Datetime("us"), pl.String, pl.String), strict=True)),
        orient="row",
    )  # fmt: skip
    columns = {name: pl.Series(values) for name, values in told.items()}
    return as_checked(table.with_columns(**columns))


def day(number: int) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2024-03-{number:02}")


def rows(joined: WithProducts, *names: str) -> list[tuple[Any, ...]]:
    return list(joined.table.select(names).iter_rows())


TEE = {"handle": "tee", "title": "Tee", "vendor": "Weavers", "category": "Clothing"}


def test_a_line_is_found_by_number_then_code_then_title() -> None:
    shop = catalog(
        TEE | {"variant_id": "gid://shopify/ProductVariant/11", "sku": "T-S", "variant_title": "S",
               "price": 20.0, "cost": 8.0},
        TEE | {"variant_id": "12", "sku": "T-L", "variant_title": "L", "price": 22.0},
        {"variant_id": "13", "sku": "M", "title": "Mug", "price": 9.0},
    )  # fmt: skip
    lines = orders(
        ("t-l", None), ("zzz", "tee  - s"), ("M", "Something"), ("?", "Tee"), ("Q", "Quilt"),
        variant_id=["11", None, None, None, None],
    )  # fmt: skip
    joined = join_products(lines, [shop], [])
    assert rows(joined, "variant_id", "list_price", "cost", "title") == [
        ("11", 20.0, 8.0, "Tee - S"), ("gid://shopify/ProductVariant/11", 20.0, 8.0, "tee  - s"),
        ("13", 9.0, None, "Something"), (None, None, None, "Tee"), (None, None, None, "Quilt"),
    ]  # fmt: skip
    assert joined.account["by"] == {"sku": 1, "title": 1, "variant_id": 1}
    assert list(joined.unresolved.iter_rows()) == [
        ("?", "Tee", 1, "ambiguous"), ("Q", "Quilt", 1, "unknown"),
    ]  # fmt: skip
    assert (joined.account["resolved"], joined.account["unresolved_skus"]) == (3, 2)
    assert joined.account["catalog_coverage"] == pytest.approx(2 / 3, abs=1e-6)
    assert joined.table.columns == [*FIRST, *ADDED]


def test_blanks_are_filled_and_nothing_else() -> None:
    shop = catalog({"sku": "A", "title": "Mug", "category": "Kitchen", "price": 5.0})
    lines = orders(("a", None), ("A", "My mug"), ("B", "Jar")).with_columns(
        unit_price=pl.Series([None, 4.0, None]),
        category=pl.Series([None, "Cups", None]).cast(pl.Categorical),
    )
    joined = join_products(lines, [shop], [])
    assert rows(joined, "sku", "title", "unit_price", "category", "list_price") == [
        ("a", "Mug", 5.0, "Kitchen", 5.0), ("A", "My mug", 4.0, "Cups", 5.0),
        ("B", "Jar", None, None, None),
    ]  # fmt: skip
    assert any("prices are the catalog's list prices" in note for note in joined.notes)
    assert (joined.account["named"], joined.account["priced"], joined.account["sorted"]) == (
        1,
        1,
        1,
    )


def test_codes_that_are_the_products_own_numbers_count_too() -> None:
    shop = catalog({"product_id": "7", "title": "Mug"}, {"product_id": "8", "title": "Jar"})
    joined = join_products(orders(("7", None), ("8", None), ("9", None)), [shop], [])
    assert joined.account["by"] == {"product_id": 2}
    assert joined.table["title"].to_list() == ["Mug", "Jar", "9"]


def test_a_variant_told_twice_counts_as_it_was_told_first() -> None:
    shop = catalog(
        {"sku": "A", "title": "Mug", "price": 5.0}, {"sku": "a", "title": "M", "price": 6.0}
    )
    assert join_products(orders(("A", None)), [shop], []).table["list_price"].to_list() == [5.0]


def test_stock_is_summed_over_places_and_counted_once_each() -> None:
    shop = catalog(
        {"variant_id": "1", "sku": "A", "title": "Mug", "inventory_item_id": "91", "stock": 99.0},
        {"variant_id": "2", "sku": "B", "title": "Jar", "stock": 7.0}, {"sku": "C", "title": "Cup"},
    )  # fmt: skip
    counts = inventory(
        {"inventory_item_id": "91", "location": "x", "available": 4.0, "updated_at": day(1)},
        {"inventory_item_id": "91", "location": "x", "available": 5.0, "updated_at": day(2)},
        {"inventory_item_id": "91", "location": "x", "available": 9.0},
        {"inventory_item_id": "91", "location": "y", "available": -1.0},
        {"inventory_item_id": "91", "location": "z"}, {"sku": "c", "location": "x"},
    )  # fmt: skip
    joined = join_products(orders(("A", None), ("B", None), ("C", None)), [shop], [counts])
    assert joined.table["stock"].to_list() == [4.0, 7.0, None]
    assert joined.account["missing_inventory"] == 1


def test_an_inventory_without_a_catalog_tells_of_its_products() -> None:
    counts = inventory(
        {"sku": "A", "title": "Mug", "location": "x", "on_hand": 2.0},
        {"sku": "A", "title": "Mug", "location": "y", "on_hand": 3.0},
    )  # fmt: skip
    joined = join_products(orders(("a", None), ("b", None)), [], [counts])
    assert rows(joined, "title", "stock") == [("Mug", 5.0), ("b", None)]
    assert joined.account["catalog_coverage"] is None


WORDS = st.sampled_from(["A", "a ", "B", "C", "7", None])
ROWS = st.fixed_dictionaries(
    {"variant_id": WORDS, "sku": WORDS, "title": st.sampled_from(["Mug", "mug", "Jar", None]),
     "variant_title": st.sampled_from(["S", "L", None]), "price": st.none() | st.floats(1, 9)},
).filter(lambda row: row["variant_id"] or row["sku"] or row["title"])  # fmt: skip
LINES = st.lists(
    st.tuples(WORDS, WORDS, st.sampled_from(["Mug", "mug - s", "Jar", "Tub", None])).filter(
        lambda line: line[1] or line[2]
    ),
    min_size=1,
    max_size=6,
)


def plain(word: str | None) -> str | None:
    """A key as the oracle compares it."""
    return None if word is None else word.strip().lower()


def place(line: tuple[str | None, ...], shop: list[dict[str, Any]], way: str) -> int | None:
    """Where a line stands in the catalog, walked through key by key."""
    number, sku, title = line
    sku, title = sku or title, title or sku
    full = [r["title"] and r["title"] + (f" - {r['variant_title']}" if r["variant_title"] else "")
            for r in shop]  # fmt: skip
    for word, words in (
        (number, [row["variant_id"] for row in shop]),
        (sku, [row[way] for row in shop]),
        (title, full),
        (title, [row["title"] for row in shop]),
    ):
        found = [k for k, other in enumerate(words) if word and plain(other) == plain(word)]
        if len(found) == 1:
            return found[0]
    return None


@settings(max_examples=30, deadline=None, derandomize=True)
@given(shop=st.lists(ROWS, min_size=1, max_size=5), lines=LINES)
def test_lines_are_found_as_by_a_walk_through_the_catalog(
    shop: list[dict[str, Any]], lines: list[tuple[str | None, ...]]
) -> None:
    once: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in shop:
        key = (
            ("variant", row["variant_id"].lower()) if row["variant_id"]
            else ("sku", row["sku"].lower()) if row["sku"]
            else ("title", row["title"].lower(), (row["variant_title"] or "").lower())
        )  # fmt: skip
        once.setdefault(key, row)
    variants = list(once.values())
    codes = {sku or title for _, sku, title in lines}

    def hits(way: str) -> int:
        words = [plain(row[way]) for row in variants]
        return sum(words.count(plain(code)) == 1 for code in codes)

    way = max(("sku", "variant_id"), key=hits)
    numbers = pl.Series([number for number, _, _ in lines], dtype=pl.String)
    table = orders(*((sku, title) for _, sku, title in lines), variant_id=numbers)
    joined = join_products(table, [catalog(*shop)], [])
    places = [place(line, variants, way) for line in lines]
    assert joined.table["list_price"].to_list() == [
        None if k is None else variants[k]["price"] for k in places
    ]
    assert joined.account["resolved"] == sum(k is not None for k in places)
    assert joined.unresolved["lines"].sum() == sum(k is None for k in places)
    assert joined.account["catalog_coverage"] == pytest.approx(
        len({k for k in places if k is not None}) / len(variants), abs=1e-6
    )
    kinds = [type(kind) for kind in joined.table.select(FIRST).dtypes]
    assert kinds == [type(kind) for kind in table.select(FIRST).dtypes]
    assert rows(joined, "row", "order_id", "sku") == list(
        table.select("row", "order_id", "sku").iter_rows()
    )


def test_two_catalogs_meet_by_the_key_that_they_share(
    read: Callable[..., Reading], shared_data
) -> None:
    folder = shared_data / "orders" / "pizza"
    parts = []
    for name in ("pizzas", "pizza_types"):
        reading = read((folder / f"{name}.csv").read_bytes(), kind="catalog")
        parts.append(Part(name, name, name, reading.table, reading.rejects, reading.doubts))
    one, other = join_catalogs(parts), join_catalogs(parts[::-1])
    assert one.table.cast(pl.String).equals(other.table.cast(pl.String))
    assert one.notes == other.notes == ("pizza_types was joined to pizzas by product id.",)
    assert one.table.height == 96
    assert one.table["title"].null_count() == one.table["category"].null_count() == 0
    pairs = set(one.table.select("product_id", "title").iter_rows())
    assert len(pairs) == 32


def test_a_cost_list_fills_in_and_adds_what_only_it_has() -> None:
    prices = catalog({"sku": "A", "price": 5.0}, {"sku": "B", "price": 6.0}, name="p")
    costs = catalog({"sku": "b ", "cost": 2.0}, {"sku": "C", "cost": 3.0}, name="q")
    joined = join_catalogs([costs, prices]).table
    assert list(joined.select("sku", "price", "cost").iter_rows()) in (
        [("A", 5.0, None), ("B", 6.0, 2.0), ("C", None, 3.0)],
        [("b ", 6.0, 2.0), ("C", None, 3.0), ("A", 5.0, None)],
    )
    assert joined["row"].is_unique().all()


def test_catalogs_without_a_shared_key_stand_one_under_the_other() -> None:
    joined = join_catalogs([catalog({"sku": "A"}, name="p"), catalog({"sku": "X"}, name="q")])
    assert joined.table["sku"].to_list() == ["A", "X"]
    assert any("shares no key" in note for note in joined.notes)


def test_what_is_a_variant_s_is_never_taken_from_its_product() -> None:
    variants = catalog(
        {"product_id": "1", "variant_id": "11"}, {"product_id": "1", "variant_id": "12"}
    )
    products = catalog({"product_id": "1", "sku": "P", "title": "Tee", "stock": 4.0}, name="p")
    joined = join_catalogs([products, variants]).table
    assert list(joined.select("variant_id", "sku", "title", "stock").iter_rows()) == [
        ("11", None, "Tee", None), ("12", None, "Tee", None),
    ]  # fmt: skip
