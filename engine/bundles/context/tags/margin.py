"""High margin: the shop's best third, on real costs only."""

from __future__ import annotations

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Tag, nothing_told
from engine.bundles.context.transactions import Floats

BEST_SHARE = 1 / 3
LEAST_PRODUCTS = 3


def margins(facts: ProductFacts) -> Floats:
    """(products,) what is left of the price after the cost, as a share of it; nan where unknown.

    At most 1; below 0 where the cost is over the price.
    """
    known = (facts.cost >= 0) & (facts.price > 0)
    share = np.full(len(facts), np.nan)
    np.divide(facts.price - facts.cost, facts.price, out=share, where=known)
    return share


def high_margin(facts: ProductFacts, _: Past) -> Tag:
    """The third of the products whose costs are known that leaves the largest share of its price.

    Never those that leave nothing; nobody carries it where all leave the same.
    """
    share = margins(facts)
    known = ~np.isnan(share)
    if known.sum() < LEAST_PRODUCTS:
        few = "no costs" if not known.any() else f"the costs of {known.sum()} products only"
        return nothing_told("high_margin", len(facts), f"The file has {few}: no product is known "
                            "to have a high margin.")  # fmt: skip
    least = float(np.quantile(share[known], 1 - BEST_SHARE))
    if least <= float(share[known].min()):
        return nothing_told("high_margin", len(facts), "Most products leave the same margin: "
                            "none is known to have a high one.")  # fmt: skip
    carried = known & (share >= max(least, 0.0)) & (share > 0)
    reasons = {item: f"{share[item]:.0%} of its price is left after its cost."
               for item in np.flatnonzero(carried).tolist()}  # fmt: skip
    reason = f"The best third of {known.sum():,} products with costs: {least:.0%} or more is left."
    return Tag("high_margin", carried, "data", reason, reasons)
