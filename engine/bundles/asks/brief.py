"""What a model is told of a bundle that it writes about, and what stands where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bundles.asks.products import show_product
from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.say.amounts import whole_percent
from engine.bundles.say.audience import Audience
from engine.bundles.say.voice import Copy


@dataclass(frozen=True)
class Brief:
    """One bundle to write about.

    Attributes:
        offer: What may be told to customers: products, roles, prices, for whom.
        evidence: What only the merchant's explanation may tell: orders, lift, the fit.
        copy: The template's copy, which stands where the model's is refused.
        explanation: The template's explanation, likewise.
    """

    offer: Mapping[str, Any]
    evidence: Mapping[str, Any]
    copy: Copy
    explanation: str

    @property
    def shown(self) -> dict[str, Any]:
        """All that the model is shown."""
        return {"offer": dict(self.offer), "evidence": dict(self.evidence)}


def make_brief(
    candidate: Candidate,
    facts: ProductFacts,
    pricing: Pricing | None,
    audience: Audience,
    template: tuple[Copy, str],
) -> Brief:
    """What is told of a candidate, rounded as it may be printed.

    Args:
        candidate: The bundle.
        facts: Its products.
        pricing: Its price, or None.
        audience: For whom, when, in which price band; `unknown` where the file cannot tell.
        template: Copy and explanation from templates.
    """
    products = [
        {**show_product(facts, number), "quantity": quantity}
        for number, quantity in zip(candidate.items, candidate.quantities, strict=True)
    ]
    offer: dict[str, Any] = {
        "bundle_type": candidate.bundle_type,
        "products": products,
        "count": len(products),
        "customers": audience.customers,
        "season": audience.season,
        "price_band": audience.price_band,
        **_roles(candidate, facts),
        **(_prices(pricing, facts.minor_units) if pricing is not None else {}),
    }
    return Brief(offer, _evidence(candidate), *template)


def _roles(candidate: Candidate, facts: ProductFacts) -> dict[str, Any]:
    """Who is bought and given, how many are chosen, from which quantities prices hold."""
    if candidate.bundle_type == "BXGY":
        return {
            "bought": [show_product(facts, number)["title"] for number in candidate.buy],
            "given": [show_product(facts, number)["title"] for number in candidate.get],
        }
    if candidate.bundle_type == "MIX_MATCH":
        return {"choose": candidate.choose}
    return {"tiers": list(candidate.tiers)} if candidate.tiers else {}


def _prices(pricing: Pricing, minor: int) -> dict[str, Any]:
    saving = pricing.list_price - pricing.bundle_price
    shown: dict[str, Any] = {
        "bundle_price": pricing.bundle_price / minor,
        "usual_price": pricing.list_price / minor,
        "saving": saving / minor,
        "off_pct": whole_percent(pricing.discount_pct),
    }
    if pricing.get_discount_pct is not None:
        shown["given_off_pct"] = whole_percent(pricing.get_discount_pct)
    if pricing.tier_prices:
        shown["tier_prices"] = [price / minor for price in pricing.tier_prices]
        shown["tier_off_pct"] = [whole_percent(percent) for percent in pricing.tier_discounts]
    return shown


def _evidence(candidate: Candidate) -> dict[str, Any]:
    """What speaks for it; no margin, from which what it costs the shop could be told."""
    objective, seen = OBJECTIVES[candidate.objective], candidate.seen
    told = {
        "objective": f"{objective.title}: it {objective.means}",
        "strength": candidate.tier.replace("_", " "),
        "orders_with_all": seen.together,
        "orders_with_any": seen.either,
        "orders_by_chance": _rounded(seen.chance, 1),
        "times_chance": _rounded(seen.lift, 1),
        "also_bought_pct": _rounded(seen.confidence, 2, 100),
        "why": None if candidate.objective == "margin_guard" else candidate.why,
    }
    return {name: value for name, value in told.items() if value is not None}


def _rounded(value: float | None, digits: int, times: float = 1) -> float | None:
    """A number as it may be said, a whole one without a decimal point; None stays None."""
    if value is None:
        return None
    said = round(round(value, digits) * times, digits)
    return int(said) if said.is_integer() else said
