"""A plain file → its headings and first records, and on demand all of its records.

Columns are called c0, c1, … so that no heading ever becomes part of a query, and rows count the
data records from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from engine.errors import FileRefused
from engine.files.forms.apart import open_any_workbook, read_any_parquet
from engine.files.forms.documents import TEXT_DOCUMENT_BYTES, DocumentLayout, fitting
from engine.files.forms.encodings import Decoded, is_utf8, to_utf8
from engine.files.forms.header import find_header, named
from engine.files.forms.left_out import without_left_out
from engine.files.forms.records import Cut, Records, all_records, read_records
from engine.files.forms.text import TextLayout, look_at_text, restarted, without_rows
from engine.files.forms.trees import Tree, laid_out, read_json
from engine.files.forms.unpack import EMPTY
from engine.files.forms.workbooks import Sheet, first_rows
from engine.steps import Progress


@dataclass(frozen=True)
class RawTable:
    """What was read before anything was understood.

    Attributes:
        form: `text`, `workbook`, `json` or `parquet`.
        headings: One a column, in order, none empty, all distinct.
        sample: The first data records as cells, at most 200.
        notes: What was noticed, in sentences.
        path: The table itself: UTF-8 text where there is a layout, else Parquet of text cells.
        layout: How a text table is cut, None for any other form.
        header: The headings as they stand in the file; empty where it has none.
        sheets: The sheets of a workbook.
        sheet: Which of them was read.
        repaired: Lines that were in another encoding than most.
        layout_name: The document layout that fitted, None where the file is a plain table.
    """

    form: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    path: Path
    layout: TextLayout | None
    header: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    sheet: str | None = None
    repaired: int = 0
    layout_name: str | None = None


def look(
    path: Path,
    form: str,
    *,
    sheet: str | None = None,
    documents: tuple[DocumentLayout, ...] = (),
) -> RawTable:
    """Read a plain file's headings and first records.

    Args:
        path: The plain file; what is made of it is written beside it.
        form: What `unpack` said it is.
        sheet: The sheet of a workbook; by default the one that looks most like a table.
        documents: Layouts of documents to ask before anything is flattened in the general way.

    Raises:
        FileRefused: There is nothing in it, or it cannot be opened.
        OptionRefused: The workbook has no such sheet.
    """
    if form == "workbook":
        return _look_at_workbook(path, sheet)
    if form == "parquet":
        return _look_at_tree(read_any_parquet(path), form, Decoded(path, ""))
    if form == "json":
        text = Decoded(path, "UTF-8") if is_utf8(path) else to_utf8(path)
        return _look_at_tree(read_json(text.path, documents), form, text)
    text = to_utf8(path)
    document = _as_document(text.path) if documents else None
    if document and (layout := fitting(documents, (document,))):
        return _look_at_tree(laid_out(layout, (document,), text.path), form, text)
    return _look_at_text(text)


def load(
    raw: RawTable, cursor: duckdb.DuckDBPyConnection, step: Progress, *, sums: bool = True
) -> Records:
    """Read all data records of a table that was looked at.

    Args:
        raw: The table.
        cursor: Reads what is cut in no regular way.
        step: Checked now and then.
        sums: Whether a row may be a sum of others, which is left out.
    """
    if raw.layout is None:
        return without_left_out(all_records(pl.read_parquet(raw.path)), raw.header, sums=sums)
    cut = Cut(raw.path, raw.layout.delimiter, len(raw.headings))
    return without_left_out(read_records(cut, cursor, step), raw.header, sums=sums)


def _look_at_text(text: Decoded) -> RawTable:
    layout = look_at_text(text.path)
    if not layout.rows:
        raise FileRefused(EMPTY)
    header = find_header(layout.rows)
    path, below = text.path, header.place + bool(header.cells)
    if header.place or layout.starts[0] or header.numbered or not header.cells:
        path = restarted(path, layout, below, header.headings)
        layout = without_rows(layout, below, header.headings)
    table = RawTable("text", header.headings, layout.rows[1:], (), path, layout)
    notes = text.notes + header.notes
    return replace(table, notes=notes, header=header.cells, repaired=text.repaired)


def _as_document(path: Path) -> dict[str, str] | None:
    if path.stat().st_size > TEXT_DOCUMENT_BYTES:
        return None
    return {"text": path.read_text("utf-8")}


def _look_at_tree(tree: Tree, form: str, text: Decoded) -> RawTable:
    first = tuple(first_rows(pl.read_parquet(tree.path, n_rows=200)))
    table = RawTable(form, named(tree.headings), first, text.notes + tree.notes, tree.path, None)
    return replace(table, repaired=text.repaired, layout_name=tree.layout_name)


def _look_at_workbook(path: Path, sheet: str | None) -> RawTable:
    book = open_any_workbook(path, sheet)
    header = book.header
    below = book.cells.slice(header.place + bool(header.cells))
    out = path.with_name(f"{path.name}.cells")
    below.write_parquet(out, compression="lz4")
    table = RawTable("workbook", header.headings, tuple(first_rows(below)), (), out, None)
    others = [each for each in book.sheets if each.name != book.name]
    notes = header.notes
    if others:
        listed = ", ".join(_said(each) for each in others[:8]) + (" …" if others[8:] else "")
        notes = (f"The sheet {book.name!r} was read, not {listed}.", *notes)
    return replace(table, notes=notes, header=header.cells, sheets=book.sheets, sheet=book.name)


def _said(sheet: Sheet) -> str:
    rows = "1 row" if sheet.rows == 1 else f"{sheet.rows:,} rows"
    return f"{sheet.name!r} ({rows}{', hidden' if sheet.hidden else ''})"
