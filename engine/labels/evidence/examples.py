"""The labels that a file gives, as examples to learn from and to be judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from engine.files import STATUSES
from engine.labels.words import Floats, Given, Ints, Mask

VALID_COUNTS = 3.0
_VALID, _INVALID = STATUSES.index("VALID"), STATUSES.index("INVALID")


@dataclass(frozen=True)
class Examples:
    """m labels of w labelled words; a word may have several.

    Attributes:
        chosen: Numbers of the labelled words among all words, ascending, (w,).
        at: The word of each label, as a place in `chosen`, (m,).
        label: The label, (m,).
        labels: How many labels there are, K.
        weight: How much it counts as an example, (m,); 0 where the file says it is invalid.
        checked: Whether the file says it is valid, (m,).
        refused: Whether the file says it is invalid, (m,).
        never: Labels that the file says a word has not, (w, K).
    """

    chosen: Ints = field(repr=False)
    at: Ints = field(repr=False)
    label: Ints = field(repr=False)
    labels: int
    weight: Floats = field(repr=False)
    checked: Mask = field(repr=False)
    refused: Mask = field(repr=False)
    never: Mask = field(repr=False)

    @classmethod
    def of(cls, given: Given) -> Self:
        """The examples among the labels of a file."""
        chosen, at = np.unique(given.word, return_inverse=True)
        checked, refused = given.status == _VALID, given.status == _INVALID
        weight = np.where(refused, 0.0, np.where(checked, VALID_COUNTS, 1.0))
        # A word with two labels is one word.
        weight /= np.maximum(np.bincount(at, ~refused, len(chosen)), 1)[at]
        never = np.zeros((len(chosen), len(given.names)), dtype=np.bool_)
        never[at[refused], given.label[refused]] = True
        return cls(chosen, at, given.label, len(given.names), weight, checked, refused, never)

    def of_words(self, rows: Floats) -> Floats:
        """Beliefs about labels (m, K) as beliefs about words (w, K): the mean over its labels.

        A label that the file calls invalid says nothing of what is right.
        """
        known = ~self.refused
        count = np.bincount(self.at[known], minlength=len(self.chosen))
        sums = np.stack([np.bincount(self.at[known], column, len(self.chosen))
                         for column in rows[known].T], axis=1)  # fmt: skip
        return sums / np.maximum(count, 1)[:, None]
