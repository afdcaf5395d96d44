"""A first price for a bundle: the parts' usual prices less a flat placeholder discount.

It is a placeholder and says so; it knows nothing of costs or of what buyers would pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLACEHOLDER_PCT = 10


@dataclass(frozen=True)
class Pricing:
    """Prices in integers of the currency's minor unit.

    Attributes:
        list_price: Sum of the parts at their usual prices.
        bundle_price: Placeholder price, above 0 and at most the sum of the parts.
        discount_pct: What that takes off, 0..10.
        method: Always `placeholder`.
        reasoning: The same in words.
    """

    list_price: int
    bundle_price: int
    discount_pct: float
    method: str
    reasoning: str


def price_placeholder(prices: Sequence[int]) -> Pricing | None:
    """Price a bundle of single items, or None where a part's price is not known.

    Args:
        prices: Usual price of each part in minor units; -1 where the file has none.
    """
    if min(prices) <= 0:
        return None
    list_price = sum(prices)
    # Rounded up, so that the discount is never above what it says.
    bundle_price = -(-list_price * (100 - PLACEHOLDER_PCT) // 100)
    return Pricing(
        list_price=list_price,
        bundle_price=bundle_price,
        discount_pct=100 * (list_price - bundle_price) / list_price,
        method="placeholder",
        reasoning=(
            f"Placeholder: a flat {PLACEHOLDER_PCT} % off the parts' usual prices. It is no "
            "advice: costs and what buyers would pay are not looked at yet."
        ),
    )
