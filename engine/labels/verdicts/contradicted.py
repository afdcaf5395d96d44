"""Labels that the noise of the file explains away, though the word or its receipt says otherwise.

How often labels are wrong is estimated from the file, and where it is seldom, nearly every label is
believed. An error that is made again and again in the same place then hides behind its own number:
models that are asked about the word alone still name the right label first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.files import STATUSES
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.told import Told
from engine.labels.verdicts.suggest import INVALID
from engine.labels.words import Floats, Given, Ints, Mask

RATIO_WITH_SUMS, RATIO = 2.0, 3.0
"""How many times likelier than its own another label must be, with and without sums for it."""
_VALID = STATUSES.index("VALID")


@dataclass(frozen=True)
class Contradicted:
    """What the words alone and the sums of their receipts say against m labels.

    Attributes:
        label: The label that the word alone makes likeliest, but for its own, (m,).
        chance: Its chance against that of the word's own label, a / (a + b), 0..1, (m,).
        by_sums: Another label is twice as likely, and a sum or product of the receipt speaks for
            that and none for the word's own, (m,).
        doubted: Another label is three times as likely, or likelier at all where such a sum speaks
            for it, (m,).
    """

    label: Ints = field(repr=False)
    chance: Floats = field(repr=False)
    by_sums: Mask = field(repr=False)
    doubted: Mask = field(repr=False)


def contradicted(judged: Judged, given: Given, told: Sequence[Sequence[Told]]) -> Contradicted:
    """Which labels are contradicted; none that the file itself calls right or wrong is.

    Args:
        judged: Chances of the words, whatever label the file gives them.
        given: The labels.
        told: What arithmetic says of the words; see `told_by_arithmetic`.
    """
    rows = np.arange(len(given))
    chances = judged.chances.copy()
    own = chances[rows, given.label]
    chances[rows, given.label] = -1
    label = chances.argmax(axis=1)
    other = np.maximum(chances[rows, label], 0)
    open_ones = (given.status != _VALID) & (given.status != INVALID)
    speaks = _spoken_for(given, told)
    open_ones &= other > 0
    summed = open_ones & speaks[rows, label] & ~speaks[rows, given.label]
    return Contradicted(
        label=label,
        chance=other / np.maximum(other + own, 1e-12),
        by_sums=summed & (other >= RATIO_WITH_SUMS * own),
        doubted=(open_ones & (other >= RATIO * own)) | (summed & (other > own)),
    )


def _spoken_for(given: Given, told: Sequence[Sequence[Told]]) -> Mask:
    """For which labels of each row a sum or product speaks, (m, K)."""
    names = {name: number for number, name in enumerate(given.names)}
    facts = [(fact.word, names[fact.label]) for receipt in told for fact in receipt
             if fact.label in names]  # fmt: skip
    words = np.array([word for word, _ in facts], dtype=np.int64)
    labels = np.array([label for _, label in facts], dtype=np.int64)
    by_word = np.zeros((int(max(given.word.max(initial=-1), words.max(initial=-1))) + 1,
                        len(given.names)), dtype=np.bool_)  # fmt: skip
    by_word[words, labels] = True
    return np.asarray(by_word[given.word])
