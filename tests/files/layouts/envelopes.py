"""A table → the bytes of a file, in one of the forms in which such files are sent."""

import csv
import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import xlsxwriter

from tests.files.layouts.shop import Cell, Table


def spelled(cell: Cell, sign: str = ".") -> str:
    """A cell as text; a moment as ISO, or day first where the decimal sign is a comma."""
    if isinstance(cell, Decimal):
        return str(cell).replace(".", sign)
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}" if sign == "." else f"{cell:%d/%m/%Y %H:%M:%S}"
    return "" if cell is None else str(cell)


def text(table: Table, delimiter: str, sign: str = ".", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    writer.writerows([table.headings, *table.above])
    writer.writerows([spelled(cell, sign) for cell in row] for row in table.rows)
    return out.getvalue()


def own(table: Table) -> bytes:
    """As the source writes it."""
    return text(table, table.delimiter).encode("utf-8-sig" if table.bom else "utf-8")


def tabs(table: Table) -> bytes:
    return text(table, "\t").encode()


def quoted(table: Table) -> bytes:
    return text(table, table.delimiter, quoting=csv.QUOTE_ALL).encode()


def european(table: Table) -> bytes:
    """Saved again by a spreadsheet in Europe: semicolons, decimal commas, days first."""
    return text(table, ";", ",").encode("utf-8-sig")


def utf16(table: Table) -> bytes:
    return text(table, table.delimiter).encode("utf-16")


def windows(table: Table) -> bytes:
    """Windows-1252 where all its letters are in it."""
    written = text(table, table.delimiter)
    try:
        return written.encode("cp1252")
    except UnicodeEncodeError:
        return written.encode("utf-8-sig")


def zipped(table: Table) -> bytes:
    return in_zip(own(table), "export/orders.csv")


def in_zip(data: bytes, name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def workbook(table: Table) -> bytes:
    """Numbers and moments as such, everything else as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Export")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for place, cells in enumerate([table.headings, *table.above, *table.rows]):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(place, column, cell, moment)
                elif isinstance(cell, int | Decimal):
                    sheet.write_number(place, column, cell)
                elif cell:
                    sheet.write_string(place, column, cell)
    return out.getvalue()


ENVELOPES: dict[str, Callable[[Table], bytes]] = {
    "own": own,
    "tabs": tabs,
    "quoted": quoted,
    "european": european,
    "UTF-16": utf16,
    "Windows-1252": windows,
    "gzip": lambda table: gzip.compress(own(table)),
    "zip": zipped,
    "workbook": workbook,
}
