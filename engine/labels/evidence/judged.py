"""What is believed about every label of a file, always by models that never saw its receipt."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.labels.words import Floats


@dataclass(frozen=True)
class Judged:
    """Beliefs about the m labels of `Given`.

    Attributes:
        chances: Chance of each label for the word, whatever label the file gives it, (m, K); the
            given label of the row itself never enters its own.
        truth: The same once the given label and the file's confusions are taken into account,
            (m, K).
        wrong: Chance that the given label is wrong, 0..1, (m,); 1 - `truth` of it.
        rate: Estimated share of wrong labels, 0..1.
        confusion: Chance of a wrong given label by the true one, (K, K), true in rows.
        vectors: Words in context as unit vectors whose inner product is their likeness, (m, d).
        way: `thorough`, `linear`, or `shares` where the file is too small to learn from.
        too_small: Why nothing could be learnt, as a sentence; empty where it could.
    """

    chances: Floats = field(repr=False)
    truth: Floats = field(repr=False)
    wrong: Floats = field(repr=False)
    rate: float
    confusion: Floats = field(repr=False)
    vectors: npt.NDArray[np.float32] = field(repr=False)
    way: str
    too_small: str = ""


def _none() -> npt.NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Similar:
    """Similar words of other receipts, for each of m labels; numbers are rows of `Given`.

    Attributes:
        rows: The most similar ones over all merchants, most similar first, -1 where there is none,
            (m, k).
        scores: Their likeness, -1..1, (m, k); 0 where there is none.
        group_rows: Those among words of the same merchant, (m, g).
        group_scores: Their likeness.
        namesakes: Words of the same text on other receipts of the same merchant, (m,); empty
            where they were not counted.
        bare: How many of these carry no label.
    """

    rows: npt.NDArray[np.int64] = field(repr=False)
    scores: Floats = field(repr=False)
    group_rows: npt.NDArray[np.int64] = field(repr=False)
    group_scores: Floats = field(repr=False)
    namesakes: npt.NDArray[np.int64] = field(repr=False, default_factory=_none)
    bare: npt.NDArray[np.int64] = field(repr=False, default_factory=_none)
