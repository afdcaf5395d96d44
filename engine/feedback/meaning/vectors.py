"""Comments as vectors: what their words mean, which words go together, which aspects they name.

A comment's vector is [meaning, .7 · directions, .6 · aspects], of length 1. *Meaning* is the mean
of its words' vectors, rare words counting more; *directions* are its place along the 100 main
directions of the file's own TF-IDF weights; *aspects* are those it names, each counting the more
the fewer comments name it, together of length 1.
Where a file mixes languages the first two are centred for each language, since comments would
else lie together by language, and aspects weigh 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from engine.feedback.responses import Floats, Ints, Mask

Dense = npt.NDArray[np.float32]

DIRECTIONS = 100
DIRECTION_WEIGHT = 0.7
ASPECT_WEIGHT, MIXED_ASPECT_WEIGHT = 0.6, 1.0
MIXED_SHARE, LEAST_OF_LANGUAGE = 0.05, 20
_POWERS, _SPARE = 3, 10


@dataclass(frozen=True)
class Texts:
    """Texts as bags of words, plain data.

    Attributes:
        size: How many texts, n.
        text: Text of each pair, ascending, (t,).
        word: Its word, (t,).
        language: Number of each text's language, (n,).
    """

    size: int
    text: Ints = field(repr=False)
    word: Ints = field(repr=False)
    language: Ints = field(repr=False)

    def between(self, first: int, last: int) -> Texts:
        """Some neighbouring texts, as if there were no others."""
        start, end = np.searchsorted(self.text, (first, last))
        text = self.text[start:end] - first
        return Texts(last - first, text, self.word[start:end], self.language[first:last])

    def some(self, rows: Ints) -> Texts:
        """The texts of some rows, ascending, as if there were no others."""
        kept = np.isin(self.text, rows)
        text = np.searchsorted(rows, self.text[kept])
        return Texts(len(rows), text, self.word[kept], self.language[rows])

    def weights(self, rarity: Floats) -> Any:
        """TF-IDF weights of the words, sparse float32, (n, v)."""
        import scipy.sparse as sp  # noqa: PLC0415 - costly

        data = rarity[self.word].astype(np.float32)
        return sp.csr_matrix((data, (self.text, self.word)), shape=(self.size, len(rarity)))


@dataclass(frozen=True)
class Space:
    """What texts of a file are described by; learnt without any score.

    Attributes:
        rarity: Of each word, (v,).
        meanings: Vector of each word, zero where it has none, float32 (v, m).
        directions: float32 (v, up to 100).
        centres: Number of a language → the means that are taken off its texts' two parts; empty
            where the file is of one language.
        aspect_rarity: Of each aspect, (a,): √ln(1 + comments / comments that name it).
        aspect_weight: How much aspects weigh.
    """

    rarity: Floats = field(repr=False)
    meanings: Dense = field(repr=False)
    directions: Dense = field(repr=False)
    centres: Mapping[int, tuple[Dense, Dense]] = field(repr=False)
    aspect_rarity: Floats = field(repr=False)
    aspect_weight: float

    @classmethod
    def learn(cls, texts: Texts, rarity: Floats, meanings: Dense, aspects: Mask, seed: int) -> Self:
        """Learn it from comments, of which some thousands are enough.

        Args:
            texts: The comments.
            rarity: Of each word, (v,).
            meanings: Vector of each word, (v, m).
            aspects: Which aspects each names, (n, a).
            seed: Of the search for directions.
        """
        weights = texts.weights(rarity)
        directions = main_directions(_unit_rows(weights), DIRECTIONS, seed)
        weight = MIXED_ASPECT_WEIGHT if is_mixed(texts.language) else ASPECT_WEIGHT
        naming = np.maximum(1, aspects.sum(axis=0))
        rare = np.sqrt(np.log1p(len(aspects) / naming))
        plain = cls(rarity, meanings, directions, {}, rare, weight)
        meaning, along = plain._parts(weights)
        centres = {}
        for one in np.unique(texts.language):
            rows = (texts.language == one) & meaning.any(axis=1)
            if rows.sum() >= LEAST_OF_LANGUAGE:
                centres[int(one)] = (_mean(meaning[rows]), _mean(along[rows]))
        return replace(plain, centres=centres)

    def describe(self, texts: Texts, aspects: Mask | None) -> Dense:
        """Vectors of length 1, float32 (n, m + directions + a); zero where nothing is known.

        Args:
            texts: What to describe.
            aspects: (n, a) which aspects each names; None leaves that part out.
        """
        meaning, along = self._parts(texts.weights(self.rarity))
        for one, (first, second) in self.centres.items():
            rows = np.flatnonzero(texts.language == one)
            rows = rows[meaning[rows].any(axis=1)]
            meaning[rows] = unit_rows(meaning[rows] - first)
            along[rows] = unit_rows(along[rows] - second)
        told = [meaning, DIRECTION_WEIGHT * along]
        if aspects is not None:
            named = (aspects * self.aspect_rarity).astype(np.float32)
            told.append(self.aspect_weight * unit_rows(named))
        return unit_rows(np.hstack(told))

    @property
    def meaning_columns(self) -> int:
        """How many columns of a vector are meaning, m."""
        return int(self.meanings.shape[1])

    def _parts(self, weights: Any) -> tuple[Dense, Dense]:
        meaning = np.asarray(weights @ self.meanings, dtype=np.float32)
        along = np.asarray(_unit_rows(weights) @ self.directions, dtype=np.float32)
        return unit_rows(meaning), unit_rows(along)


def is_mixed(language: Ints) -> bool:
    """Whether at least 5 % of comments, and 20, are of another language than most."""
    counts = np.sort(np.unique(language, return_counts=True)[1])
    return len(counts) > 1 and bool(
        counts[-2] >= max(LEAST_OF_LANGUAGE, MIXED_SHARE * len(language))
    )


def drawn(many: int, most: int, seed: int) -> Ints:
    """At most so many numbers below `many`, ascending."""
    if many <= most:
        return np.arange(many)
    return np.sort(np.random.default_rng(seed).choice(many, most, replace=False))


def unit_rows(rows: Dense) -> Dense:
    """Rows of length 1; those of zeros stay zeros."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return (rows / np.where(length > 0, length, np.float32(1))).astype(np.float32, copy=False)


def main_directions(matrix: Any, most: int, seed: int) -> Dense:
    """The directions along which rows of a sparse matrix are largest, (columns, up to `most`).

    The randomised way of Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithm 4.4.
    """
    count = min(most, min(matrix.shape) - 1)
    if count < 1:
        return np.zeros((matrix.shape[1], 0), dtype=np.float32)
    wide = min(count + _SPARE, min(matrix.shape))
    start = np.random.default_rng(seed).standard_normal((matrix.shape[1], wide), dtype=np.float32)
    across = np.linalg.qr(matrix @ start)[0]
    for _ in range(_POWERS):
        across = np.linalg.qr(matrix @ np.linalg.qr(matrix.T @ across)[0])[0]
    along = np.linalg.svd((matrix.T @ across).T, full_matrices=False)[2]
    return np.ascontiguousarray(along[:count].T, dtype=np.float32)


def _unit_rows(weights: Any) -> Any:
    """The same for a sparse matrix."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly

    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (sp.diags((1 / length).astype(np.float32)) @ weights).tocsr()


def _mean(rows: Dense) -> Dense:
    return np.asarray(rows.mean(axis=0, dtype=np.float64), dtype=np.float32)
