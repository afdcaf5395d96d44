"""Which pairs may belong to the k nearest, by a bound on products in single precision.

The vectors are dealt into columns of blocks; the k-th largest of the blocks' largest products is
never above the k-th largest of all, and most products are far below it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.models.protocols import Vectors
from engine.models.vectors import DIGITS, Doubles

Ints = npt.NDArray[np.int64]
BLOCKS = 128


def possible_pairs(queries: Vectors, vectors: Vectors, k: int) -> tuple[Ints, Ints]:
    """Rows of queries and of vectors, every pair that may be among a query's k nearest.

    Args:
        queries: float32 (q, d), each of length 1.
        vectors: float32 (n, d), each of length 1.
        k: How many neighbours; with fewer vectors all pairs may be.

    Returns:
        (m,) query, ascending, and (m,) vector, ascending within a query.
    """
    products = queries @ vectors.T
    k, margin = min(k, len(vectors)), margin_of(vectors)
    least = np.nextafter((_bound(products, k) - margin).astype(np.float32), np.float32(-np.inf))
    query, vector = np.divmod(np.flatnonzero(products >= least[:, None]), len(vectors))
    # Of what is left the k-th largest product itself is known.
    score = products[query, vector]
    order = np.lexsort((-score, query))
    first = np.searchsorted(query, np.arange(len(queries)))
    near = score >= (score[order[first + k - 1]] - margin)[query]
    return query[near], vector[near]


def margin_of(vectors: Vectors) -> float:
    """Most that two rounded products may differ from two in single precision.

    Each of these is off by at most d / 2^24, and each of the others rounded to 6 digits.
    """
    return float(2 * vectors.shape[1] / (1 << 24) + 2 * 10.0**-DIGITS)


def _bound(products: Vectors, k: int) -> Doubles:
    """(q,) a number that is at most the k-th largest of each row."""
    blocks = max(BLOCKS, 8 * k)
    deep = products.shape[1] // blocks
    if deep > 1:
        dealt = products[:, : deep * blocks].reshape(len(products), deep, blocks)
        products = dealt.max(axis=1)
    kth: Doubles = np.partition(products, -k, axis=1)[:, -k].astype(np.float64)
    return kth
