"""What the receipts themselves say of every word, without looking at any label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.labels.words import Floats, Ints, Mask

Dense = npt.NDArray[np.float32]

SIDES = ("left", "left_2", "right", "right_2", "above", "above_2", "below", "below_2")


@dataclass(frozen=True)
class Layout:
    """How the words of one receipt stand to one another; positions are straightened.

    Attributes:
        words: Numbers of its words, ascending, (k,).
        across: Horizontal distance of centres, column's word minus row's, in heights of a line,
            NaN where either is nowhere, (k, k).
        down: The same vertically; positive is below.
        same_row: Whether two words share a row, (k, k); no word shares one with itself.
        right_aligned: Whether their right edges meet; likewise.
        left_aligned: Whether their left edges meet; likewise.
        amounts: The amount of money each word says, in hundredths, negative where written so;
            0 where it says none, (k,).
    """

    words: Ints
    across: Dense
    down: Dense
    same_row: Mask
    right_aligned: Mask
    left_aligned: Mask
    amounts: Ints


@dataclass(frozen=True)
class WordFacts:
    """Facts about n words, none of them from a label.

    Attributes:
        names: What each column of `dense` is, d.
        dense: Shape, place, size, counts, amounts, keywords, distances, (n, d), finite.
        neighbours: The nearest words on eight `SIDES`, -1 where there is none, (n, 8).
        left_texts: What stands before each word in its row, n.
        right_texts: What stands behind it in its row, n.
        layouts: One for each receipt, in order, made when it is wanted; a receipt of very many
            words comes in parts.
        amounts: As in `Layout`, over all words, (n,).
        rows: Number of the row on its receipt, from 0 at the top, (n,).
        placed: Whether a box says where the word stands; where not, its place is that of line
            and word numbers, or it stands nowhere, (n,).
    """

    names: tuple[str, ...]
    dense: Dense = field(repr=False)
    neighbours: Ints = field(repr=False)
    left_texts: tuple[str, ...] = field(repr=False)
    right_texts: tuple[str, ...] = field(repr=False)
    layouts: Sequence[Layout] = field(repr=False)
    amounts: Ints = field(repr=False)
    rows: Ints = field(repr=False)
    placed: Mask = field(repr=False)


Chances = Floats
"""(m, K) chances of each label, rows adding up to 1."""
