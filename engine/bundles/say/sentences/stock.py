"""Whether there is enough of everything in a candidate, in one sentence."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.say.names import clean_name

PLENTY = 10


def say_stock(candidate: Candidate, facts: ProductFacts) -> str:
    """How much stock the scarcest product has; empty where the file does not tell."""
    stock = facts.stock[list(candidate.items)]
    if np.isnan(stock).any():
        return ""
    scarcest = int(np.argmin(stock))
    left, name = float(stock[scarcest]), clean_name(facts.titles[candidate.items[scarcest]])
    if left <= 0:
        return f"{name} is out of stock."
    if left <= PLENTY:
        return f"Stock is short: {left:,.0f} of {name}."
    return f"Stock suffices: {left:,.0f} or more of each."
