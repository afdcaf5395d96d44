"""What a run of Bundles finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.bundles.decide.price.placeholder import Pricing


@dataclass(frozen=True)
class Item:
    """A product in a bundle; `unit_price` in minor units, None where the file has no price."""

    sku: str
    title: str
    quantity: int
    unit_price: int | None


@dataclass(frozen=True)
class Evidence:
    """What speaks for a bundle.

    Attributes:
        orders_together: Orders that hold all of it.
        orders_either: Orders that hold any of it.
        support: orders_together over all mined orders, 0..1.
        confidence: Of the best rule with one consequent, 0..1.
        lift: orders_together over expected_by_chance.
        expected_by_chance: Orders expected if each product were bought independently.
        p_value: One-sided Fisher; for larger sets the largest over its products given the rest.
        log10_p: Its decimal logarithm, for values too small to be written.
        q_value: After Benjamini-Hochberg.
        from_: Codes of the best rule's antecedent (`from` in files).
        to: Code of its consequent.
        source: Where the candidate came from.
    """

    orders_together: int
    orders_either: int
    support: float
    confidence: float
    lift: float
    expected_by_chance: float
    p_value: float
    log10_p: float
    q_value: float
    from_: tuple[str, ...]
    to: str
    source: str


@dataclass(frozen=True)
class Bundle:
    """A bundle, ranked.

    Attributes:
        rank: From 1; the order in which the portfolio was chosen.
        portfolio: Whether it belongs to the shop's portfolio.
        status: `final`, or `preliminary` while a run goes on.
        family: The design family all products share, or None.
        new_orders: Orders of the file that hold it and none of the bundles before it; pairs and
            larger sets are counted apart.
        reached_orders: Orders that hold it or one before it.
        pricing: None where the file has no prices.
    """

    rank: int
    portfolio: bool
    status: str
    bundle_id: str
    objective: str
    bundle_type: str
    items: tuple[Item, ...]
    evidence: Evidence
    pricing: Pricing | None
    explanation: str
    made_by: str
    family: str | None
    new_orders: int
    reached_orders: int


@dataclass(frozen=True)
class BundleResult:
    """What a run finds.

    Attributes:
        bundles: By rank.
        rules: All association rules; see `find_rules`.
        products: sku, title, unit_price (minor units or null), category; by code.
        mining: Counts of what was mined and left out, for the manifest.
    """

    bundles: tuple[Bundle, ...]
    rules: pl.DataFrame = field(repr=False)
    products: pl.DataFrame = field(repr=False)
    mining: dict[str, Any]
