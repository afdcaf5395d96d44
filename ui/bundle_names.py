"""What objectives, types, signals and evidence of bundles are called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import OBJECTIVES

TYPE_MEANS = {
    "FBT": "products that are bought in one order, offered together",
    "VOLUME_DISCOUNT": "one product, cheaper by the piece when several are taken",
    "MIX_MATCH": "any two or three of a family of similar products",
    "BXGY": "who buys the one gets the other cheaper, or free",
    "FIXED": "a set we put together, at one price",
}
SIGNALS = {
    "transactional": "What orders show",
    "semantic": "How alike the texts are",
    "business": "Stock, price and margin",
}
GOALS = {
    "revenue": "Revenue",
    "margin": "Margin",
    "inventory_risk": "Moves slow stock",
    "satisfaction": "Suits customers",
    "cross_sell": "Cross-selling",
    "cannibalization": "Spares other sales",
}
TAGS = {
    "slow_mover": "Slow movers",
    "new_launch": "New products",
    "seasonal": "Of the coming season",
    "high_margin": "High margin",
    "gift_worthy": "Gifts",
    "replenishable": "Bought again",
}
STRONG = ("strict_rules", "adaptive_relax")
_EVIDENCE = {
    "adaptive_relax": ("Some evidence", "Bought together, though below the usual bar."),
    "smoothed_cooccurrence": ("Weak: few orders", "Too few orders hold all of it to be sure."),
    "item_similarity": (
        "Weak: no orders",
        "Orders with these products are alike, but hardly any holds all of them.",
    ),
    "heuristics": (
        "Weak: a rule of thumb",
        "Its categories suit each other; orders do not show it.",
    ),
    "popularity": (
        "Weak: popular products",
        "Each sells well; nothing shows that they sell together.",
    ),
    "cold_start": ("Weak: texts only", "It rests on what the products are; orders say too little."),
}


def objective_title(name: str) -> str:
    """An objective as a merchant calls it."""
    return OBJECTIVES[name].title if name in OBJECTIVES else name.replace("_", " ")


def evidence_told(bundle: Mapping[str, Any]) -> tuple[str, str] | None:
    """A short name of evidence that is not strong and what it means; None where it is strong."""
    return _EVIDENCE.get(bundle["evidence"].get("tier", ""))


def is_strong(bundle: Mapping[str, Any]) -> bool:
    """Whether orders speak for a bundle."""
    return bundle["evidence"].get("tier", STRONG[0]) in STRONG
