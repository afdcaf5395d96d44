"""The same five order lines in every format a shop may drop them in."""

import gzip
import io
from collections.abc import Callable
from datetime import datetime

import polars as pl
import pytest
import xlsxwriter

from engine.files import Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]
ROWS = [
    ("Order ID", "SKU", "Product name", "Qty", "Unit price", "Date"),
    ("0017", "007", "Mug, red", "1", "2.50", "2024-03-01"),
    ("0017", "0080", "Tea; strong", "2", "12.00", "2024-03-01"),
    ("0018", "007", "Mug, red", "1", "2.50", "2024-03-02"),
    ("0019", "0080", "Tea; strong", "3", "11.75", "2024-03-03"),
    ("0019", "9", "Crème brûlée", "1", "1150.00", "2024-03-03"),
]
LINES = [
    ("0017", "007", "Mug, red", 1.0, 2.5, "2024-03-01"),
    ("0017", "0080", "Tea; strong", 2.0, 12.0, "2024-03-01"),
    ("0018", "007", "Mug, red", 1.0, 2.5, "2024-03-02"),
    ("0019", "0080", "Tea; strong", 3.0, 11.75, "2024-03-03"),
    ("0019", "9", "Crème brûlée", 1.0, 1150.0, "2024-03-03"),
]
FIELDS = ("order_id", "sku", "title", "quantity", "unit_price", "moment")


def lines(reading: Reading) -> list[tuple[object, ...]]:
    """The used lines, as far as these tests compare them."""
    moment = pl.col("moment").dt.strftime("%Y-%m-%d")
    return list(reading.table.select(FIELDS).with_columns(moment).iter_rows())


def as_xlsx(sheets: dict[str, list[tuple[object, ...]]]) -> bytes:
    """Sheets of cells → a workbook; numbers and dates as such."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    style = day if isinstance(cell, datetime) else None
                    sheet.write(place, column, cell, style)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "bar"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_delimiters_are_found(delimiter: str, newline: str, read: Read, as_csv: Write) -> None:
    reading = read(as_csv(ROWS, delimiter, newline))
    assert lines(reading) == LINES
    assert reading.kind == "orders"
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8-sig", "byte order mark"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_encodings_are_found_and_said(encoding: str, note: str, read: Read, as_csv: Write) -> None:
    reading = read(as_csv(ROWS).decode().encode(encoding))
    assert lines(reading) == LINES
    assert len(reading.notes) == 1
    assert note in reading.notes[0]


def test_gzip_and_zip_of_one_table_are_opened(read: Read, as_csv: Write, as_zip: Write) -> None:
    plain = as_csv(ROWS)
    assert lines(read(gzip.compress(plain))) == LINES
    assert lines(read(as_zip({"export/orders.csv": plain}))) == LINES
    with_macos_leftovers = {"orders.csv": plain, "__MACOSX/._orders.csv": b"\x00\x05"}
    assert lines(read(as_zip(with_macos_leftovers))) == LINES


def test_a_workbook_gives_the_same_lines(read: Read) -> None:
    typed = [
        (order, sku, title, int(count), float(price), datetime.fromisoformat(day))
        for order, sku, title, count, price, day in ROWS[1:]
    ]
    reading = read(as_xlsx({"Orders": [ROWS[0], *typed], "Notes": [("hello",)]}))
    assert lines(reading) == LINES
    assert reading.notes == ("The sheet 'Orders' was read, not 'Notes' (0 rows).",)
    assert lines(read(gzip.compress(as_xlsx({"Orders": [ROWS[0], *typed]})))) == LINES


def test_numeric_order_numbers_of_a_workbook_stay_whole(read: Read) -> None:
    rows = [("InvoiceNo", "StockCode", "Quantity"), (536365, 22752, 6), (536366, 22753, 1)]
    reading = read(as_xlsx({"Sheet1": rows}))
    assert reading.table["order_id"].to_list() == ["536365", "536366"]
    assert reading.table["sku"].to_list() == ["22752", "22753"]


def test_blank_rows_of_a_workbook_are_counted(read: Read) -> None:
    rows = [("order_id", "sku"), ("1", "A1"), (), ("2", "A2")]
    reading = read(as_xlsx({"Sheet1": rows}))
    assert (reading.read, reading.used, reading.rejected) == (3, 2, {"empty_row": 1})
    assert reading.table["row"].to_list() == [1, 3]


def test_row_numbers_count_records_whatever_newlines_stand_in_their_cells(
    read: Read, as_csv: Write
) -> None:
    rows = [
        ("order_id", "sku", "note", "quantity"),
        ("1", "A1", 'please\n\nring,\r\n"twice"', "1"),
        ("2", "A2", "", "-1"),
        ("3", "A3", "two\nlines", "1"),
        ("4", "A4", "", "0"),
    ]
    reading = read(as_csv(rows))
    assert reading.table["row"].to_list() == [1, 3]
    assert list(reading.rejects.select("row", "reason", "value").iter_rows()) == [
        (2, "return", "-1"),
        (4, "zero_quantity", "0"),
    ]


def test_newlines_count_alike_where_rows_are_ragged(read: Read) -> None:
    text = 'order_id,sku,note,quantity\n1,A1,"a\nb",1\n2,A2\n3,A3,"c\n\nd",1,extra\n4,A4,,1\n'
    reading = read(text)
    assert reading.read == 4
    assert reading.table["row"].to_list() == [1, 4]
    assert list(reading.rejects.select("row", "reason").iter_rows()) == [
        (2, "zero_quantity"),
        (3, "ragged_row"),
    ]


def test_cells_beyond_the_header_matter_only_where_they_are_filled(read: Read) -> None:
    reading = read("order_id,sku,quantity\n1,A1,1,,\n2,A2,1,x\n3,A3,1\n")
    assert reading.table["order_id"].to_list() == ["1", "3"]
    assert reading.rejected == {"ragged_row": 1}


def test_a_quote_inside_an_unquoted_cell_is_a_quote(read: Read) -> None:
    reading = read('order_id,sku,product\n1,A1,12" ruler\n2,A2,"5"" pipe"\n')
    assert reading.table["title"].to_list() == ['12" ruler', '5" pipe']


def test_baskets_without_a_header_are_understood(read: Read) -> None:
    reading = read("bread,milk\nmilk\nbread,butter,milk,bread\n,\nhalf- half,jam\n")
    assert reading.kind == "baskets"
    assert (reading.read, reading.used, reading.rejected) == (5, 4, {"empty_basket": 1})
    baskets = reading.table.group_by("order_id", maintain_order=True).agg("sku")["sku"].to_list()
    assert baskets == [
        ["bread", "milk"],
        ["milk"],
        ["bread", "butter", "milk"],
        ["half- half", "jam"],
    ]
    assert reading.rejects["row"].to_list() == [4]


def test_the_groceries_of_arules_are_read(read: Read, shared_data: object) -> None:
    data = (shared_data / "orders" / "groceries_baskets.csv").read_bytes()  # type: ignore[operator]
    reading = read(data)
    assert (reading.kind, reading.read, reading.used) == ("baskets", 9835, 9835)
    assert reading.table["sku"].n_unique() == 169


def test_a_bakery_without_prices_is_read(read: Read, shared_data: object) -> None:
    data = (shared_data / "orders" / "bread_basket.csv").read_bytes()  # type: ignore[operator]
    reading = read(data)
    assert reading.read == 21_293 == reading.used + sum(reading.rejected.values())
    assert reading.rejected["no_product"] == 786
    assert "The file has no prices: bundles come without prices." in reading.notes
    assert reading.table["moment"].null_count() == 0
