"""All that candidates are drawn from: orders, facts, mined sets, likeness, proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bundles.candidates.likeness import Likeness
from engine.bundles.candidates.neighbours import Neighbours
from engine.bundles.candidates.pool import TIERS
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets
from engine.bundles.context.vectors import ProductVectors
from engine.bundles.context.weights import OrderWeights


@dataclass(frozen=True)
class PoolContext:
    """What the pool is gathered from.

    Attributes:
        baskets: The orders; products are numbered as in `facts`, as far as they were sold.
        facts: All products, also those never sold.
        itemsets: Frequent sets.
        counts: Their look-up.
        evidence: Their evidence, by size from 2.
        weights: What each order counts for.
        likeness: Of all products of `facts`: `compare_products(facts)`.
        vectors: Of their texts, or None without a model.
        neighbours: Found among these vectors, or None.
        proposed: Sets of product numbers that the model proposed; those that are not two to four
            different products of `facts` are passed over.
        existing: Bundles that the shop sells already, as codes; no set of the pool holds all of
            one.
        tiers: Names of `TIERS` that may speak; of a small file only some.
    """

    baskets: Baskets
    facts: ProductFacts
    itemsets: Itemsets
    counts: SubsetCounts
    evidence: tuple[SetEvidence, ...]
    weights: OrderWeights
    likeness: Likeness
    vectors: ProductVectors | None = None
    neighbours: Neighbours | None = None
    proposed: Sequence[tuple[int, ...]] = ()
    existing: Sequence[tuple[str, ...]] = ()
    tiers: frozenset[str] = frozenset(TIERS)
