"""A bundle's document in words: its title, what is in it, what a customer gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bundles.objectives import OBJECTIVES
from engine.bundles.out.shop import Shop

Document = Mapping[str, Any]
TYPE_TITLES: Mapping[str, str] = {
    "FBT": "Bought together",
    "VOLUME_DISCOUNT": "More for less",
    "MIX_MATCH": "Mix and match",
    "BXGY": "Buy this, get that",
    "FIXED": "Fixed set",
}
SETS = ("FBT", "FIXED")
"""Types whose contents never vary, so that one product of the shop can stand for them."""


def title_of(document: Document) -> str:
    """What a bundle is called: its copy's title, or its products' names."""
    written = (document.get("copy") or {}).get("title")
    return str(written) if written else " + ".join(item["title"] for item in document["items"])


def objective_of(document: Document) -> str:
    """The objective as a merchant calls it."""
    known = OBJECTIVES.get(document["objective"])
    return known.title if known else str(document["objective"])


def products_of(document: Document) -> str:
    """Its products with their quantities: `2 × Mug + Teapot`; names have commas of their own."""
    return _names(document["items"])


def role_of(document: Document, sku: str) -> str:
    """What a product is in an offer: bought, given, one to choose, or part."""
    offer = document.get("offer") or {}
    if document["bundle_type"] == "BXGY":
        return "given" if sku in skus_in(offer.get("get")) else "bought"
    return "choice" if document["bundle_type"] == "MIX_MATCH" else "part"


def skus_in(entries: object) -> list[str]:
    """Codes in a list of codes or of objects with a `sku`."""
    listed = entries if isinstance(entries, list | tuple) else [entries] if entries else []
    return [str(entry["sku"]) if isinstance(entry, Mapping) else str(entry) for entry in listed]


def offer_in_words(document: Document, shop: Shop | None) -> str:
    """What a customer gets, in one sentence.

    Args:
        document: The bundle.
        shop: Whose money its prices are in; None says nothing of prices, as does a file without.
    """
    offer, kind = document.get("offer") or {}, document["bundle_type"]
    price = (document.get("pricing") or {}).get("bundle_price")
    told = "" if price is None or shop is None else f" for {shop.money(price)}"
    if kind == "VOLUME_DISCOUNT" and offer.get("tiers"):
        return f"{document['items'][0]['title']}: {_tiers(offer['tiers'], shop)}."
    if kind == "BXGY" and offer.get("get"):
        return _bxgy(document, offer) + (f", together{told}." if told else ".")
    if kind == "MIX_MATCH" and offer.get("choose"):
        some = f"Choose any {offer['choose']} of {len(document['items'])}"
        return some + (f": the cheapest choice comes{told}." if told else ".")
    return f"{_names(document['items'])} together{told}."


def _bxgy(document: Document, offer: Mapping[str, Any]) -> str:
    given = skus_in(offer["get"])
    bought = [item for item in document["items"] if item["sku"] not in given]
    got = [item for item in document["items"] if item["sku"] in given]
    off = offer.get("get_discount_pct")
    how = "" if off is None else " free" if off >= 100 else f" at {off:.3g} % off"
    return f"Buy {_names(bought)}, get {_names(got)}{how}"


def _tiers(tiers: Sequence[Mapping[str, Any]], shop: Shop | None) -> str:
    told = []
    for tier in tiers:
        price, off = tier.get("price"), tier.get("discount_pct")
        words = f"{tier['quantity']}"
        words += "" if price is None or shop is None else f" for {shop.money(price)}"
        told.append(words + (f" ({off:.3g} % off)" if off is not None else ""))
    return ", ".join(told)


def _names(items: Sequence[Mapping[str, Any]]) -> str:
    return " + ".join(_counted(item) for item in items)


def _counted(item: Mapping[str, Any]) -> str:
    return item["title"] if item["quantity"] == 1 else f"{item['quantity']} × {item['title']}"
