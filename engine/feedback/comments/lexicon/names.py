"""What comments of a shop, a stay or a service are about."""

from __future__ import annotations

ASPECTS = (
    "delivery", "packaging", "damage", "price", "quality", "size and fit", "look and style",
    "range and stock", "staff", "customer service", "waiting", "returns and refunds", "payment",
    "website and app", "communication", "premises", "cleanliness", "comfort", "food and drink",
    "location and access", "noise and crowds", "reliability", "facilities",
    "promotions and loyalty", "gift wrapping",
)  # fmt: skip
"""English names of the aspects, in the order of the columns of `Cues.aspects`."""
