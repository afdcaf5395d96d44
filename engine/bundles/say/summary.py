"""What was mined, found and left out, as counts for the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.transactions import Baskets
from engine.bundles.context.weights import OrderWeights
from engine.bundles.decide.portfolio import Portfolio
from engine.bundles.options import BundleOptions
from engine.bundles.result import Bundle


def summarise_mining(
    baskets: Baskets,
    itemsets: Itemsets,
    candidates: Sequence[Candidates],
    portfolio: Portfolio,
    weights: OrderWeights,
) -> dict[str, Any]:
    """Counts of each stage; everything that was left out is counted with its reason."""
    sizes = {str(k): len(counts) for k, counts in enumerate(itemsets.counts, start=1)}
    return {
        "orders": baskets.orders,
        "multi_item_orders": baskets.multi_item_orders,
        "products": len(baskets.products.skus),
        "last_day": baskets.last_day.isoformat() if baskets.last_day else None,
        "wholesale": {"orders": baskets.wholesale_orders, "lines": baskets.wholesale_lines},
        "season_orders": weights.season_orders,
        "min_count": itemsets.min_count,
        "min_support": itemsets.min_count / itemsets.orders,
        "itemsets": sizes,
        "candidates": {
            "by_size": {str(k): len(sized) for k, sized in enumerate(candidates, start=2)},
            "least_lift": {str(k): sized.least_lift for k, sized in enumerate(candidates, start=2)},
            "dropped": _dropped(candidates),
        },
        "duplicates_removed": portfolio.duplicates,
        "bundles": len(portfolio.picks),
    }


def _dropped(candidates: Sequence[Candidates]) -> dict[str, int]:
    reasons = dict.fromkeys(reason for sized in candidates for reason in sized.dropped)
    return {reason: sum(sized.dropped[reason] for sized in candidates) for reason in reasons}


def say_how_many(
    bundles: Sequence[Bundle], itemsets: Itemsets, options: BundleOptions
) -> tuple[str, ...]:
    """A sentence where there are fewer bundles than were asked for."""
    pairs = sum(len(bundle.items) == 2 for bundle in bundles)
    if not bundles:
        return (
            f"No bundles: {len(itemsets.counts[1]):,} pairs are in {itemsets.min_count:,} orders "
            "or more, and none is reliably bought together more often than chance would have it.",
        )
    if pairs < options.bundles:
        return (
            f"{pairs} pairs hold up against chance, fewer than the {options.bundles} asked for; "
            "no weaker ones were added.",
        )
    return ()
