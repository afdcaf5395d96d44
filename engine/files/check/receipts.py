"""Words of receipts: their places, labels and boxes, and every other column of the file.

Nothing of the input is lost, so that a corrected file can be written from the table: labels and
statuses are brought into one spelling, and other columns stay as text.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from engine.files.cells.words import Words, as_categorical, trimmed
from engine.files.check.boxes import SIDES, read_boxes
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import receipt_facts
from engine.files.check.reasons import REASONS
from engine.files.check.receipt_cells import IDS, other_columns, receipt_cells
from engine.files.kinds.labels import ALIASES, LABELS, ORIGIN
from engine.files.kinds.receipt_documents import SKIPPED

_WORD = (*IDS, "label", "text")
_TABLE = ("row", *IDS, "text", "merchant", "label", "status", *SIDES)


def check_receipts(source: Source) -> Checked:
    """Judge every row of a table of words.

    The table's columns: row, image_id, receipt_id, line_id, word_id, text, merchant, label (in
    capitals; null for a word without one), status (one of `STATUSES`), x, y, width, height in
    the file's unit, then all columns that hold no field and tell no person, as text, under
    `other: <heading>`. A word with several labels has a row for each.
    """
    cells = trimmed(source.records.cells)
    if set(ORIGIN) <= set(source.raw.headings):
        cells = tuple(map(_unguarded, cells))
    fields = {column.field: column.index for column in source.columns}
    boxes = read_boxes(cells, fields, source.cursor)
    words = receipt_cells(source, cells).with_columns(*boxes.sides, boxes.unread.alias("unread"))
    source.step.check()
    words = words.with_columns(_reason())
    used = words.filter(pl.col("reason").is_null())
    source.step.check()
    others = other_columns(source, cells, used["place"].to_numpy())
    table = pl.DataFrame([as_categorical(column) for column in used.select(_TABLE)] + others)
    notes = [boxes.note] if boxes.note else []
    notes += _notes(words, fields)
    return Checked(
        table, _rejects(words), tuple(notes), doubts=_doubts(used), facts=receipt_facts(table)
    )


def _unguarded(words: Words) -> Words:
    """Without the apostrophe that keeps a spreadsheet from running a cell of a corrected file."""
    plain = words.distinct.str.replace(r"^'([=+\-@])", "$1")
    return words.renamed(plain)


def _reason() -> pl.Expr:
    """Why a row is left out, null where it is used: the first rule that holds."""
    rules = {
        "bad_document": pl.col("bad").is_not_null(),
        "empty_row": pl.col("empty"),
        "no_word": pl.col("text").is_null(),
        "no_place": pl.col("image_id").is_null() & pl.col("receipt_id").is_null(),
        "duplicate_word": _copy(),
    }
    found = (pl.when(holds).then(pl.lit(name)) for name, holds in rules.items())
    return pl.coalesce(*found).alias("reason")


def _copy() -> pl.Expr:
    """A later row of the same word with the same label.

    Without a number two words may read alike, so only one at the same place is the same.
    """
    numbered = pl.col("word_id").is_not_null()
    placed = pl.all_horizontal(pl.col(SIDES).is_not_null())
    alike = ~pl.struct(_WORD).is_first_distinct()
    same_place = ~pl.struct(*_WORD, *SIDES).is_first_distinct()
    return pl.when(numbered).then(alike).otherwise(placed & same_place)


def _rejects(words: pl.DataFrame) -> pl.DataFrame:
    behind = pl.coalesce("bad", pl.when(pl.col("reason") == "no_word").then("label"), "text")
    left = words.filter(pl.col("reason").is_not_null())
    return left.select("row", "reason", behind.str.slice(0, 200).alias("value"))


def _doubts(used: pl.DataFrame) -> pl.DataFrame:
    """Rows that are used although something is odd, each with the odd cell."""
    negative = pl.coalesce(pl.when(pl.col(side) < 0).then(side) for side in SIDES)
    texts = pl.struct(pl.col("text")).n_unique().over(IDS)
    odd = {
        "unknown_label": pl.when(~pl.col("label").is_in(list(LABELS))).then("label"),
        "unknown_status": pl.col("unknown_status"),
        "unreadable_box": pl.col("unread"),
        "negative_box": negative.cast(pl.String),
        "same_id_other_text": pl.when(pl.col("word_id").is_not_null() & (texts > 1)).then("text"),
    }
    frames = [
        used.select("row", pl.lit(name).alias("reason"), cell.str.slice(0, 200).alias("value"))
        for name, cell in odd.items()
    ]
    rank = pl.col("reason").replace_strict({name: k for k, name in enumerate(REASONS)})
    return pl.concat(frames).drop_nulls("value").sort("row", rank)


def _notes(words: pl.DataFrame, fields: dict[str, int]) -> Iterator[str]:
    used = words.filter(pl.col("reason").is_null())
    for alias, label in ALIASES.items():
        rows = used["alias"].eq(alias).sum()
        if rows:
            yield f"{rows:,} words were labelled {alias}, which was read as {label}."
    skipped = words[SKIPPED].cast(pl.Int64, strict=False).sum()
    if skipped:
        yield (
            f"{skipped:,} further annotations were not read: of each document the first that was "
            "not cancelled is."
        )
    if "merchant" not in fields:
        yield "The file does not say which shop issued a receipt."
    if "status" not in fields:
        yield "The file does not say which labels were checked: all count as not checked."
    if not np.isfinite(used.select(SIDES).drop_nulls().to_numpy()).any():
        yield "The file does not say where words stand on the picture."
