"""Cells that say something."""

from __future__ import annotations

import polars as pl

from engine.files.cells.words import SPACES, Words
from engine.files.check.reasons import BLANK_WORDS

_AROUND = SPACES + "\t\r\n"


def said(words: Words) -> Words:
    """A column without white space and line ends around its words, and without blank words."""
    stripped = words.distinct.str.strip_chars(_AROUND).alias("cell")
    cell = pl.col("cell")
    says = (cell.str.len_bytes() > 4) | ~cell.str.to_lowercase().is_in(BLANK_WORDS)
    return words.renamed(stripped.to_frame().select(pl.when(says).then(cell)).to_series())
