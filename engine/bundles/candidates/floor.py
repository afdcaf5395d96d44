"""Sets that cannot keep the margin floor: even at their full price too little is left."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.pool import Mask
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Ints
from engine.bundles.decide.price.terms import Floor
from engine.bundles.options import BundleOptions

# Beyond it, relative to the price, rounding cannot have turned a comparison of floats.
SURE = 1e-9


def under_floor(sets: Ints, facts: ProductFacts, options: BundleOptions) -> Mask:
    """Which sets no price can be found for, by the rule of `Terms.possible`.

    Args:
        sets: (n, k) product numbers.
        facts: Prices and costs; a set with a part of which either is not known is not judged.
        options: `margin_floor_pct` and `stacked_code_pct` apply.

    Returns:
        (n,) whether Σprice < Σcost · (1 + margin) / (1 - code).
    """
    price = np.where(facts.price > 0, facts.price, facts.list_price)
    known = ((price > 0) & (facts.cost >= 0))[sets].all(axis=1)
    least = Floor(options.margin_floor_pct, options.stacked_code_pct).times_cost
    prices, costs = price[sets].sum(axis=1), facts.cost[sets].sum(axis=1)
    short = costs * float(least) / np.maximum(1, prices) - 1
    under: Mask = known & (short > SURE)
    for row in np.flatnonzero(known & (np.abs(short) <= SURE)).tolist():
        under[row] = int(costs[row]) * least > int(prices[row])
    return under
