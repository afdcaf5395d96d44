"""Workbooks of every kind, of several sheets, and damaged ones.

The XLS and ODS files are written here by hand, as small as they can be.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from engine.errors import FileRefused, OptionRefused
from engine.files import Reading
from engine.files.forms.raw import RawTable, look
from engine.files.forms.workbooks import Sheet

Read = Callable[..., Reading]
Write = Callable[..., bytes]
Cell = str | float | datetime
Sheets = dict[str, list[tuple[Cell, ...]]]
ROWS: list[tuple[Cell, ...]] = [
    ("Order ID", "SKU", "Product name", "Qty", "Unit price"),
    ("0017", "007", "Mug, red", 1.0, 2.5),
    ("0018", "0080", "Crème brûlée", 3.0, 1150.0),
    ("0018", "9", "Tea", 2.0, 4.0),
]
LINES = [
    ("0017", "007", "Mug, red", 1.0, 2.5),
    ("0018", "0080", "Crème brûlée", 3.0, 1150.0),
    ("0018", "9", "Tea", 2.0, 4.0),
]


def as_xlsx(sheets: Sheets, hidden: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return out.getvalue()


def as_ods(sheets: Sheets) -> bytes:
    """An OpenDocument spreadsheet; blank rows to the end of each sheet, as LibreOffice has them."""
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(_ods_row, rows))}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                         zipfile.ZIP_STORED)  # fmt: skip
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        archive.writestr("content.xml", content)
    return packed.getvalue()


def _ods_row(row: tuple[Cell, ...]) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        if isinstance(cell, float)
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>"


def as_xls(sheets: Sheets) -> bytes:
    """A workbook of Excel 97: records of BIFF8 in a compound file of one stream."""
    parts = [_biff_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    end = _record(0x0A, b"")
    at = len(start) + sum(4 + 8 + len(name) for name in names) + len(end)
    listed = b""
    for name, part in zip(names, parts, strict=True):
        listed += _record(0x85, struct.pack("<IHBB", at, 0, len(name) // 2, 1) + name)
        at += len(part)
    return _compound(start + listed + end + b"".join(parts))


def _biff_sheet(rows: list[tuple[Cell, ...]]) -> bytes:
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, float):
                records.append(_record(0x203, place + struct.pack("<d", cell)))
            else:
                text = str(cell).encode("utf-16-le")
                size = struct.pack("<HB", len(text) // 2, 1)
                records.append(_record(0x204, place + size + text))
    return b"".join([*records, _record(0x0A, b"")])


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """A compound file: header, a sector of the allocation table, directory, stream."""
    sectors = max(8, -(-len(stream) // 512))  # a stream under 4,096 bytes would lie elsewhere
    assert sectors < 120
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
                          0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    none = 0xFFFFFFFF

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\x00\x00" if name else b""
        return text.ljust(64, b"\x00") + struct.pack(
            "<HBBIII36xIQ", len(text), kind, 1, none, none, child, first, size
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory += entry("Workbook", 2, none, 2, sectors * 512)
    directory += entry("", 0, none, 0, 0) * 2
    return header + table + directory + stream.ljust(sectors * 512, b"\x00")


WRITERS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}
KINDS = pytest.mark.parametrize("kind", list(WRITERS))


def lines(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("order_id", "sku", "title", "quantity", "unit_price")
    return list(reading.table.select(fields).iter_rows())


@pytest.fixture
def seen(tmp_path: Path) -> Callable[..., RawTable]:
    def run(data: bytes, sheet: str | None = None) -> RawTable:
        path = tmp_path / "book"
        path.write_bytes(data)
        return look(path, "workbook", sheet=sheet)

    return run


@KINDS
def test_every_kind_of_workbook_gives_the_same_lines(kind: str, read: Read) -> None:
    reading = read(WRITERS[kind]({"Orders": ROWS}))
    assert lines(reading) == LINES
    assert reading.notes == ("The file has no dates: every order counts alike, whenever it was.",)


@KINDS
def test_the_sheet_that_looks_most_like_a_table_is_read(
    kind: str, read: Read, seen: Callable[..., RawTable]
) -> None:
    prose: list[tuple[Cell, ...]] = [(f"Remark {n}",) for n in range(40)]
    book = WRITERS[kind]({"Read me": prose, "Orders": ROWS, "Empty": [], "More": ROWS[:2]})
    assert lines(read(book)) == LINES
    table = seen(book)
    assert table.sheet == "Orders"
    assert table.sheets == (
        Sheet("Read me", 39), Sheet("Orders", 3), Sheet("Empty", 0), Sheet("More", 1),
    )  # fmt: skip
    assert table.notes == (
        "The sheet 'Orders' was read, not 'Read me' (39 rows), 'Empty' (0 rows), 'More' (1 row).",
    )


@KINDS
def test_another_sheet_may_be_chosen(kind: str, seen: Callable[..., RawTable]) -> None:
    book = WRITERS[kind]({"Orders": ROWS, "Prices": [("Article", "Cost"), ("007", 1.25)]})
    table = seen(book, "Prices")
    assert (table.sheet, table.headings) == ("Prices", ("Article", "Cost"))
    assert table.sample == (("007", "1.25"),)
    with pytest.raises(OptionRefused, match="no sheet 'Costs'; sheets are 'Orders', 'Prices'"):
        seen(book, "Costs")


def test_a_hidden_sheet_is_the_last_to_be_read(seen: Callable[..., RawTable]) -> None:
    sheets = {"Orders": ROWS[:2], "Old": ROWS}
    table = seen(as_xlsx(sheets, hidden=("Old",)))
    assert table.sheet == "Orders"
    assert "'Old' (3 rows, hidden)" in table.notes[0]


@KINDS
def test_damaged_workbooks_of_every_kind_are_refused(kind: str, read: Read) -> None:
    book = WRITERS[kind]({"Orders": ROWS})
    for cut in (600, 1100) if kind == "xls" else (9, len(book) // 2):
        with pytest.raises(FileRefused, match=r"damaged|cannot be opened"):
            read(book[:cut])


@KINDS
def test_empty_workbooks_of_every_kind_are_refused(kind: str, read: Read) -> None:
    with pytest.raises(FileRefused, match="empty: none of its sheets has rows"):
        read(WRITERS[kind]({"Orders": [], "More": []}))


def test_a_far_cell_of_an_old_workbook_ends_no_more_than_its_reader(read: Read) -> None:
    book = as_xls({"Orders": ROWS})
    last = book.rindex(struct.pack("<HH", 0x203, 14)) + 4
    far = book[:last] + struct.pack("<HH", 0xFFFF, 0xFFFF) + book[last + 4 :]
    with pytest.raises(FileRefused, match="cannot be opened"):
        read(far)


def test_cells_at_the_far_end_of_a_sheet_are_refused(read: Read) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "order_id")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(FileRefused, match="so far apart that it cannot be laid out"):
        read(out.getvalue())


def test_a_sheet_that_says_one_row_a_million_times_is_refused(read: Read) -> None:
    bomb = as_ods({"Orders": [("x",)]})
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace(
        "<table:table-row><table:table-cell",
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"',
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read(packed.getvalue())


@pytest.mark.parametrize(
    ("part", "words"),
    [("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a presentation"),
     ("xl/workbook.bin", r"\.xlsb"), ("Index/Document.iwa", "Numbers")],
)  # fmt: skip
def test_other_office_files_are_named(part: str, words: str, read: Read, as_zip: Write) -> None:
    with pytest.raises(FileRefused, match=words):
        read(as_zip({"[Content_Types].xml": b"<x/>", part: b"<x/>"}))
    text = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    with pytest.raises(FileRefused, match="no spreadsheet"):
        read(as_zip(text))
