"""The smallest, widest, longest and oddest files: read with rows that add up, or refused."""

import io
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from engine.files import Reading

sys.path.insert(0, str(Path(__file__).parent))
from judging import judged

sys.path.pop(0)

Read = Callable[..., Reading]
Judge = Callable[[bytes], tuple[str, str]]
LINES = [{"order_id": str(n // 2), "sku": f"A{n % 5}", "quantity": 1, "price": 2.5}
         for n in range(30)]  # fmt: skip
HEADING = ["Order ID", "SKU", "Qty", "Unit price", "Date"]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Bytes → how reading them ended, as for any damaged file."""

    def read(data: bytes) -> tuple[str, str]:
        with duckdb.connect(config={"threads": 1}) as connection:
            return judged(data, tmp_path / "one", connection)

    return read


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"x", "No column for"),
        (b"\n" * 100_000, "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\xff\xfe", ""),
        (b"\xff\xfe\x00", ""),
        (b'"', ""),
        (b'"' * 99_999, ""),
        (b'"' * 100_000, ""),
        (b"," * 100_000, "The table has 100,001 columns"),
        (b",".join(b"c%d" % n for n in range(100_000)) + b"\n1,2\n", "The table has 100,000"),
        (b"a,b\n" + b"x" * (60 << 20), "longer than"),
        (b"x" * (60 << 20), "longer than"),
        (b"value\n" + b"1\n" * 1_000_000, "No column for"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a":' * 200_000, "nested too deep"),
        (b"NaN", ""),
        (b"[NaN, Infinity]", ""),
    ],
    ids=["nothing", "one byte", "newlines", "a mark of UTF-8", "a mark of UTF-16", "half a sign",
         "a quotation mark", "odd quotation marks", "even quotation marks", "commas", "columns",
         "a long line", "only a long line", "a column", "lists", "objects", "NaN", "numbers"],
)  # fmt: skip
def test_no_table_is_refused_in_plain_words(data: bytes, sentence: str, judge: Judge) -> None:
    verdict, told = judge(data)
    assert (verdict, sentence in told) == ("refused", True), told[:500]


def test_a_million_rows_of_two_columns_are_read(judge: Judge) -> None:
    rows = b"".join(b"%d,A%d\n" % (n // 3, n % 50) for n in range(1_000_000))
    assert judge(b"order_id,sku\n" + rows) == ("read", "orders")


def test_halves_of_signs_in_json_are_mended_and_said(read: Read) -> None:
    lines = [*LINES, {"order_id": "99", "sku": "\udfff\ud800", "quantity": 1, "price": 1}]
    reading = read(json.dumps([{**line, "\udc00": "\ud83e\udded"} for line in lines]))
    assert reading.raw.sample[-1][:2] == ("99", "\ufffd\ufffd")
    assert reading.raw.headings[-1] == "\ufffd"
    assert {row[-1] for row in reading.raw.sample} == {"\U0001f9ed"}
    assert reading.notes[0] == "1 cells held half a sign, which became \ufffd."


def test_numbers_that_json_does_not_have_are_unreadable(read: Read) -> None:
    odd = [{**LINES[0], "price": value} for value in (float("nan"), float("inf"), -float("inf"))]
    reading = read(json.dumps([*LINES, *odd]))
    assert reading.used == 30
    assert reading.read == 33 == reading.used + sum(reading.rejected.values())


def test_whole_numbers_of_thousands_of_digits_do_not_stop_a_table(judge: Judge) -> None:
    huge = json.dumps(LINES).replace('"quantity": 1', f'"quantity": {"9" * 5_000}', 1)
    assert judge(huge.encode())[0] != "wrong"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADING, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DAY = datetime(2024, 3, 1, 10, 30)  # noqa: DTZ001 - a workbook has no zones
ROWS: list[list[object]] = [[f"{n // 2}", f"A{n % 5}", 1, 2.5, DAY] for n in range(20)]


def test_cells_of_dates_are_moments(read: Read) -> None:
    reading = read(workbook(ROWS))
    assert reading.used == 20
    assert set(reading.table["moment"]) == {DAY}


def test_faults_of_formulas_are_no_values(read: Read) -> None:
    faults = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
    rows = [["99", "A1", 1, fault, DAY] for fault in faults]
    rows += [["99", "A1", fault, 1.5, DAY] for fault in faults]
    reading = read(workbook([*ROWS, *rows]))
    assert reading.used == 20
    assert reading.read == 34 == reading.used + sum(reading.rejected.values())


def test_booleans_are_no_quantities(read: Read) -> None:
    reading = read(workbook([*ROWS, ["99", "A1", True, 2.5, DAY], ["99", "A1", False, 2.5, DAY]]))
    assert reading.used == 20
    assert reading.read == 22 == reading.used + sum(reading.rejected.values())


def test_a_million_empty_rows_that_are_formatted_are_no_standstill(judge: Judge) -> None:
    plain = io.BytesIO(workbook(ROWS))
    out = io.BytesIO()
    part = "xl/worksheets/sheet1.xml"
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(22, 1_000_022))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                data = data.replace(b"</sheetData>", f"{empty}</sheetData>".encode())
            book.writestr(name, data)
    assert judge(out.getvalue())[0] in ("read", "refused")
