"""Replenishable: what customers come back for."""

from __future__ import annotations

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Tag, nothing_told
from engine.bundles.context.tags.tested import is_above
from engine.bundles.context.transactions import Floats

AGAIN = 0.25
LEAST_BUYERS = 50  # of all products together
LEAST_DAYS = 60


def replenishable(facts: ProductFacts, past: Past) -> Tag:
    """What a quarter of its known buyers bought again on another day, and more than by chance.

    Each share is drawn towards the shop's by as many buyers as make up for chance between products
    (`shrunk`), and tested against the shop's share or a quarter, whichever is less: in a shop that
    sells nothing but what is used up, everything may carry it.
    """
    buyers, returning = facts.buyers, facts.returning
    if "customers" not in facts.has or "dates" not in facts.has:
        missing = "customers" if "customers" not in facts.has else "dates"
        return nothing_told("replenishable", len(facts), f"The file has no {missing}: who buys "
                            "again is not known.")  # fmt: skip
    if buyers.sum() < LEAST_BUYERS or past.covered < LEAST_DAYS:
        return nothing_told("replenishable", len(facts), "Too few known buyers or too few days "
                            "to tell what is bought again.")  # fmt: skip
    share = shrunk(facts)
    usual = float(returning.sum() / buyers.sum())
    carried = (share >= AGAIN) & is_above(returning, buyers, min(usual, AGAIN))
    reasons = {
        item: f"{returning[item]:,} of its {buyers[item]:,} known buyers bought it again on "
        f"another day; across the shop {usual:.0%} do."
        for item in np.flatnonzero(carried).tolist()
    }
    reason = f"A quarter or more of its known buyers came back for it; usual here: {usual:.0%}."
    return Tag("replenishable", carried, "data", reason, reasons)


def shrunk(facts: ProductFacts) -> Floats:
    """(products,) share of buyers who bought again, drawn towards the shop's share.

    The posterior mean under a beta prior, its mean and strength by moments: the variance between
    products is what their variance has beyond the binomial one (Kleinman 1973). Where it has
    none, all are drawn to the shop's share wholly.
    """
    buyers, returning = facts.buyers.astype(np.float64), facts.returning.astype(np.float64)
    bought = buyers > 0
    tries, hits = buyers[bought], returning[bought]
    share = np.full(len(facts), np.nan)
    mean = hits.sum() / tries.sum()
    inner = mean * (1 - mean)
    spread = float((tries * (hits / tries - mean) ** 2).sum())
    excess = spread - inner * (len(tries) - 1)
    room = tries.sum() - (tries**2).sum() / tries.sum() - (len(tries) - 1)
    between = excess / room if room > 0 else 0.0
    share[bought] = mean
    if between > 0 and inner > 0:
        strength = max(0.0, inner / between - 1)
        share[bought] = (hits + strength * mean) / (tries + strength)
    return share
