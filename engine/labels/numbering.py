"""Rows of a checked table of words → words and labels by number, in an order of their own."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.words import IDS, Given, Words

SIDES = ("x", "y", "width", "height")
_RECEIPT = ("image_id", "receipt_id")
_SAME = (*IDS, "text", *SIDES)


def number_words(table: pl.DataFrame, asked: Collection[str] = ()) -> tuple[Words, Given]:
    """Number the words of a file and the labels they carry.

    Args:
        table: Checked words of receipts; see `engine.files.check.receipts.check_receipts`.
        asked: Label types that are judged; all where there are none.

    Returns:
        The words, labelled or not, and the labels that the file gives them.
    """
    rows = _in_order(table)
    firsts = rows.unique("number", keep="first", maintain_order=True)
    receipt = firsts["receipt"].to_numpy().astype(np.int64)
    merchants = firsts["merchant"].drop_nulls().unique().sort()
    words = Words(
        ids=firsts.select(IDS),
        texts=tuple(firsts["text"]),
        receipt=receipt,
        merchant=_places(firsts["merchant"], merchants),
        merchants=tuple(merchants),
        boxes=firsts.select(pl.col(SIDES).fill_null(np.nan)).to_numpy().astype(np.float64),
        starts=np.searchsorted(receipt, np.arange(receipt.max(initial=-1) + 2)).astype(np.int64),
    )
    return words, _given(rows, asked)


def _in_order(table: pl.DataFrame) -> pl.DataFrame:
    """The rows by receipt, place and text, each with the numbers of its receipt and word."""
    plain = table.select(
        "row",
        pl.col(*IDS, "text", "merchant", "label", "status").cast(pl.String),
        pl.col(SIDES).cast(pl.Float64),
    )
    # Without a number and a place nothing tells two words from one word with two labels.
    alone = pl.col("word_id").is_null() & pl.any_horizontal(pl.col(SIDES).is_null())
    told = plain.with_columns(pl.when(alone).then("row").otherwise(None).alias("alone"))
    as_number = (pl.col(name).cast(pl.Int64, strict=False) for name in ("line_id", "word_id"))
    ordered = told.sort(
        *_RECEIPT, "y", "x", *as_number, "line_id", "word_id", "text", "width", "height",
        "label", "alone", "row", nulls_last=True,
    )  # fmt: skip
    return ordered.with_columns(
        (pl.struct(_RECEIPT).rle_id()).alias("receipt"),
        (pl.struct(*_SAME, "alone").rle_id()).alias("number"),
    )


def _given(rows: pl.DataFrame, asked: Collection[str]) -> Given:
    labelled = rows.filter(pl.col("label").is_not_null())
    names = labelled["label"].unique().sort()
    label = _places(labelled["label"], names)
    wanted = np.array([not asked or name in asked for name in names], dtype=np.bool_)
    return Given(
        names=tuple(names),
        word=labelled["number"].to_numpy().astype(np.int64),
        label=label,
        status=_places(labelled["status"].fill_null(STATUSES[0]), pl.Series(STATUSES)),
        row=labelled["row"].to_numpy().astype(np.int64),
        asked=wanted[label] if len(names) else np.zeros(0, dtype=np.bool_),
    )


def _places(values: pl.Series, known: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The place of each value among the known ones, -1 for none."""
    places = {name: place for place, name in enumerate(known)}
    found = values.replace_strict(places, default=-1, return_dtype=pl.Int64)
    return np.asarray(found.to_numpy(), dtype=np.int64)
