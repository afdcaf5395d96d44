"""Which products' texts are alike: the nearest neighbours that some of the products have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.context.vectors import ProductVectors
from engine.models.nearest import find_nearest

SUBSTITUTE = 0.90
SIMILAR = 0.70
COMPLEMENT = 0.30
NEIGHBOURS = 8
ASKED = 800


@dataclass(frozen=True)
class Neighbours:
    """Pairs of like products, one row a direction, the nearest of each product first.

    Attributes:
        item: (n,) product that was asked about, ascending.
        other: (n,) its neighbour, never itself.
        cosine: (n,) likeness of their texts, -1..1.
        way: `numpy`, `numpy within a bound`, `faiss` or `faiss inverted lists`.
        recall: Share of the true neighbours that were found, 0..1.
    """

    item: Ints
    other: Ints
    cosine: Floats
    way: str
    recall: float

    def __len__(self) -> int:
        return len(self.item)


def find_neighbours(vectors: ProductVectors, facts: ProductFacts, *, use_faiss: bool) -> Neighbours:
    """The eight nearest products of those that matter most: see `_asked`.

    It looks at no cancel; up to 50,000 products it takes less than a second.

    Args:
        vectors: Of all products that have one.
        facts: How often they were sold.
        use_faiss: Whether faiss finds them, or numpy; they are the same up to 50,000 products.
    """
    rows = _asked(vectors.rows, facts)
    asked = vectors.rows[rows]
    found = find_nearest(
        vectors.vectors, vectors.vectors[rows], NEIGHBOURS + 1, use_faiss=use_faiss
    )
    others = vectors.rows[found.rows]
    item = np.repeat(asked, found.rows.shape[1])
    keep = item != others.ravel()
    # Where a product's twins in text are many it may not be among its own nearest.
    place = np.cumsum(keep.reshape(found.rows.shape), axis=1).ravel()
    keep &= place <= NEIGHBOURS
    return Neighbours(
        item[keep], others.ravel()[keep], found.scores.ravel()[keep], found.way, found.recall
    )


def _asked(numbers: Ints, facts: ProductFacts) -> Ints:
    """Places of the products that are asked about: all, or the most sold and the least known.

    Three quarters are the most sold, for they lead most offers; the rest are those with the
    fewest orders, which have little else that speaks for them, the latest in the catalog first.
    """
    if len(numbers) <= ASKED:
        return np.arange(len(numbers))
    known = ASKED * 3 // 4
    by_orders = np.lexsort((numbers, -facts.orders[numbers]))
    rest = by_orders[known:]
    least = np.lexsort((numbers[rest], -facts.created[numbers[rest]], facts.orders[numbers[rest]]))
    return np.sort(np.concatenate((by_orders[:known], rest[least[: ASKED - known]])))
