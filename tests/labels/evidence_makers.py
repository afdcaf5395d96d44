"""Receipts of a few words for tests of evidence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.keywords import find_keywords
from engine.labels.evidence.layout import number_rows
from engine.labels.evidence.sheet import Read, Sheet, lay_sheet
from engine.labels.evidence.writing import describe_writing, read_counts
from engine.labels.numbering import number_words
from engine.labels.words import Given, Words
from engine.steps import Steps

SIDES = ("x", "y", "width", "height")
TEXTS = ("Total", "Subtotal", "TAX", "2", "x3", "2.00", "3.00", "5.00", "10.00", "Milk", "-1.00")

Word = tuple[str, float, float]
"""What a word says, and its left and upper edge; it is 40 wide and 20 high."""


def table_of(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Checked words from what is said of each; the rest is empty."""
    texts = ("image_id", "receipt_id", "line_id", "word_id", "text", "merchant", "label")
    whole = [
        {
            **{name: row.get(name) for name in texts},
            "receipt_id": row.get("receipt_id", "1"),
            "status": row.get("status", "NONE"),
            **{side: row.get(side) for side in SIDES},
        }
        for row in rows
    ]
    schema = {
        **dict.fromkeys(("image_id", "receipt_id", "line_id", "word_id", "text"), pl.String),
        **dict.fromkeys(("merchant", "label", "status"), pl.String),
        **dict.fromkeys(SIDES, pl.Float64),
    }
    frame = pl.DataFrame([{name: row[name] for name in schema} for row in whole], schema=schema)
    return frame.with_row_index("row", offset=1).cast({"row": pl.Int64})


def boxed(
    words: Sequence[Word], labels: Sequence[str | None] = (), receipt: str = "1"
) -> list[dict[str, Any]]:
    """Words of one receipt with boxes."""
    given = labels or [None] * len(words)
    return [
        {"receipt_id": receipt, "text": text, "x": x, "y": y, "width": 40.0, "height": 20.0,
         "label": label}
        for (text, x, y), label in zip(words, given, strict=True)
    ]  # fmt: skip


def numbered(rows: Sequence[dict[str, Any]]) -> tuple[Words, Given]:
    """Words and labels of these rows."""
    return number_words(table_of(rows))


def facts_of(rows: Sequence[dict[str, Any]]) -> WordFacts:
    """Facts about the words of these rows."""
    return gather_facts(numbered(rows)[0], Steps())


def fact(facts: WordFacts, name: str) -> list[float]:
    """One fact of every word."""
    found: list[float] = facts.dense[:, facts.names.index(name)].tolist()
    return found


def sheet_of(spots: np.ndarray, amounts: Sequence[int], texts: Sequence[str] = ()) -> Sheet:
    """A sheet of words at these spots that say these amounts, in hundredths."""
    said = list(texts) or [""] * len(spots)
    read = Read(
        np.array(amounts, dtype=np.int64),
        read_counts(said),
        find_keywords(said),
        describe_writing(said),
    )
    return lay_sheet(np.arange(len(spots)), spots, number_rows(spots[:, 2]), read)


@st.composite
def spots(draw: st.DrawFn, least: int = 1, most: int = 14) -> np.ndarray:
    """Words on a grid of half lines, some over one another, some nowhere."""
    number = draw(st.integers(least, most))
    places = st.tuples(st.integers(0, 8), st.integers(0, 10), st.integers(1, 6), st.booleans())
    rows = []
    for left, down, width, tall in draw(st.lists(places, min_size=number, max_size=number)):
        rows.append([left * 1.3, left * 1.3 + width, down * 0.55, 1.7 if tall else 1.0])
    found = np.array(rows)
    if draw(st.booleans()):
        found[draw(st.integers(0, number - 1))] = np.nan
    return found


@st.composite
def receipts(draw: st.DrawFn, least: int = 2, most: int = 14) -> list[Word]:
    """Words of one receipt on lines of a grid, no two at one place."""
    places = draw(
        st.lists(
            st.tuples(st.integers(0, 4), st.integers(0, 9)),
            min_size=least, max_size=most, unique=True,
        )
    )  # fmt: skip
    said = draw(st.lists(st.sampled_from(TEXTS), min_size=len(places), max_size=len(places)))
    return [
        (text, 60.0 * left, 30.0 * line) for text, (left, line) in zip(said, places, strict=True)
    ]
