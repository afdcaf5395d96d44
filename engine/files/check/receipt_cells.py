"""Cells of a table of words → what each row says, in one spelling; nothing is judged here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from engine.files.cells.words import Places, Words, as_categorical
from engine.files.check.checked import Source
from engine.files.check.reasons import BLANK_WORDS
from engine.files.kinds.labels import ALIASES, STATUSES
from engine.files.kinds.receipt_documents import BAD, RECEIPT_DOCUMENTS, SKIPPED

IDS = ("image_id", "receipt_id", "line_id", "word_id")
OTHER = "other: {}"
_MADE = (BAD, SKIPPED)
# They are recognised, but the table has sizes instead.
_ALSO_KEPT = ("right", "bottom")
_CELL = pl.col("cell")


def receipt_cells(source: Source, cells: Sequence[Words]) -> pl.DataFrame:
    """What each row says, before it is judged.

    Args:
        source: The file and its columns.
        cells: The trimmed cells of all columns, by place; at least one column.

    Returns:
        A row a record: place (from 0), row, the fields that are texts, alias (the label as it
        was where another name was accepted), unknown_status (as it was where it is none of the
        known), empty (whether the whole row is), bad and `SKIPPED` (what a document's layout
        told of it).
    """
    fields = {column.field: column.index for column in source.columns}

    def column(name: str, way: Callable[[Words], Words]) -> pl.Series:
        if name not in fields:
            return _texts(None, len(cells[0]))
        return _texts(way(cells[fields[name]]), len(cells[0]))

    label, status = column("label", _shouted), column("status", _shouted)
    frame = pl.DataFrame(
        [
            pl.Series("place", np.arange(len(cells[0]))),
            source.records.row,
            *(column(name, _saying).alias(name) for name in (*IDS, "merchant")),
            column("text", _words_only).alias("text"),
            label.alias("alias"),
            status.alias("status"),
            pl.Series("empty", np.logical_and.reduce([words.blank for words in cells])),
            *(_made(source, cells, heading).alias(heading) for heading in _MADE),
        ]
    )
    return frame.rename({BAD: "bad"}).with_columns(
        label=pl.col("alias").replace(ALIASES),
        alias=pl.when(pl.col("alias").is_in(list(ALIASES))).then("alias"),
        status=pl.when(pl.col("status").is_in(STATUSES)).then("status").otherwise(pl.lit("NONE")),
        unknown_status=pl.when(~pl.col("status").is_in(STATUSES)).then("status"),
    )


def other_columns(source: Source, cells: Sequence[Words], used: Places) -> list[pl.Series]:
    """The columns that hold no field and tell no person, for the rows that are used."""
    taken = {column.index for column in source.columns if column.field not in _ALSO_KEPT}
    taken |= set(source.personal)
    if _is_document(source):
        taken |= {k for k, heading in enumerate(source.raw.headings) if heading in _MADE}
    free = [index for index in range(len(source.raw.headings)) if index not in taken]
    names = _names(source.raw.headings[index] or f"column {index + 1}" for index in free)
    return [
        as_categorical(cells[index].distinct).gather(cells[index].place[used]).alias(name)
        for index, name in zip(free, names, strict=True)
    ]


def _names(headings: Iterator[str]) -> list[str]:
    """A name for each; names that differ in nothing but capitals are told apart by numbers."""
    taken: set[str] = set()
    names = []
    for heading in headings:
        name, number = OTHER.format(heading), 1
        while name.lower() in taken:
            number += 1
            name = OTHER.format(f"{heading} ({number})")
        taken.add(name.lower())
        names.append(name)
    return names


def _made(source: Source, cells: Sequence[Words], heading: str) -> pl.Series:
    """A column that no file has but the layout of a document adds."""
    if heading not in source.raw.headings or not _is_document(source):
        return _texts(None, len(cells[0]))
    return _texts(cells[source.raw.headings.index(heading)], len(cells[0]))


def _is_document(source: Source) -> bool:
    return source.raw.layout_name in {layout.name for layout in RECEIPT_DOCUMENTS}


def _texts(words: Words | None, rows: int) -> pl.Series:
    if words is None:
        return pl.Series([None] * rows, dtype=pl.String)
    return words.distinct.gather(words.place)


def _words_only(words: Words) -> Words:
    """Without white space around; a dash or `none` may well be printed on a receipt."""
    stripped = words.distinct.to_frame("cell").select(_CELL.str.strip_chars())
    return words.renamed(stripped.select(pl.when(_CELL != "").then(_CELL)).to_series())


def _saying(words: Words) -> Words:
    """Without the cells that say that there is nothing."""
    words = _words_only(words)
    says = ~_CELL.str.to_lowercase().is_in(BLANK_WORDS)
    table = words.distinct.to_frame("cell")
    return words.renamed(table.select(pl.when(says).then(_CELL)).to_series())


def _shouted(words: Words) -> Words:
    """In capitals, `_` for spaces: Needs review → NEEDS_REVIEW."""
    words = _saying(words)
    table = words.distinct.to_frame("cell")
    one = _CELL.str.to_uppercase().str.replace_all(r"\s+", "_")
    return words.renamed(table.select(one).to_series())
