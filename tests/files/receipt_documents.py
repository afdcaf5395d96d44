"""Documents that hold the words of receipts, read like any table."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from engine.files import ReadOptions
from engine.files.check.checked import Checked, Source
from engine.files.check.receipts import check_receipts
from engine.files.forms.documents import DocumentLayout
from engine.files.forms.raw import RawTable
from engine.files.forms.records import all_records
from engine.files.recognise.recognition import recognise
from engine.steps import Steps
from tests.files.layouts.receipts import (
    Word,
)

WORD: Word = {
    "image_id": "a", "receipt_id": "1", "line_id": "1", "word_id": "1", "text": "Milk",
    "merchant_name": "Shop", "label": "PRODUCT_NAME", "x": 10, "y": 20, "width": 30, "height": 8,
}  # fmt: skip
SOUND = [WORD, WORD | {"word_id": "2", "text": "2.50", "label": "LINE_TOTAL", "x": 50}]


@functools.cache
def database() -> duckdb.DuckDBPyConnection:
    """A database in memory, opened once: opening one takes longer than what is asked of it."""
    return duckdb.connect(config={"threads": 1})


def checked(layout: DocumentLayout, documents: Sequence[Any]) -> Checked:
    """The rows of documents, read like any table."""
    rows = [row for document in documents for row in layout.rows(document)]
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
    cells = {f"c{n}": [row.get(h) for row in rows] for n, h in enumerate(headings)}
    frame = pl.DataFrame(cells, dict.fromkeys(cells, pl.String))
    sample = tuple(tuple(cell or "" for cell in row) for row in frame.head(200).iter_rows())
    raw = RawTable("json", headings, sample, (), Path(), None, layout_name=layout.name)
    columns = recognise(raw, ReadOptions(kind="receipts")).columns
    with database().cursor() as cursor, Steps()("Check") as step:
        source = Source(raw, columns, (), ReadOptions(), cursor, step)
        vars(source)["records"] = all_records(frame)
        found = check_receipts(source)
    assert len(rows) == found.table["row"].n_unique() + found.rejects.height
    return found
