"""Words of receipts as the judging works on them: numbered, in reading order, whatever the file's.

A word may carry several labels; each of these is judged by itself, and all share the word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

IDS = ("image_id", "receipt_id", "line_id", "word_id")


@dataclass(frozen=True)
class Words:
    """Every word of a file, labelled or not, receipt by receipt.

    Receipts come in the order of their ids; within one, words go from top to bottom and from left
    to right, then by their ids and texts, so that the order of the file's rows changes nothing.

    Attributes:
        ids: `IDS` of each word as text, null where the file has none; n rows.
        texts: What each word says, n.
        receipt: Number of its receipt, ascending, (n,).
        merchant: Number of its merchant in `merchants`, -1 where the file does not say, (n,).
        merchants: Names of merchants, in their own order.
        boxes: x, y, width, height in the file's unit, NaN where unknown, (n, 4).
        starts: First word of each receipt, and n at the end, (receipts + 1,).
    """

    ids: pl.DataFrame = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    receipt: Ints = field(repr=False)
    merchant: Ints = field(repr=False)
    merchants: tuple[str, ...] = field(repr=False)
    boxes: Floats = field(repr=False)
    starts: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Given:
    """The labels that the file gives, by word and then by label.

    Attributes:
        names: Label types that occur, in their own order, K.
        word: Number of the word each label belongs to, ascending, (m,).
        label: Number of the label in `names`, (m,).
        status: Place of its validation status in `engine.files.STATUSES`, (m,).
        row: Number of the record in the input that gives it, from 1, (m,).
        asked: Whether its type was chosen to be judged, (m,).
    """

    names: tuple[str, ...]
    word: Ints = field(repr=False)
    label: Ints = field(repr=False)
    status: Ints = field(repr=False)
    row: Ints = field(repr=False)
    asked: Mask = field(repr=False)

    def __len__(self) -> int:
        return len(self.word)
