"""What is not a table of orders is refused in one plain sentence or two, never with a fault."""

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import ColumnsMissing, EngineError, FileRefused
from engine.files import Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]
TABLE = b"order_id,sku,quantity\n1,A1,1\n1,A2,1\n2,A1,3\n"


def refusal(read: Read, data: bytes, **options: int) -> str:
    """The words in which bytes are refused; they must be plain."""
    with pytest.raises(FileRefused) as caught:
        read(data, **options)
    words = str(caught.value)
    assert words.endswith(".")
    assert words.count(". ") <= 1
    assert "\n" not in words
    assert not any(
        sign in words for sign in ("Error", "Exception", "Traceback", "duckdb", 'File "')
    )
    return words


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    """Rows of text as the only sheet of a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def damaged(data: bytes, part: str) -> bytes:
    """A zip whose part of this name is cut in half, the rest as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as copy:
        for name in whole.namelist():
            body = whole.read(name)
            copy.writestr(name, body[: len(body) // 2] if name.endswith(part) else body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "PNG picture"),
        (b"\xff\xd8\xff\xe0 jpeg", "JPEG picture"),
        (b"%PDF-1.7 and so on", "PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "save it again as .xlsx"),
        (b"PAR1 and so on", "Parquet"),
        (b"SQLite format 3\x00", "database"),
        (b"id,sku\x00\x01\x02\x03,1\n", "binary data"),
        (b"<!DOCTYPE html><table></table>", "web page"),
        (b"  <html><body>Log in first</body></html>", "web page"),
        (b"order_id,sku,quantity\n", "a header but no rows"),
        (gzip.compress(TABLE)[:-12], "damaged or cut short"),
        (gzip.compress(TABLE)[:20], "damaged or cut short"),
        (gzip.compress(gzip.compress(TABLE)), "compressed twice"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
    ids=["empty", "blank", "png", "jpeg", "pdf", "old office", "parquet", "sqlite", "binary",
         "web page", "log-in page", "header only", "gzip cut short", "gzip cut early",
         "gzip twice", "zip cut short"],
)  # fmt: skip
def test_what_is_no_table_is_named(data: bytes, words: str, read: Read) -> None:
    assert words in refusal(read, data)


def test_archives_hold_one_table(read: Read, as_zip: Write) -> None:
    two = as_zip({"orders.csv": TABLE, "catalog.csv": TABLE})
    assert "holds 2 files" in refusal(read, two)
    assert "holds 0 files" in refusal(read, as_zip({}))
    assert "another archive" in refusal(read, as_zip({"orders.zip": as_zip({"o.csv": TABLE})}))
    assert "compressed twice" in refusal(read, as_zip({"orders.csv.gz": gzip.compress(TABLE)}))
    assert "another archive" in refusal(read, gzip.compress(as_zip({"orders.csv": TABLE})))
    assert "PNG picture" in refusal(read, as_zip({"orders.csv": b"\x89PNG\r\n\x1a\n"}))


@pytest.mark.parametrize("name", ["../orders.csv", "/orders.csv", "a/../../o.csv", "\\o.csv"])
def test_a_zip_that_points_outside_is_not_opened(name: str, read: Read, as_zip: Write) -> None:
    assert "outside its own folder" in refusal(read, as_zip({name: TABLE}))


def test_a_zip_with_a_password_is_refused(read: Read, as_zip: Write) -> None:
    data = bytearray(as_zip({"orders.csv": TABLE}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(read, bytes(data))


def test_damaged_workbooks_are_refused(read: Read) -> None:
    whole = workbook([("order_id", "sku"), ("1", "A1"), ("2", "A2")])
    assert read(whole).used == 2
    assert "damaged" in refusal(read, whole[: len(whole) // 2])
    assert "cannot be opened" in refusal(read, damaged(whole, "sheet1.xml"))
    assert "cannot be opened" in refusal(read, damaged(whole, "workbook.xml"))


def test_empty_workbooks_are_refused(read: Read) -> None:
    assert "empty" in refusal(read, workbook([]))
    assert "no" in refusal(read, workbook([("order_id", "sku")]))


def test_what_unpacks_beyond_the_limit_is_refused(read: Read, as_zip: Write) -> None:
    large = b"order_id,sku\n" + b"1,A1\n" * 300_000
    assert read(gzip.compress(large), limit_mb=2).read == 300_000
    assert refusal(read, gzip.compress(large), limit_mb=1) == (
        "Unpacked, the file is larger than 1 MB."
    )
    assert "larger than 1 MB" in refusal(read, as_zip({"orders.csv": large}), limit_mb=1)
    rows = [("order_id", "product"), *((str(n), f"{n} {'A' * 200}") for n in range(25_000))]
    assert "more than 4 MB" in refusal(read, workbook(rows), limit_mb=1)


def test_a_table_without_products_lists_the_columns_it_has(read: Read) -> None:
    with pytest.raises(ColumnsMissing) as caught:
        read("order_id,total,city\n1,9.50,Ulm\n2,3.00,Graz\n")
    assert caught.value.missing == ("product",)
    assert caught.value.existing == ("order_id", "total", "city")
    assert str(caught.value) == (
        "No column for a product was found among 'order_id', 'total', 'city': "
        "order lines are a table with one row per product in an order. If a column holds it "
        "under another name, say which: under Change on the page, or with --map."
    )


def test_a_table_without_orders_and_products_says_both(read: Read) -> None:
    with pytest.raises(ColumnsMissing) as caught:
        read("city,total\nUlm,9.50\nGraz,3.00\n")
    assert caught.value.missing == ("order_id", "product")
    assert "an order number or a product" in str(caught.value)


def test_sales_without_a_transaction_column_are_refused(read: Read) -> None:
    square = "Date,Time,Category,Item,Qty,Gross Sales\n2024-03-01,09:00,Tea,Assam,1,$3.50 \n"
    with pytest.raises(ColumnsMissing) as caught:
        read(square)
    assert caught.value.missing == ("order_id",)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    place=st.floats(0, 1),
    cut=st.integers(0, 30),
    put=st.sampled_from([b"", b'"', b"\x00", b"\r", b"\xff\xfe", b";;", b"\n,,,,\n", b'""\n"']),
    form=st.sampled_from(["csv", "gzip", "workbook"]),
)
def test_damaged_bytes_are_read_or_refused_but_never_a_fault(
    place: float, cut: int, put: bytes, form: str, read: Read
) -> None:
    data = b"order_id,sku,product,quantity,date\n" + b"".join(
        b'%d,A%d,"Thing, %d",1,2024-03-01\n' % (n, n % 5, n % 5) for n in range(30)
    )
    if form == "gzip":
        data = gzip.compress(data)
    elif form == "workbook":
        data = workbook([tuple(line.split(",")) for line in data.decode().splitlines()])
    at = round(place * len(data))
    try:
        reading = read(data[:at] + put + data[at + cut :])
    except EngineError as error:
        words = str(error)
    else:
        words = "."
        assert reading.read == reading.used + sum(reading.rejected.values())
    assert words.endswith(".")
