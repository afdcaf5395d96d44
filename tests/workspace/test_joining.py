"""Tables put together through the door: one id whatever the order, refusals in plain words."""

import pytest

from engine import BundleOptions, NotFound, OptionRefused, ReadOptions
from engine.workspace import find_run

PAIRS = [("K1", "K2"), ("L1", "L2"), ("P1", "P2")]
LINES = [
    (n, sku) for n in range(120) for sku in (*PAIRS[n % 3], f"E{n % 7}")
]  # fmt: skip
ORDERS = "order_id,sku,quantity\n" + "".join(f"{n},{sku},1\n" for n, sku in LINES)
HEADERS = "order_id,date,status\n" + "".join(
    f"{n},2024-03-{n % 28 + 1:02},{'voided' if n == 7 else 'paid'}\n" for n in range(119)
)
NAMES = {
    "K1": "Teapot", "K2": "Sugar bowl", "L1": "Garden twine", "L2": "Pruning knife",
    "P1": "Linen napkin", "P2": "Candle holder", "E0": "Broom", "E1": "Basket", "E2": "Clock",
    "E4": "Fan", "E5": "Globe", "E6": "Hook",
}  # fmt: skip
CATALOG = "sku,title,price,cost\n" + "".join(
    f"{sku},{name},{5 + k},2\n" for k, (sku, name) in enumerate(NAMES.items())
)
INVENTORY = "sku,location,available\nK1,North,3\nK1,South,4\nK2,North,0\n"


def read(backroom, drop, text, name, kind):
    """Read a text as a table of one kind; returns the table's id."""
    table = backroom.read(drop(backroom, text, name), ReadOptions(kind=kind))
    view = backroom.wait(table, 30)
    assert view.status == "done", view.error
    return table


@pytest.fixture
def tables(backroom, drop):
    """Orders, headers, catalog, inventory."""
    return [
        read(backroom, drop, ORDERS, "orders.csv", "orders"),
        read(backroom, drop, HEADERS, "headers.csv", "order_headers"),
        read(backroom, drop, CATALOG, "catalog.csv", "catalog"),
        read(backroom, drop, INVENTORY, "stock.csv", "inventory"),
    ]


def test_a_star_of_files_becomes_order_lines_that_bundles_take(backroom, tables):
    joined = backroom.join(tables)
    assert backroom.wait(joined, 30).status == "done"
    table = backroom.table(joined)
    assert (table.kind, table.read, table.used) == ("orders", 360, 357)
    assert table.rejected == {"cancelled_order": 3}
    assert [parent["name"] for parent in table.told["parents"]] == [
        "orders.csv", "headers.csv", "catalog.csv", "stock.csv",
    ]  # fmt: skip
    told = table.told["join"]
    assert (told["headers"]["orders"], told["headers"]["matched"]) == (119, 118)
    assert told["headers"]["absent"] == [{"order_id": "119", "lines": 3}]
    assert [lost["key"] for lost in told["products"]["unresolved"]] == ["E3"]
    lines = backroom.lines(joined)
    assert lines.filter(sku="K1")["stock"].unique().to_list() == [7.0]
    assert lines.filter(sku="K1")["title"].unique().to_list() == ["Teapot"]

    run = backroom.find_bundles(joined, BundleOptions())
    assert backroom.wait(run, 60).status == "done"
    manifest = backroom.document(run, "manifest")
    assert manifest["rows"] == {"read": 360, "used": 357, "rejected": {"cancelled_order": 3}}
    lost = lines.filter(sku="E3").height
    assert manifest["mapping"] == {
        "lines": 357, "resolved": 357 - lost, "unresolved_skus": 1, "missing_inventory": 10,
        "catalog_coverage": 1.0,
    }  # fmt: skip
    assert any(name.startswith("Put the files together / ") for name in manifest["seconds"])
    assert backroom.document(run, "bundles")[0]["items"][0]["title"] in NAMES.values()
    assert "orders.csv" in backroom.table_files(joined)["left_out.csv"].decode()
    assert backroom.reading_manifest(joined)["rows"] == manifest["rows"]


def test_the_order_in_which_tables_are_named_changes_nothing(backroom, tables):
    joined = backroom.join(tables)
    assert backroom.wait(joined, 30).status == "done"
    assert backroom.join([*tables[::-1], tables[0]]) == joined
    assert find_run(backroom._workspace, joined).attempt == 1


def test_other_tables_or_another_reading_are_another_question(backroom, tables, drop):
    other = read(backroom, drop, CATALOG.replace("Teapot", "Kettle"), "catalog.csv", "catalog")
    ids = {backroom.join(tables), backroom.join(tables[:3]), backroom.join([tables[0], other])}
    assert len(ids) == 3
    for joined in ids:
        backroom.wait(joined, 30)


def test_a_single_table_of_orders_is_its_own(backroom, tables):
    assert backroom.join([tables[0], tables[0]]) == tables[0]


def test_two_months_add_up(backroom, drop):
    march = "order_id,sku,date\n1,A,2024-03-01\n2,B,2024-03-30\n,C,2024-03-30\n"
    april = "order_id,sku,date\n2,B,2024-03-30\n2,C,2024-03-30\n3,A,2024-04-02\n"
    parts = [read(backroom, drop, text, name, "orders")
             for text, name in ((april, "april.csv"), (march, "march.csv"))]  # fmt: skip
    joined = backroom.join(parts)
    assert backroom.wait(joined, 30).status == "done"
    table = backroom.table(joined)
    assert (table.read, table.used) == (6, 4)
    assert table.rejected == {"no_order": 1, "seen_in_other_file": 1}
    assert backroom.lines(joined)["row"].to_list() == [1, 4, 5, 6]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([2], "One catalog and no orders: add a file with one row per product in an order."),
        ([1, 3], "One table of orders without their lines and one inventory and no orders"),
    ],
)
def test_what_cannot_be_joined_is_refused_in_plain_words(backroom, tables, chosen, said):
    with pytest.raises(OptionRefused, match=said):
        backroom.join([tables[place] for place in chosen])


def test_two_catalogs_and_no_orders(backroom, tables, drop):
    other = read(backroom, drop, "sku,title\nZ,Zed\n", "more.csv", "catalog")
    with pytest.raises(OptionRefused, match=r"^Two catalogs and no orders: "):
        backroom.join([tables[2], other])


def test_survey_answers_are_no_part_of_orders(backroom, tables, drop):
    survey = read(backroom, drop, "score,comment\n9,fine\n3,slow\n", "survey.csv", "survey")
    with pytest.raises(OptionRefused, match=r"survey.csv was read as survey"):
        backroom.join([tables[0], survey])


def test_a_table_that_is_gone_is_said(backroom, tables):
    with pytest.raises(NotFound):
        backroom.join([tables[0], "nothing"])
