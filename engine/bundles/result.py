"""What a run of Bundles finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Constraint, Scores
from engine.bundles.say.voice import Copy


@dataclass(frozen=True)
class BundleItem:
    """A product in a bundle; `unit_price` in minor units, None where the file has no price."""

    sku: str
    title: str
    quantity: int
    unit_price: int | None


@dataclass(frozen=True)
class Evidence:
    """What speaks for a bundle; None where the file cannot tell.

    Attributes:
        orders_together: Orders that hold all of the offer; see `Seen.together`.
        orders_either: Orders that hold any of it.
        support: orders_together over all mined orders, 0..1.
        confidence: Of the best rule with one consequent, 0..1; see `Seen.confidence`.
        lift: orders_together over expected_by_chance.
        expected_by_chance: Orders expected if each product were bought independently.
        p_value: One-sided Fisher; for larger sets the largest over its products given the rest.
        log10_p: Its decimal logarithm, for values too small to be written.
        q_value: After Benjamini-Hochberg.
        from_: Codes of the best rule's antecedent (`from` in files).
        to: Code of its consequent.
        tier: Tier of the fallback ladder, `strict_rules` the strongest.
        source: Where the candidate came from, the leading source.
        sources: All of them.
    """

    orders_together: int
    orders_either: int
    support: float
    confidence: float | None
    lift: float | None
    expected_by_chance: float | None
    p_value: float | None
    log10_p: float | None
    q_value: float | None
    from_: tuple[str, ...]
    to: str | None
    tier: str
    source: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """A bundle, ranked.

    Attributes:
        rank: From 1; the order in which the portfolio was chosen, then the offers by objective.
        portfolio: Whether it belongs to the shop's portfolio; the others are offers made for an
            objective.
        status: `final`, or `preliminary` while a run goes on.
        offer: What the type promises: `tiers`, `buy` and `get`, or `choose`; empty for the others.
        scores: None while it is preliminary.
        pricing: None where the file has no prices.
        constraints: All that were evaluated.
        copy: None while it is preliminary.
        explanation: Why it was chosen, in sentences.
        family: The design family all products share, or None.
        new_orders: Orders of the file that hold it and none of the bundles before it; pairs and
            larger sets are counted apart; None for offers.
        reached_orders: Orders that hold it or one before it; None for offers.
    """

    rank: int
    portfolio: bool
    status: str
    bundle_id: str
    objective: str
    bundle_type: str
    offer: Mapping[str, Any]
    items: tuple[BundleItem, ...]
    evidence: Evidence
    scores: Scores | None
    pricing: Pricing | None
    constraints: tuple[Constraint, ...]
    copy: Copy | None
    explanation: str
    made_by: str
    family: str | None
    new_orders: int | None
    reached_orders: int | None


@dataclass(frozen=True)
class BundleResult:
    """What a run finds.

    Attributes:
        bundles: By rank.
        rules: All association rules; see `find_rules`.
        products: sku, title, unit_price (minor units or null), category; by code.
        mining: Counts of what was mined and left out, for the manifest.
        told: What else the manifest tells: candidates by source, tier, objective and type; units
            and why they are empty; tags; what was left out as artificial; what models were asked.
        choices: What may be chosen instead, with its scores; see `choices_table`.
        holds: choice, order: which orders hold which choice.
    """

    bundles: tuple[Bundle, ...]
    rules: pl.DataFrame = field(repr=False)
    products: pl.DataFrame = field(repr=False)
    mining: dict[str, Any]
    told: dict[str, Any]
    choices: pl.DataFrame = field(repr=False)
    holds: pl.DataFrame = field(repr=False)
