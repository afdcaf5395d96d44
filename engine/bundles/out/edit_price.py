"""A price set by hand: what follows from it, and what it must not be."""

from __future__ import annotations

import itertools
from typing import Any

from engine.bundles.out.offer import skus_in
from engine.bundles.out.shop import Shop
from engine.errors import OptionRefused
from engine.reports import rounded


def edit_price(document: dict[str, Any], price: object, shop: Shop) -> list[str]:
    """Set a bundle's price, in place, with all that follows from it.

    Discount, margins, what is given away and the offer follow; what rests on the price that was
    suggested (break-even uplift, expected profit) is taken out.

    Args:
        document: The bundle.
        price: In minor units, of the same things as `bundle_price`.
        shop: Whose money it is, and what code may come on top.

    Returns:
        Sentences where the price is under the margin floor or over the objective's cap: it is
        the merchant's to choose.

    Raises:
        OptionRefused: It is no price, or above the parts, or the offer cannot be made at it.
    """
    pricing = document.get("pricing")
    if pricing is None:
        raise OptionRefused("The file has no prices, so there is none to change.")
    listed = pricing["list_price"]
    if not isinstance(price, int) or isinstance(price, bool) or not 0 < price <= listed:
        raise OptionRefused(
            f"The price lies above nothing and at most at {shop.money(listed)}, the sum of the "
            "parts."
        )
    _fit_offer(document, price, shop)
    document["pricing"] = {**pricing, **_following(pricing, price, shop)}
    return _said(pricing, price, shop)


def _following(pricing: dict[str, Any], price: int, shop: Shop) -> dict[str, Any]:
    cost, given = pricing.get("unit_cost"), pricing.get("given_away")
    reasoning = " ".join(filter(None, [pricing.get("reasoning"), "The price was set by hand."]))
    after: dict[str, Any] = {
        "bundle_price": price,
        "discount_pct": _off(price, pricing["list_price"]),
        "break_even_uplift_pct": None,
        "expected_profit": None,
        "reasoning": reasoning,
    }
    if cost is not None:
        after["margin_pct"] = _margin(price, cost)
        after["worst_margin_pct"] = _margin(price * (1 - shop.site_code_pct / 100), cost)
    if given is not None:
        after["given_away_amount"] = given * (pricing["list_price"] - price)
    return after


def _fit_offer(document: dict[str, Any], price: int, shop: Shop) -> None:
    """Bring the offer in line with the price."""
    offer, listed = document.get("offer") or {}, document["pricing"]["list_price"]
    if document["bundle_type"] == "BXGY" and offer.get("get"):
        given = skus_in(offer["get"])
        items = [item for item in document["items"] if item["sku"] in given]
        worth = sum((item["unit_price"] or 0) * item["quantity"] for item in items)
        if listed - price > worth:
            raise OptionRefused(
                f"What is given is worth {shop.money(worth)}: even for free, the whole costs "
                f"{shop.money(listed - worth)}."
            )
        off = _off(worth - (listed - price), worth) if worth else 0.0
        document["offer"] = {**offer, "get_discount_pct": off}
    if document["bundle_type"] == "VOLUME_DISCOUNT" and offer.get("tiers"):
        tiers = _tiers(offer["tiers"], document["items"][0]["quantity"], price, listed)
        document["offer"] = {**offer, "tiers": tiers}


def _tiers(
    tiers: list[dict[str, Any]], quantity: int, price: int, listed: int
) -> list[dict[str, Any]]:
    after = [
        {**tier, "price": price, "discount_pct": _off(price, listed)}
        if tier["quantity"] == quantity
        else tier
        for tier in tiers
    ]
    each = [tier["price"] / tier["quantity"] for tier in after]
    if any(later > sooner for sooner, later in itertools.pairwise(each)):
        raise OptionRefused(
            "Whoever buys more would pay more for each: the price has to lie between those of the "
            "smaller and the larger quantity."
        )
    return after


def _said(pricing: dict[str, Any], price: int, shop: Shop) -> list[str]:
    notes = []
    floor, cap = pricing.get("floor"), pricing.get("cap_pct")
    if floor is not None and price < floor:
        notes.append(
            f"The price is under {shop.money(floor)}, the least that keeps the margin floor in the "
            "worst case."
        )
    # A tenth of a percent is what rounding to whole minor units may do to a discount.
    if cap is not None and _off(price, pricing["list_price"]) > cap + 0.1:
        notes.append(f"That is more off than the objective allows, {cap:.3g} %.")
    return notes


def _off(price: float, listed: float) -> float:
    return float(rounded(100 * (1 - price / listed)))


def _margin(price: float, cost: int) -> float:
    return float(rounded(100 * (price - cost) / price)) if price else 0.0
