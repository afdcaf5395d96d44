"""Everything the receipts say of their words, gathered receipt by receipt."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from engine.labels.evidence.amounts import read_amounts
from engine.labels.evidence.announced import ANNOUNCED, describe_keywords
from engine.labels.evidence.facts import SIDES, Dense, WordFacts
from engine.labels.evidence.keywords import find_keywords
from engine.labels.evidence.layout import Layouts, number_rows
from engine.labels.evidence.neighbours import find_neighbours, row_texts
from engine.labels.evidence.places import Places, place_words
from engine.labels.evidence.sheet import Read, Sheet, lay_sheet
from engine.labels.evidence.spots import SPOTS, describe_spots
from engine.labels.evidence.sums import SUMS, describe_sums
from engine.labels.evidence.values import VALUES, describe_values
from engine.labels.evidence.writing import WRITING, describe_writing, read_counts
from engine.labels.words import Ints, Words
from engine.steps import Progress

_TOLD = ("share_digits", "share_letters", "share_capitals", "letters", "small_number", "like_date")
"""How a neighbour is written, of `WRITING`, and whether it says an amount."""

_FAR = 30.0  # heights of a line
_NONE = 99.0
_OWN = (*WRITING, "says_amount", "count")
_SHEET = (*SPOTS, *VALUES, *SUMS, *ANNOUNCED, *(f"{side}_distance" for side in SIDES))
_BESIDE = tuple(f"{side}_{told}" for side in SIDES for told in (*_TOLD, "says_amount"))

FACTS = (*_OWN, *_SHEET, *_BESIDE)
"""What each column of `WordFacts.dense` tells."""


def gather_facts(words: Words, step: Progress) -> WordFacts:
    """Gather what the receipts themselves say of every word, without looking at any label.

    Rows, columns and neighbours come from boxes that are set straight first; where a receipt has
    none, from the numbers of its lines and words; where it has neither, words stand alone. Each
    receipt is looked at by itself, so a file's other receipts change nothing but the numbers of
    words.

    Args:
        words: Words of receipts.
        step: Counts receipts, or parts of very long ones.

    Raises:
        Cancelled: The run was cancelled.
    """
    places, read = place_words(words), _read(words)
    rows = _rows(words, places)
    own = np.column_stack([read.writing, read.amounts != 0, read.counts]).astype(np.float32)
    gathered = _Gathered(words, own)
    step.expect(len(places.starts) - 1)
    for first, end in pairwise(places.starts):
        gathered.add(lay_sheet(np.arange(first, end), places.spots, rows, read))
        step.advance()
    return WordFacts(
        names=FACTS,
        dense=gathered.dense,
        neighbours=gathered.neighbours,
        left_texts=tuple(gathered.before),
        right_texts=tuple(gathered.behind),
        layouts=Layouts(places.spots, read.amounts, places.starts),
        amounts=read.amounts,
        rows=rows,
        placed=places.placed,
    )


def _read(words: Words) -> Read:
    return Read(
        read_amounts(words.texts, words.starts),
        read_counts(words.texts),
        find_keywords(words.texts),
        describe_writing(words.texts),
    )


class _Gathered:
    """Facts of one sheet after another."""

    def __init__(self, words: Words, own: Dense) -> None:
        self.dense: Dense = np.zeros((len(words), len(FACTS)), dtype=np.float32)
        self.neighbours: Ints = np.full((len(words), len(SIDES)), -1, dtype=np.int64)
        self.before: list[str] = []
        self.behind: list[str] = []
        self._texts = words.texts
        self._own = own

    def add(self, sheet: Sheet) -> None:
        first, end = int(sheet.layout.words[0]), int(sheet.layout.words[-1]) + 1
        near, own = find_neighbours(sheet), self._own[first:end]
        facts = (
            own, describe_spots(sheet), describe_values(sheet), describe_sums(sheet),
            describe_keywords(sheet), _distances(sheet, near), _beside(own, near),
        )  # fmt: skip
        np.concatenate(facts, axis=1, out=self.dense[first:end])
        self.neighbours[first:end] = np.where(near >= 0, near + first, -1)
        before, behind = row_texts(sheet, self._texts[first:end])
        self.before += before
        self.behind += behind


def _rows(words: Words, places: Places) -> Ints:
    """Rows of every receipt, counted on over the parts of a very long one."""
    rows = np.zeros(len(words), dtype=np.int64)
    for first, end in pairwise(words.starts):
        rows[first:end] = number_rows(places.spots[first:end, 2])
    return rows


def _distances(sheet: Sheet, near: Ints) -> Dense:
    """How far each neighbour is, along its side, in heights of a line."""
    lines = np.arange(len(near))[:, None]
    across, down = sheet.layout.across[lines, near[:, :4]], sheet.layout.down[lines, near[:, 4:]]
    along = np.clip(np.hstack([across, down]), -_FAR, _FAR)
    return np.where(near >= 0, along, np.float32(_NONE))


def _beside(own: Dense, neighbours: Ints) -> Dense:
    """How each neighbour is written; -1 where there is none."""
    columns = [_OWN.index(name) for name in (*_TOLD, "says_amount")]
    told = np.vstack([own[:, columns], np.full((1, len(columns)), -1, dtype=np.float32)])
    # The number of a missing neighbour, -1, is that of the line added last.
    return np.asarray(told[neighbours].reshape(len(own), len(_BESIDE)))
