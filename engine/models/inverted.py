"""faiss's inverted lists: only the lists nearest to a query are searched, so some are missed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from engine.models.protocols import Vectors

Ints = npt.NDArray[np.int64]
LISTS_AT_FIRST = 8
TRAINED_ON = 64


def inverted_lists(vectors: Vectors) -> Iterator[Callable[[Vectors, int], Ints]]:
    """Ways to propose neighbours, each searching twice the lists of the one before, at last all.

    The square root of n lists, whose centres are learned from some of the vectors with faiss's
    fixed seed; a query that finds too few in its lists is searched in all of them.
    """
    import faiss  # noqa: PLC0415 - costly

    faiss.omp_set_num_threads(1)
    lists = max(1, round(math.sqrt(len(vectors))))
    centres = faiss.IndexFlatIP(vectors.shape[1])
    index = faiss.IndexIVFFlat(centres, vectors.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    index.cp.max_points_per_centroid = TRAINED_ON
    index.train(vectors)
    index.add(vectors)

    def searching(probes: int) -> Callable[[Vectors, int], Ints]:
        def propose(queries: Vectors, many: int) -> Ints:
            index.nprobe = probes
            found: Ints = index.search(queries, many)[1]
            short = np.flatnonzero(found[:, -1] < 0)
            if len(short):
                index.nprobe = lists
                found[short] = index.search(queries[short], many)[1]
            return found

        return propose

    probes = LISTS_AT_FIRST
    while probes < lists:
        yield searching(probes)
        probes *= 2
    yield searching(lists)
