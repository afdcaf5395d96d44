"""The objective-specific ranker: a weighted mean of features on absolute scales.

Features are not stretched over the batch, so a score means the same in every run. Novelty counts
how often a candidate's anchor leads better candidates of its objective, which depends on the
candidates alone and not on the order in which they come.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.objectives import OBJECTIVES

ENOUGH_STOCK = 10
USUAL_DISCOUNT = 0.10
SANE = ((1.5, 1.0), (2.0, 0.7), (3.0, 0.4))
USED = ((0, 0.0), (2, 0.1), (4, 0.3))
MOST_USED = 0.5
# Orders against a rule, added to those counted: a rule seen once is no certainty.
DOUBT_ORDERS = 2


def confidence_feature(seen: Seen) -> float | None:
    """Confidence of the best rule, lowered where few orders stand behind it, 0..1."""
    if seen.confidence is None or math.isnan(seen.confidence):
        return None
    if seen.confidence <= 0:
        return 0.0
    from_orders = seen.together / seen.confidence
    return seen.together / (from_orders + DOUBT_ORDERS)


def inventory_feature(stocks: Sequence[float]) -> float | None:
    """Mean over the products whose stock is known: 1 above 10, .7 above 0, else 0."""
    if not stocks:
        return None
    points = [1.0 if stock > ENOUGH_STOCK else 0.7 if stock > 0 else 0.0 for stock in stocks]
    return sum(points) / len(points)


def price_sanity_feature(discount_pct: float | None, usual: Sequence[float]) -> float | None:
    """How near the likely discount is to what customers are used to, 0..1.

    Args:
        discount_pct: Likely discount in percent.
        usual: Mean discount of each product, 0..1; a habit below 10 % counts as 10 %.
    """
    if discount_pct is None or not usual:
        return None
    ratio = discount_pct / 100 / max(USUAL_DISCOUNT, sum(usual) / len(usual))
    return next((points for most, points in SANE if ratio <= most), 0.0)


def novelty_penalty(uses: int) -> float:
    """0 for an anchor that leads no better candidate; .1 for up to 2, .3 for up to 4, else .5."""
    return next((points for most, points in USED if uses <= most), MOST_USED)


def rank_score(objective: str, features: Mapping[str, float]) -> float:
    """The ranker's score, 0..1.

    Weights of features that are not known are shared out among the others; novelty is taken off.
    """
    weights = OBJECTIVES[objective].weights
    known = [name for name in weights if name != "novelty" and name in features]
    total = sum(weights[name] for name in known)
    gained = sum(weights[name] * features[name] for name in known) / total if total else 0.0
    lost = weights["novelty"] * features.get("novelty", 0.0)
    return min(1.0, max(0.0, gained - lost))


def anchor_uses(
    candidates: Sequence[Candidate], scores: Sequence[float], orders: Sequence[int]
) -> list[int]:
    """How many better candidates of the same objective each one's anchor leads.

    The anchor is the product in most orders; of equals the first by code. Equal scores go by what
    the candidates are.

    Args:
        candidates: All candidates.
        scores: Their scores without novelty.
        orders: Orders by product number.
    """
    ranked = sorted(
        range(len(candidates)), key=lambda place: (-scores[place], *identity(candidates[place]))
    )
    uses: dict[tuple[str, int], int] = {}
    answers = [0] * len(candidates)
    for place in ranked:
        candidate = candidates[place]
        anchor = max(candidate.items, key=lambda item: (orders[item], -item))
        key = candidate.objective, anchor
        answers[place] = uses.get(key, 0)
        uses[key] = answers[place] + 1
    return answers


def identity(candidate: Candidate) -> tuple[object, ...]:
    """What tells a candidate from any other, in an order that depends on nothing else."""
    return (
        candidate.objective, candidate.bundle_type, candidate.items, candidate.buy,
        candidate.choose, candidate.tiers, candidate.quantities,
    )  # fmt: skip
