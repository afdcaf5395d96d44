"""What a bundle costs, and what that does to the margin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profit:
    """An interval of extra profit in minor units, over the days that are said."""

    low: int
    high: int
    days: int


@dataclass(frozen=True)
class Pricing:
    """Prices in integers of the currency's minor unit; None where the file cannot tell.

    For MIX_MATCH they are of the cheapest admissible pick, for VOLUME_DISCOUNT of the middle tier,
    for BXGY of all products bought and given.

    Attributes:
        list_price: Sum of the parts at what customers usually pay.
        bundle_price: Above 0, at most `list_price`, within cap and floor.
        discount_pct: What that takes off, 0..100.
        bayesian_optimal: Discount the posterior suggests, in percent, before caps.
        llm_suggestion: Discount a language model suggests, in percent.
        cap_pct: Largest discount the objective allows.
        floor: Smallest price that keeps the margin floor, worst case included.
        unit_cost: Sum of the parts' costs.
        margin_pct: Margin on the price at `bundle_price`: (price - cost) / price.
        worst_margin_pct: The same with a site-wide code stacked on top.
        break_even_discount_pct: Discount at which nothing is earned.
        given_away: Today's joint buyers over the file's period, who would have paid full price.
        given_away_amount: What the discount gives them, in minor units.
        break_even_uplift_pct: How many more joint orders it takes to earn the same, in percent.
        expected_profit: Extra profit as an interval, or None: cannot be told from this file.
        get_discount_pct: BXGY: reduction of the products that are given.
        tier_prices: VOLUME_DISCOUNT: price of all units of each tier.
        tier_discounts: VOLUME_DISCOUNT: percent off in each tier.
        reasoning: How it came about, in sentences.
    """

    list_price: int
    bundle_price: int
    discount_pct: float
    cap_pct: float
    reasoning: str
    bayesian_optimal: float | None = None
    llm_suggestion: float | None = None
    floor: int | None = None
    unit_cost: int | None = None
    margin_pct: float | None = None
    worst_margin_pct: float | None = None
    break_even_discount_pct: float | None = None
    given_away: int | None = None
    given_away_amount: int | None = None
    break_even_uplift_pct: float | None = None
    expected_profit: Profit | None = None
    get_discount_pct: float | None = None
    tier_prices: tuple[int, ...] = ()
    tier_discounts: tuple[float, ...] = ()
