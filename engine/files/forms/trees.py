"""JSON and Parquet files → a Parquet file of text cells, and what was noticed on the way."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from engine.errors import FileRefused
from engine.files.forms.documents import FIRST_DOCUMENTS, DocumentLayout, fitting
from engine.files.forms.flatten import Flattening, Row, seen_through
from engine.files.forms.header import MOST_COLUMNS
from engine.files.forms.json_text import AS_VALUES, AS_WRITTEN, Lists, documents, find_lists

MOST_CELLS = 200_000_000
"""As Parquet, a column of equal cells takes no room at all until it is laid out."""
MOST_CHARACTERS = 1 << 31
"""Cells of a record are repeated beside each of its lines: a small file may become a huge table."""
_FIRST_RECORDS = 1000
_BATCH_ROWS = 5_000
_WHOLE_DOCUMENT_BYTES = 1 << 24
_NOT_LAID_OUT = (KeyError, TypeError, ValueError, IndexError, AttributeError)


@dataclass(frozen=True)
class Tree:
    """The rows of a nested file.

    Attributes:
        path: Parquet, one text column each heading.
        headings: In the order in which they were met.
        notes: What was done, in sentences.
        layout_name: The document layout that fitted, or None.
    """

    path: Path
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    layout_name: str | None = None


def read_json(path: Path, layouts: tuple[DocumentLayout, ...]) -> Tree:
    """Read JSON or JSON Lines in UTF-8.

    Raises:
        FileRefused: Damaged, too deep, too wide, or without any object.
    """
    try:
        return _read_json(path, layouts)
    except RecursionError as error:
        raise FileRefused("The JSON is nested too deep to be a table.") from error


def _read_json(path: Path, layouts: tuple[DocumentLayout, ...]) -> Tree:
    if layouts and path.stat().st_size <= _WHOLE_DOCUMENT_BYTES:
        layout = _fitting_whole(path, layouts)
        if layout:
            return laid_out(layout, documents(path, Lists("document"), AS_VALUES), path)
    lists = find_lists(path)
    first = list(itertools.islice(documents(path, lists, AS_VALUES), FIRST_DOCUMENTS))
    if layout := fitting(layouts, first):
        return laid_out(layout, documents(path, lists, AS_VALUES), path)
    if not any(isinstance(document, dict) for document in first):
        raise FileRefused(
            "The JSON holds no list of objects, so it is no table; export one object a record."
        )
    notes = tuple(
        f"The list {'.'.join(lists.path)!r} was read, not {name!r} ({count:,} objects)."
        for name, count in sorted(lists.others.items())[:5]
    )
    return _flattened(lambda: documents(path, lists, AS_WRITTEN), path, notes)


def laid_out(layout: DocumentLayout, found: Iterable[Any], path: Path) -> Tree:
    """The rows that a layout gives for the documents of a file."""
    failed = 0

    def rows() -> Iterator[Row]:
        nonlocal failed
        for document in found:
            try:
                yield from list(layout.rows(document))
            except _NOT_LAID_OUT:
                failed += 1

    out, headings, mended = _written(rows(), path)
    notes = [f"The file was read as {layout.name}."]
    if failed:
        notes.append(f"{failed:,} documents are laid out otherwise and were left out.")
    return Tree(out, headings, (*notes, *mended), layout.name)


def read_parquet(path: Path) -> Tree:
    """Read a Parquet file.

    Raises:
        FileRefused: Damaged, empty, too wide or too large.
    """
    try:
        scan = pl.scan_parquet(path)
        schema = scan.collect_schema()
        _check_width(len(schema))
        if scan.select(pl.len()).collect().item() * max(1, len(schema)) > MOST_CELLS:
            raise FileRefused(f"The Parquet file holds more than {MOST_CELLS:,} cells.")
        frame = scan.collect()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise FileRefused("The Parquet file is damaged and cannot be opened.") from error
    unread = [name for name, kind in schema.items() if kind in (pl.Binary, pl.Object)]
    frame = pl.DataFrame([column for column in frame if column.name not in unread])
    notes = (f"Columns of bytes were not read: {', '.join(map(repr, unread))}.",) if unread else ()
    if any(kind.is_nested() for kind in frame.schema.values()):
        return _flattened(lambda: frame.iter_rows(named=True), path, notes)
    out = _beside(path)
    frame.select(pl.all().cast(pl.String)).write_parquet(out, compression="lz4")
    return Tree(out, tuple(frame.columns), notes)


def _fitting_whole(path: Path, layouts: Sequence[DocumentLayout]) -> DocumentLayout | None:
    """The layout that takes the whole file as one document, where it is one."""
    try:
        found = list(documents(path, Lists("document"), AS_VALUES))
    except FileRefused:
        return None
    return fitting(layouts, found) if isinstance(found[0], dict) else None


def _flattened(records: Callable[[], Iterable[Any]], path: Path, notes: tuple[str, ...]) -> Tree:
    flattening = Flattening(itertools.islice(records(), _FIRST_RECORDS))
    skipped = 0

    def rows() -> Iterator[Row]:
        nonlocal skipped
        for record in records():
            if isinstance(seen_through(record), dict):
                yield from flattening.rows(record)
            else:
                skipped += 1

    out, headings, mended = _written(rows(), path)
    if skipped:
        notes += (f"{skipped:,} elements of the list are no objects and were left out.",)
    return Tree(out, headings, notes + mended + flattening.notes)


def _written(rows: Iterable[Row], path: Path) -> tuple[Path, tuple[str, ...], tuple[str, ...]]:
    """Rows with cells under any headings, as one Parquet file; its headings, and notes."""
    headings: dict[str, None] = {}
    frames = [pl.DataFrame()]
    rows = iter(rows)
    characters = halves = 0
    while batch := list(itertools.islice(rows, _BATCH_ROWS)):
        for row in batch:
            headings.update(dict.fromkeys(row))
            _check_width(len(headings))
            characters += sum(len(cell) for cell in row.values() if cell)
            if characters > MOST_CHARACTERS:
                raise FileRefused("The records, each laid out in rows, take more than 2 GB.")
        frame, mended = _frame(batch, headings)
        frames.append(frame)
        halves += mended
    if not headings:
        raise FileRefused("The file holds no records.")
    out = _beside(path)
    pl.concat(frames, how="diagonal").write_parquet(out, compression="lz4")
    notes = (f"{halves:,} cells held half a sign, which became \ufffd.",) if halves else ()
    return out, tuple(map(_whole, headings)), notes


def _frame(batch: Sequence[Row], headings: Iterable[str]) -> tuple[pl.DataFrame, int]:
    """Rows as columns c0, c1, …, and how many cells were not whole and were mended."""
    columns = {f"c{n}": [row.get(name) for row in batch] for n, name in enumerate(headings)}
    schema = dict.fromkeys(columns, pl.String)
    try:
        return pl.DataFrame(columns, schema), 0
    except UnicodeEncodeError:
        whole = {name: [cell and _whole(cell) for cell in cells] for name, cells in columns.items()}
    mended = sum(
        cell != as_it_was
        for name, cells in whole.items()
        for cell, as_it_was in zip(cells, columns[name], strict=True)
    )
    return pl.DataFrame(whole, schema), mended


def _whole(text: str) -> str:
    """A text without halves of signs, which JSON may write alone."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _check_width(width: int) -> None:
    if width > MOST_COLUMNS:
        raise FileRefused(f"The table has more than {MOST_COLUMNS:,} columns, the most to be read.")


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.cells")
