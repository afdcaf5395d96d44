"""What is damaged by `mutations`: real tables, those of the sample shop, and documents of receipts.

A real file that is absent is taken for the sample's orders, so that a case number always names a
case.
"""

import csv
import datetime as dt
import functools
import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data"
SAMPLE = ROOT / "sample_data"
LINES = 300
Table = list[list[str]]

_REAL = (
    "feedback/nps_retail_fr_mixed_encoding.csv", "feedback/skytrax_lounge.csv",
    "feedback/womens_clothing_reviews.csv.zip", "orders/bread_basket.csv",
    "orders/groceries_baskets.csv", "orders/online_retail_2010-12_to_2011-08.csv.gz",
    "orders/pizza/order_details.csv", "orders/pizza/orders.csv", "orders/pizza/pizza_types.csv",
    "orders/pizza/pizzas.csv", "receipts/sroie_lines.csv.gz",
    "receipts/wildreceipt_words_half.csv.gz",
)  # fmt: skip
_SAMPLE = ("orders.csv", "catalog.csv", "inventory.csv", "receipts.csv", "survey.csv")
TABLES = (*_REAL, *_SAMPLE)
FORMS = ("csv", "csv", "csv", "csv", "json", "json lines", "nested json", "parquet", "xlsx", "ods")
DOCUMENTS = ("label studio", "label studio min", "cord", "wildreceipt", "sroie")


@functools.cache
def first_lines(name: str) -> bytes:
    """The first lines of a table, as they stand in the file."""
    path = REAL / name if name in _REAL else SAMPLE / name
    if not path.is_file():
        path = SAMPLE / "orders.csv"
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as member:
            return b"".join(itertools.islice(member, LINES))
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        return b"".join(itertools.islice(file, LINES))


def table(name: str) -> Table:
    """The same lines as cells, the headings first."""
    data = first_lines(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def written(rows: Table, form: str) -> bytes:
    """A table in one of `FORMS`; CSV with a comma."""
    return _WRITERS[form](rows)


def as_csv(rows: Table, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _records(rows: Table) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def _as_json(rows: Table) -> bytes:
    return json.dumps(_records(rows)).encode()


def _as_lines(rows: Table) -> bytes:
    return "\n".join(map(json.dumps, _records(rows))).encode()


def _nested(rows: Table) -> bytes:
    """Two records to an order, below `data.orders`."""
    records = _records(rows)
    orders = [
        {"id": number, "line_items": records[number * 2 : number * 2 + 2], "to": {"city": "Ulm"}}
        for number in range(len(records) // 2 + 1)
    ]
    return json.dumps({"data": {"orders": orders, "next": None}}).encode()


def _as_parquet(rows: Table) -> bytes:
    width = max(map(len, rows), default=0)
    names = dict.fromkeys([*rows[0], *(f"more {n}" for n in range(width - len(rows[0])))])
    columns = {
        name: [row[place] if place < len(row) else None for row in rows[1:]]
        for place, name in enumerate(names)
    }
    out = io.BytesIO()
    pl.DataFrame(columns, dict.fromkeys(columns, pl.String)).write_parquet(out)
    return out.getvalue()


def _as_xlsx(rows: Table) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
        sheet = book.add_worksheet("Export")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row[:16_000]):
                if cell.startswith("="):
                    sheet.write_string(place, column, cell[:32_000])
                else:
                    sheet.write(place, column, cell[:32_000])
    return out.getvalue()


def _as_ods(rows: Table) -> bytes:
    """An OpenDocument spreadsheet of texts, with blank rows to the end of the sheet."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{_escaped(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Export">{body}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest/>',
        "content.xml": content.encode("utf-8", "replace"),
    }
    return zipped(members)


def _escaped(cell: str) -> str:
    signs = "".join(sign for sign in cell if sign >= " " or sign in "\t\n")
    return signs.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv, "json": _as_json, "json lines": _as_lines, "nested json": _nested,
    "parquet": _as_parquet, "xlsx": _as_xlsx, "ods": _as_ods,
}  # fmt: skip


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip; the same bytes whenever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def documents(name: str) -> list[dict[str, Any]]:
    """The sample's first receipts in one of `DOCUMENTS`; of SROIE only one, as `text`."""
    rows = table("receipts.csv")
    words = _records(rows)
    groups = itertools.groupby(words, lambda word: word["image_id"])
    receipts = [list(found) for _, found in itertools.islice(groups, 6)]
    return [_WRITE_DOCUMENT[name](receipt) for receipt in receipts]


Word = dict[str, str]


def _box(word: Word) -> list[float]:
    return [float(word[side]) for side in ("x", "y", "width", "height")]


def _corners(word: Word) -> list[int]:
    x, y, width, height = map(int, _box(word))
    return [x, y, x + width, y, x + width, y + height, x, y + height]


def _percent(word: Word) -> dict[str, float]:
    return dict(zip(("x", "y", "width", "height"), [side / 10 for side in _box(word)], strict=True))


def _label_studio(receipt: Sequence[Word]) -> dict[str, Any]:
    results: list[dict[str, Any]] = []
    for number, word in enumerate(receipt):
        whole = {"id": f"w{number}", "to_name": "image", "original_width": 1000,
                 "original_height": 1000, "image_rotation": 0}  # fmt: skip
        box = _percent(word) | {"rotation": 0}
        labels = box | {"labels": [word["label"]]}
        results.append(whole | {"type": "labels", "value": labels})
        text = box | {"text": [word["word_text"]]}
        results.append(whole | {"type": "textarea", "value": text})
    data = {"ocr": "/data/x.png", "image_id": receipt[0]["image_id"]}
    return {"id": 1, "data": data, "annotations": [{"id": 1, "result": results}]}


def _label_studio_min(receipt: Sequence[Word]) -> dict[str, Any]:
    size = {"original_width": 1000, "original_height": 1000}
    boxes = [_percent(word) | size for word in receipt]
    labels = [box | {"labels": [word["label"]]} for box, word in zip(boxes, receipt, strict=True)]
    texts = [word["word_text"] for word in receipt]
    return {"id": 1, "ocr": "/data/x.png", "bbox": boxes, "label": labels, "transcription": texts}


def _cord(receipt: Sequence[Word]) -> dict[str, Any]:
    names = ("x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4")
    lines = [
        {"words": [{"quad": dict(zip(names, _corners(word), strict=True)), "is_key": 0,
                    "row_id": number, "text": word["word_text"]}],
         "category": "menu.nm", "group_id": 1}
        for number, word in enumerate(receipt)
    ]  # fmt: skip
    meta = {"image_id": receipt[0]["image_id"], "image_size": {"width": 1000, "height": 1000}}
    return {"valid_line": lines, "meta": meta, "roi": {}, "repeating_symbol": [], "dontcare": []}


def _wildreceipt(receipt: Sequence[Word]) -> dict[str, Any]:
    words = [
        {"box": _corners(word), "text": word["word_text"], "label": number % 26}
        for number, word in enumerate(receipt)
    ]
    whole = {"file_name": receipt[0]["image_id"], "height": 1000, "width": 1000}
    return whole | {"annotations": words}


def _sroie(receipt: Sequence[Word]) -> dict[str, Any]:
    lines = (f"{','.join(map(str, _corners(word)))},{word['word_text']}" for word in receipt)
    return {"text": "\r\n".join(lines)}


_WRITE_DOCUMENT: dict[str, Callable[[Sequence[Word]], dict[str, Any]]] = {
    "label studio": _label_studio, "label studio min": _label_studio_min, "cord": _cord,
    "wildreceipt": _wildreceipt, "sroie": _sroie,
}  # fmt: skip
