"""Texts → weights of their runs of characters, each distinct text counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from engine.labels.words import Floats


@dataclass(frozen=True)
class Kind:
    """How texts are cut.

    Attributes:
        longest: Longest run.
        shortest: Shortest run.
        least: Texts that a run must occur in.
        by_word: Whether runs stay within words; else they cross them, and capitals count.
    """

    longest: int
    shortest: int = 1
    least: int = 2
    by_word: bool = True


@dataclass(frozen=True)
class Ngrams:
    """Runs of characters that were learnt; see `learn`."""

    counter: Any = field(repr=False)
    rarity: Floats = field(repr=False)

    @classmethod
    def learn(cls, texts: Sequence[str], kind: Kind) -> Self:
        """Learn which runs occur and how rare each is.

        The weight of a run in a text is (1 + ln count) · (1 + ln((1 + n) / (1 + texts that hold
        it))), as scikit-learn's TfidfVectorizer has it, rows of length 1.

        Args:
            texts: As they occur, n.
            kind: How they are cut.
        """
        # Costly to import and needed in the worker process only.
        from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415

        distinct, times = np.unique(np.array(texts, dtype=object), return_counts=True)
        cut = {
            "analyzer": "char_wb" if kind.by_word else "char", "lowercase": kind.by_word,
            "ngram_range": (kind.shortest, kind.longest), "dtype": np.float32,
        }  # fmt: skip
        if not any(text.strip() for text in distinct):
            return cls(None, np.empty(0))
        counter = CountVectorizer(**cut)
        held = counter.fit_transform(distinct)
        held.data[:] = 1
        holding = held.T @ times.astype(np.float64)
        often = np.flatnonzero(holding >= kind.least)
        names = counter.get_feature_names_out()[often]
        if not len(names):
            return cls(None, np.empty(0))
        known = CountVectorizer(**cut, vocabulary={name: at for at, name in enumerate(names)})
        return cls(known, 1 + np.log((1 + len(texts)) / (1 + holding[often])))

    def weigh(self, texts: Sequence[str]) -> Any:
        """Weights of the learnt runs as a sparse matrix of float32, (n, runs)."""
        from scipy import sparse  # noqa: PLC0415 - costly
        from sklearn.preprocessing import normalize  # noqa: PLC0415 - costly

        if self.counter is None:
            return sparse.csr_matrix(np.zeros((len(texts), 0), dtype=np.float32))
        distinct, place = np.unique(np.array(texts, dtype=object), return_inverse=True)
        counts = self.counter.transform(distinct)
        counts.data = 1 + np.log(counts.data)
        weighed = counts @ sparse.diags(self.rarity.astype(np.float32))
        return normalize(weighed.tocsr(), copy=False)[place]
