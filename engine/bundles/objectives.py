"""What bundles can be for, and what kinds of bundle there are.

Caps and the ranker's weights are those of the source system (its tables of objectives
and of ranking weights); a goal is one of `decide/goals.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TYPES = ("FBT", "VOLUME_DISCOUNT", "MIX_MATCH", "BXGY", "FIXED")
TAGS = ("slow_mover", "new_launch", "seasonal", "high_margin", "gift_worthy", "replenishable")
GOALS = (
    "revenue", "margin", "inventory_risk", "satisfaction", "cross_sell", "cannibalization",
)  # fmt: skip
FEATURES = ("confidence", "lift", "objective_fit", "inventory", "price_sanity", "novelty")


@dataclass(frozen=True)
class Objective:
    """One business objective.

    Attributes:
        name: Its id.
        title: What a merchant calls it.
        means: What its bundles do, as the end of "This bundle …".
        least_pct: Smallest discount that is of any use to it, in percent.
        most_pct: Largest discount it allows, in percent: the cap.
        tag: Tag that at least one product must carry; empty where none must.
        weights: Ranking feature → weight; novelty is taken off, not added.
        goals: The two goals it is weighed by first.
    """

    name: str
    title: str
    means: str
    least_pct: float
    most_pct: float
    tag: str
    weights: Mapping[str, float]
    goals: tuple[str, str]


def _weights(*values: float) -> Mapping[str, float]:
    return dict(zip(FEATURES, values, strict=True))


_ALL = (
    Objective(
        "increase_aov", "Raise the order value", "raises what a customer spends in one order",
        5, 20, "", _weights(0.40, 0.30, 0.15, 0.10, 0.05, 0.05), ("revenue", "cross_sell"),
    ),
    Objective(
        "clear_slow_movers", "Clear slow stock", "moves stock that sells slowly",
        5, 40, "slow_mover", _weights(0.25, 0.20, 0.35, 0.15, 0.05, 0.05),
        ("inventory_risk", "margin"),
    ),
    Objective(
        "seasonal_promo", "Seasonal promotion", "fits the coming season",
        10, 30, "seasonal", _weights(0.25, 0.35, 0.25, 0.10, 0.05, 0.05),
        ("satisfaction", "cross_sell"),
    ),
    Objective(
        "new_launch", "Launch new products", "puts a new product beside one that is known",
        0, 15, "new_launch", _weights(0.20, 0.30, 0.30, 0.15, 0.05, 0.0),
        ("satisfaction", "revenue"),
    ),
    Objective(
        "category_bundle", "Across categories", "leads from one category to another",
        10, 25, "", _weights(0.30, 0.25, 0.25, 0.12, 0.08, 0.08), ("revenue", "margin"),
    ),
    Objective(
        "gift_box", "Gift box", "makes a ready gift",
        15, 35, "gift_worthy", _weights(0.20, 0.25, 0.35, 0.10, 0.10, 0.0),
        ("revenue", "margin"),
    ),
    Objective(
        "subscription_push", "Towards a subscription", "stocks up on what is bought again",
        5, 20, "replenishable", _weights(0.35, 0.20, 0.30, 0.08, 0.07, 0.12),
        ("revenue", "margin"),
    ),
    Objective(
        "margin_guard", "Keep margins high", "keeps the margin high",
        0, 10, "high_margin", _weights(0.30, 0.25, 0.15, 0.05, 0.25, 0.10),
        ("margin", "cannibalization"),
    ),
)  # fmt: skip
OBJECTIVES: Mapping[str, Objective] = {objective.name: objective for objective in _ALL}
