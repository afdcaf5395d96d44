"""Which of a bundle's texts name its price, in whatever language they are written.

A number is known by its digits alone: `€1,234.50`, `1.234,50 €` and `1 234,50` are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.bundles.out.offer import products_of

Document = Mapping[str, Any]
_NUMBER = re.compile(r"\d(?:[\d.,'’\u00a0\u202f]*\d)?")
_PERCENT = re.compile(r"(\d+)(?:[.,]\d+)?\s?%")


def text_without_price(document: Document, digits: int = 2) -> str:
    """What a shop may print whatever it asks: the copy's description, or the products' names.

    A description that names an amount or a percentage is not printed: a shop shows prices itself,
    and changes them.

    Args:
        document: A bundle.
        digits: Digits of the minor unit that its prices are integers of.
    """
    told = str((document.get("copy") or {}).get("description") or "")
    plain = _without_names(told, document)
    named = _amounts_in(plain) & _digits_of(_amounts(document) | _listed(document), digits)
    return products_of(document) if not told or "%" in plain or named else told


def names_price(text: str, document: Document, digits: int = 2) -> bool:
    """Whether a text names what a bundle costs or what is saved; see `text_without_price`."""
    plain = _without_names(text, document)
    percents = {int(found) for found in _PERCENT.findall(plain)}
    named = _amounts_in(plain) & _digits_of(_amounts(document), digits)
    return bool(named or percents & _off(document))


def copy_without_price(document: Document, digits: int = 2) -> dict[str, Any]:
    """The copy without the texts that name the price; its title stays."""
    kept: dict[str, Any] = {}
    for name, told in (document.get("copy") or {}).items():
        if isinstance(told, list | tuple):
            kept[name] = [line for line in told if not names_price(str(line), document, digits)]
        elif isinstance(told, str) and name != "title" and names_price(told, document, digits):
            kept[name] = ""
        else:
            kept[name] = told
    return kept


def _amounts(document: Document) -> set[int]:
    """What is asked and what is saved, in minor units."""
    pricing = document.get("pricing")
    if not pricing:
        return set()
    tiers = (document.get("offer") or {}).get("tiers") or ()
    prices = {tier["price"] for tier in tiers if tier.get("price") is not None}
    price = pricing["bundle_price"]
    return {price, pricing["list_price"] - price, *prices} - {0}


def _listed(document: Document) -> set[int]:
    pricing = document.get("pricing")
    return {pricing["list_price"]} if pricing else set()


def _off(document: Document) -> set[int]:
    """Percentages that are taken off, rounded down as texts write them."""
    offer, pricing = document.get("offer") or {}, document.get("pricing") or {}
    found = [pricing.get("discount_pct"), offer.get("get_discount_pct")]
    found += [tier.get("discount_pct") for tier in offer.get("tiers") or ()]
    return {int(off + 1e-6) for off in found if off}


def _digits_of(amounts: set[int], digits: int) -> set[str]:
    """Amounts as digits, with the minor unit's and, where those are 0, without."""
    minor = 10**digits
    whole = {str(amount // minor) for amount in amounts if amount % minor == 0}
    return {f"{amount:0{1 + digits}d}" for amount in amounts} | whole


def _amounts_in(text: str) -> set[str]:
    return {re.sub(r"\D", "", found) for found in _NUMBER.findall(text)}


def _without_names(text: str, document: Document) -> str:
    """Names of products hold numbers of their own: `Glass 350 ml`."""
    for item in document["items"]:
        text = text.replace(item["title"], " ")
    return text
