"""The pool: every set of two to four products that any source proposed, once, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Floats, Ints

Mask = npt.NDArray[np.bool_]
TIERS = (
    "strict_rules", "adaptive_relax", "smoothed_cooccurrence", "item_similarity", "heuristics",
    "popularity", "cold_start",
)  # fmt: skip
"""Tiers of evidence, the strongest first; the source system's names."""
SOURCES = (
    "rules", "itemsets", "top_pairs", "similar", "complementary", "model", "ladder", "quantities",
)  # fmt: skip
MOST_ITEMS = 4


@dataclass(frozen=True)
class Pool:
    """Sets of products, one row each, sorted by their numbers; every set is here once.

    Attributes:
        items: (n, 4) product numbers, ascending, -1 after the last.
        tier: (n,) place in `TIERS` of the strongest evidence that speaks for the set.
        sources: (n,) bit k is set where source k of `SOURCES` proposed it.
        together: (n,) orders that hold all of it.
        either: (n,) orders that hold any of it.
        chance: (n,) orders expected to hold all of it if each were bought independently.
        lift: (n,) together / chance; nan where chance is 0 (a product never sold).
        confidence: (n,) 0..1 of the best rule with one consequent; nan where no order holds any
            of its antecedents.
        to: (n,) that consequent's product number, -1 where there is no rule.
        log_p: (n,) natural logarithm of the one-sided p-value; nan where not testable.
        q_value: (n,) after Benjamini-Hochberg; nan outside of the tested family.
        lift_now: (n,) lift under the order weights (recency, season); nan where chance is 0.
        alive: (n,) 0..1, the chance that the set goes on being bought, by its trend.
        likeness: (n,) mean cosine of its products' texts, -1..1; nan without vectors.
        twins: (n,) whether two of its products are the same in another colour or size.
    """

    items: Ints
    tier: Ints
    sources: Ints
    together: Ints
    either: Ints
    chance: Floats
    lift: Floats
    confidence: Floats
    to: Ints
    log_p: Floats
    q_value: Floats
    lift_now: Floats
    alive: Floats
    likeness: Floats
    twins: Mask

    def __len__(self) -> int:
        return len(self.items)

    @property
    def size(self) -> Ints:
        """(n,) how many products each set has."""
        sizes: Ints = (self.items >= 0).sum(axis=1)
        return sizes

    def take(self, rows: Ints | Mask) -> Pool:
        """Some of the rows."""
        return Pool(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def sources_of(self, row: int) -> tuple[str, ...]:
        """Names of the sources that proposed a row."""
        bits = int(self.sources[row])
        return tuple(name for place, name in enumerate(SOURCES) if bits >> place & 1)
