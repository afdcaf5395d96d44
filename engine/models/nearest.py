"""Nearest neighbours among unit vectors, the same ones whichever library finds them.

A library only proposes candidates, in single precision. Their inner products are then computed
again pair by pair, rounded to 6 digits, and equals are ordered by row; where a proposal leaves
open who belongs to the first k, a longer one is asked for. Few vectors are compared at once and
none that may belong to the first k is left out, see `engine.models.bounded`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.models.bounded import margin_of, possible_pairs
from engine.models.inverted import inverted_lists
from engine.models.protocols import Vectors
from engine.models.vectors import DIGITS, Doubles, inner_products

Ints = npt.NDArray[np.int64]
Proposes = Callable[[Vectors, int], Ints]

# Up to so many vectors a bound on all products finds the neighbours sooner than faiss's heaps.
FAISS_FROM = 20_000
FLAT_UP_TO = 50_000
LEAST_RECALL = 0.98
SAMPLE = 500
_SPARE = 8
_GROWS = 8
_NUMBERS_AT_ONCE = 1 << 22


@dataclass(frozen=True)
class Found:
    """The neighbours of some queries.

    Attributes:
        scores: (queries, k) inner products, -1..1, descending, rounded to 6 digits.
        rows: (queries, k) int64 rows of the vectors; of equal scores the lower row first.
        way: `numpy`, `numpy within a bound`, `faiss` or `faiss inverted lists`; all but the last
            find exactly the same.
        recall: Share of the true neighbours that were found, 0..1; measured on some of the
            queries where lists are searched, 1 where every vector is.
    """

    scores: Doubles
    rows: Ints
    way: str
    recall: float = 1.0


def nearest(vectors: Vectors, queries: Vectors, k: int, *, use_faiss: bool) -> tuple[Doubles, Ints]:
    """The k nearest vectors of each query: scores and rows, as `find_nearest` has them."""
    found = find_nearest(vectors, queries, k, use_faiss=use_faiss)
    return found.scores, found.rows


def find_nearest(vectors: Vectors, queries: Vectors, k: int, *, use_faiss: bool) -> Found:
    """The k nearest vectors of each query, fewer columns where there are fewer vectors.

    Up to 50,000 different vectors all are compared, up to 20,000 without faiss. Beyond that faiss
    searches inverted lists, as many as it takes for a recall of .98 on 500 of the queries. It
    looks at no cancel and uses one thread of faiss.

    Args:
        vectors: float32 (n, d), each of length 1.
        queries: float32 (q, d), each of length 1.
        k: How many neighbours, 1 or more; a vector that is also a query finds itself.
        use_faiss: Whether faiss proposes where there are many; else numpy does, plainly.
    """
    queries = np.ascontiguousarray(queries, dtype=np.float32)
    k = min(k, len(vectors))
    if k < 1 or not len(queries):
        return Found(np.empty((len(queries), k)), np.empty((len(queries), k), np.int64), "numpy")
    crowd = _Crowd.of(np.ascontiguousarray(vectors, dtype=np.float32))
    if not use_faiss:
        return Found(*crowd.settle(_by_numpy(crowd.distinct), queries, k), "numpy")
    if len(crowd.distinct) < FAISS_FROM:
        return Found(*crowd.compare(queries, k), "numpy within a bound")
    if len(crowd.distinct) <= FLAT_UP_TO:
        return Found(*crowd.settle(_by_faiss(crowd.distinct), queries, k), "faiss")
    return _in_lists(crowd, queries, k)


@dataclass(frozen=True)
class _Crowd:
    """Vectors with their repeats set aside.

    Attributes:
        distinct: float32 (m, d), each once.
        first: (m + 1,) where each one's rows begin in `rows`.
        rows: (n,) rows of the first one, ascending, then of the second, and so on.
    """

    distinct: Vectors
    first: Ints
    rows: Ints

    @classmethod
    def of(cls, vectors: Vectors) -> _Crowd:
        """Vectors whose bytes are equal are one."""
        whole = vectors.view(np.dtype((np.void, max(1, vectors.itemsize * vectors.shape[1]))))
        _, kept, member, times = np.unique(
            whole.ravel(), return_index=True, return_inverse=True, return_counts=True
        )
        first = np.concatenate([[0], np.cumsum(times)])
        return cls(vectors[kept], first, np.argsort(member, kind="stable"))

    def settle(
        self, proposes: Proposes, queries: Vectors, k: int, *, surely: bool = True
    ) -> tuple[Doubles, Ints]:
        """Scores and rows of the k nearest.

        Args:
            proposes: Gives as many of the distinct vectors as asked, likely the nearest.
            queries: What to find neighbours of.
            k: How many.
            surely: Whether to ask for more until none can be missing.
        """
        scores, rows = np.empty((len(queries), k)), np.empty((len(queries), k), dtype=np.int64)
        open_ones, asked = np.arange(len(queries)), k + _SPARE
        while len(open_ones):
            asked = min(asked, len(self.distinct))
            at_once = max(1, _NUMBERS_AT_ONCE // (asked * queries.shape[1]))
            left = []
            for begin in range(0, len(open_ones), at_once):
                some = open_ones[begin : begin + at_once]
                members = proposes(queries[some], asked)
                exact = self._exact(queries[some], members)
                for place, one in enumerate(some):
                    if surely and self._unsure(exact[place], k):
                        left.append(one)
                    else:
                        scores[one], rows[one] = self._ordered(exact[place], members[place], k)
            open_ones, asked = np.array(left, dtype=np.int64), asked * _GROWS
        return scores, rows

    def compare(self, queries: Vectors, k: int) -> tuple[Doubles, Ints]:
        """Scores and rows of the k nearest, all vectors compared with all queries."""
        times = np.minimum(np.diff(self.first), k)
        scores, rows = np.empty((len(queries), k)), np.empty((len(queries), k), dtype=np.int64)
        at_once = max(1, _NUMBERS_AT_ONCE // len(self.distinct))
        for begin in range(0, len(queries), at_once):
            some = queries[begin : begin + at_once]
            query, member = possible_pairs(some, self.distinct, k)
            exact = inner_products(some, query, self.distinct, member)
            many = times[member]
            query, exact = np.repeat(query, many), np.repeat(exact, many)
            repeat = np.arange(len(query)) - np.repeat(np.cumsum(many) - many, many)
            row = self.rows[np.repeat(self.first[member], many) + repeat]
            order = np.lexsort((row, -exact, query))
            first = np.searchsorted(query[order], np.arange(len(some)))
            best = order[first[:, None] + np.arange(k)]
            scores[begin : begin + at_once], rows[begin : begin + at_once] = exact[best], row[best]
        return scores, rows

    def _exact(self, queries: Vectors, members: Ints) -> Doubles:
        wide = self.distinct[members].astype(np.float64)
        exact: Doubles = np.round((wide * queries[:, None, :]).sum(axis=2), DIGITS)
        return exact

    def _unsure(self, exact: Doubles, k: int) -> bool:
        """Whether a vector that was not proposed may be as near as the k-th."""
        if len(exact) == len(self.distinct):
            return False
        kth = np.partition(exact, -k)[-k]
        return bool(kth <= exact.min() + margin_of(self.distinct))

    def _ordered(self, exact: Doubles, members: Ints, k: int) -> tuple[Doubles, Ints]:
        """The k best with all their repeats, equals by row."""
        best = np.argsort(-exact, kind="stable")
        best = best[exact[best] >= exact[best[min(k, len(best)) - 1]]]
        spans = [self.rows[self.first[m] : self.first[m + 1]][:k] for m in members[best]]
        rows = np.concatenate(spans)
        scores = np.repeat(exact[best], [len(span) for span in spans])
        order = np.lexsort((rows, -scores))[:k]
        return scores[order], rows[order]


def _by_numpy(vectors: Vectors) -> Proposes:
    def propose(queries: Vectors, many: int) -> Ints:
        at_once = max(1, _NUMBERS_AT_ONCE // len(vectors))
        found = np.empty((len(queries), many), dtype=np.int64)
        for begin in range(0, len(queries), at_once):
            likeness = queries[begin : begin + at_once] @ vectors.T
            found[begin : begin + at_once] = np.argpartition(-likeness, many - 1)[:, :many]
        return found

    return propose


def _by_faiss(vectors: Vectors) -> Proposes:
    import faiss  # noqa: PLC0415 - costly

    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def propose(queries: Vectors, many: int) -> Ints:
        found: Ints = index.search(queries, many)[1]
        return found

    return propose


def _in_lists(crowd: _Crowd, queries: Vectors, k: int) -> Found:
    """Search ever more lists until the recall on some queries is good, then for all queries."""
    sample = queries[np.linspace(0, len(queries) - 1, min(SAMPLE, len(queries))).astype(np.int64)]
    truth = crowd.settle(_by_faiss(crowd.distinct), sample, k)[0][:, -1:]
    for proposes in inverted_lists(crowd.distinct):
        found = crowd.settle(proposes, sample, k, surely=False)[0]
        recall = float((found >= truth).mean())
        if recall >= LEAST_RECALL:
            break
    scores, rows = crowd.settle(proposes, queries, k, surely=False)
    return Found(scores, rows, "faiss inverted lists", recall)
