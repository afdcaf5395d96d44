"""What was mined, found and left out, as counts for the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.bundles.candidates.found import Found
from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.context.context import Context
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.size import say_how_small
from engine.bundles.decide.chosen import Chosen
from engine.bundles.options import BundleOptions


def summarise(context: Context, found: Found, chosen: Chosen) -> dict[str, Any]:
    """Counts of each stage; everything that was left out is counted with its reason."""
    baskets, itemsets = context.mapped.baskets, context.mined.itemsets
    sizes = {str(k): len(counts) for k, counts in enumerate(itemsets.counts, start=1)}
    return {
        "lines": context.mapped.lines,
        "mined": context.mapped.mined,
        "orders": baskets.orders,
        "multi_item_orders": baskets.multi_item_orders,
        "products": len(baskets.products.skus),
        "never_sold": len(context.mapped.facts) - context.mapped.facts.sold,
        "last_day": baskets.last_day.isoformat() if baskets.last_day else None,
        "recent_transactions": context.mapped.facts.recent_transactions,
        "wholesale": {"orders": baskets.wholesale_orders, "lines": baskets.wholesale_lines},
        "season_orders": context.mined.weights.season_orders,
        "min_count": itemsets.min_count,
        "min_support": itemsets.min_count / itemsets.orders,
        "itemsets": sizes,
        "candidates": {
            "by_size": {str(k): len(sized) for k, sized in enumerate(found.sized, start=2)},
            "least_lift": {str(k): one.least_lift for k, one in enumerate(found.sized, start=2)},
            "dropped": _dropped(found.sized),
        },
        "duplicates_removed": chosen.portfolio.duplicates + found.duplicates,
        "bundles": len(chosen.bundles),
        "offers": len(chosen.offers),
    }


def _dropped(candidates: Sequence[Candidates]) -> dict[str, int]:
    reasons = dict.fromkeys(reason for sized in candidates for reason in sized.dropped)
    return {reason: sum(sized.dropped[reason] for sized in candidates) for reason in reasons}


def say_all(
    context: Context, found: Found, chosen: Chosen, options: BundleOptions
) -> tuple[str, ...]:
    """What the user should read: what the file's size means, and where there is less than asked."""
    by_hand = min(options.signal_weights) >= 0
    return (
        *say_how_small(context.mapped.baskets, context.mapped.lines, by_hand=by_hand),
        *(_say_how_many(context, found, chosen, options) if context.mapped.mined else ()),
        *_say_what_cannot_be_priced(found, options),
    )


def _say_what_cannot_be_priced(found: Found, options: BundleOptions) -> tuple[str, ...]:
    """What the portfolio leaves out because no price of it keeps the margin floor."""
    sets = _under(found)
    if not sets:
        return ()
    which = "1 set of products is" if sets == 1 else f"{sets:,} sets of products are"
    code = options.stacked_code_pct
    stacked = f" once a {code:g} % code comes on top" if code else ""
    return (
        f"{which} left out of the portfolio: even the full price of the parts leaves less than "
        f"{options.margin_floor_pct:g} % on cost{stacked}.",
    )


def _say_how_many(
    context: Context, found: Found, chosen: Chosen, options: BundleOptions
) -> tuple[str, ...]:
    """A sentence where the portfolio is smaller than was asked for."""
    itemsets = context.mined.itemsets
    pairs = sum(len(one.candidate.items) == 2 for one in chosen.bundles)
    if not chosen.bundles:
        return (
            f"No bundles for the portfolio: {_pairs(itemsets):,} pairs are in "
            f"{itemsets.min_count:,} orders or more, and none is reliably bought together more "
            f"often than chance would have it{', or it is out of stock' if _gone(found) else ''}"
            f"{', or no price of it keeps the margin floor' if _under(found) else ''}.",
        )
    if pairs < options.bundles:
        return (
            f"{pairs} pairs hold up against chance, fewer than the {options.bundles} asked for; "
            f"no weaker ones were added{_and_gone(found)}.",
        )
    return ()


def _and_gone(found: Found) -> str:
    """How many pairs cannot be sold now."""
    gone = _gone(found)
    return f", and none of {gone:,} with a product that is out of stock" if gone else ""


def _gone(found: Found) -> int:
    return found.sized[0].dropped["out_of_stock"] if found.sized else 0


def _under(found: Found) -> int:
    return sum(sized.dropped["under_margin_floor"] for sized in found.sized)


def _pairs(itemsets: Itemsets) -> int:
    return len(itemsets.counts[1]) if len(itemsets.counts) > 1 else 0
