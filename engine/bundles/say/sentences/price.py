"""A candidate's price in one sentence: what it takes off, and what that leaves."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.say.figures import say_points

BOLD, GOOD = 25, 10


def say_price(candidate: Candidate, facts: ProductFacts, pricing: Pricing | None) -> str:
    """The discount beside the cap, and the margin it leaves; unknown costs are said.

    A discount of 25 % or more is called bold, of 10 % or more noticeable, and less careful.
    """
    if pricing is None:
        return _unpriced(candidate, facts)
    taken = f"{_taken(candidate, pricing)} (its objective allows {say_points(pricing.cap_pct)})"
    if pricing.margin_pct is None:
        return f"{taken}; what it earns cannot be told without costs."
    left = f"{taken}; a margin of {say_points(pricing.margin_pct)} is left"
    if pricing.worst_margin_pct is None:
        return f"{left}."
    return f"{left}, {say_points(pricing.worst_margin_pct)} with a code on top."


def _unpriced(candidate: Candidate, facts: ProductFacts) -> str:
    """Why there is no price: a part has none, or all together are too close to their costs."""
    items = list(candidate.items)
    if (np.maximum(facts.price, facts.list_price)[items] > 0).all():
        return "Even the full price of its parts is under the margin floor, so none is set."
    return "The file has no price for every part, so none is set."


def _taken(candidate: Candidate, pricing: Pricing) -> str:
    if not pricing.discount_pct:
        return "Nothing is taken off the usual price"
    how = "Boldly" if pricing.discount_pct >= BOLD else "Noticeably"
    how = how if pricing.discount_pct >= GOOD else "Carefully"
    said = f"{how} priced at {say_points(pricing.discount_pct)} off the usual price"
    if candidate.bundle_type == "BXGY" and pricing.get_discount_pct:
        return f"{said}, which is {say_points(pricing.get_discount_pct)} off what is given"
    return said
