"""What is left to do by hand once the files are there: a page with boxes to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bundles.out.offer import SETS, TYPE_TITLES, offer_in_words, products_of, title_of
from engine.bundles.out.shop import Shop
from engine.bundles.out.shopify import sku_of
from engine.bundles.out.woo import is_group
from engine.reports import Section, to_html
from engine.reports.html import card, paragraph, steps_to_tick
from engine.reports.markup import Markup

_LEAD = "Files alone make no bundles. This is what they do, what they cannot do, and what is left."
_BEFORE = (
    "Look at each bundle below once more: products, price, stock.",
    "Sell every product of a bundle by itself first, and switch its stock tracking on.",
    "See which codes may be combined with the bundles: in Shopify order discounts come on top of a "
    "bundle's price unless the code says otherwise. Where costs are known, the margins here bear "
    "a code of {code} % on top.",
    "Leave out products sold by subscription, by pre-order or to be tried first: Shopify's bundles "
    "do not go with them.",
    "Write down the day on which each bundle begins, and keep a part of the customers or of the "
    "days without it: before and after alone is no test.",
)
_SHOPIFY = (
    "Choose one way. EITHER shopify_bundles.json: an app or a developer sends it to Shopify, which "
    "makes the bundle with its components; then leave the product file alone. OR the Shopify "
    "Bundles app: make each bundle there by hand from the list below; then leave the product file "
    "alone as well. OR shopify_products.csv with a bundle app that adds components to a product "
    "that is there already.",
    "A product CSV alone makes no bundle: it has no column for components. Imported, it gives "
    "drafts without contents, whose sale takes nothing off the stock of the parts.",
    "Importing: Products → Import. The headings are the later ones (URL handle, Compare-at price). "
    "All products come as drafts, not published.",
    "Compare each draft's price with the list below before you publish it.",
)
_WOO = (
    "Products → Import → woocommerce_products.csv. All come as drafts.",
    "A grouped product shows its parts side by side at their own prices; it has no price of its "
    "own. For the bundle's price make a coupon for these products, or use an extension for product "
    "bundles.",
    "A code that the shop does not know becomes an “Import placeholder”: search the "
    "products for it afterwards, and delete what you find.",
)
_HOW = {
    "BXGY": "Shopify: Discounts → Create → Buy X get Y, with these products. WooCommerce: an "
    "extension for such offers, or a coupon for what is given.",
    "VOLUME_DISCOUNT": "Shopify: a discount with a least quantity for each step, or an app for "
    "quantity breaks. WooCommerce: an extension for quantity prices.",
    "MIX_MATCH": "Shopify: an app for mix and match. WooCommerce: the grouped product, and a "
    "coupon for the price.",
}


def to_checklist(documents: Sequence[Mapping[str, Any]], shop: Shop) -> bytes:
    """The checklist as a page.

    Args:
        documents: Bundles that go into the shop's files, in their order.
        shop: Whose money it is.
    """
    sets = [one for one in documents if one["bundle_type"] in SETS]
    groups = [one for one in documents if is_group(one)]
    before = [step.format(code=f"{shop.site_code_pct:g}") for step in _BEFORE]
    sections = (
        Section("Before anything", (steps_to_tick(before),)),
        Section("Shopify", (_count(len(sets), "a set"), steps_to_tick(_SHOPIFY))),
        Section("WooCommerce", (_count(len(groups), "a grouped product"), steps_to_tick(_WOO))),
        Section("Each bundle", tuple(_bundle(one, shop) for one in documents)),
    )
    return to_html("From bundles to the shop", _LEAD, sections)


def _count(number: int, what: str) -> Markup:
    told = "1 bundle is" if number == 1 else f"{number:,} bundles are"
    return paragraph(f"{told} written as {what}; the others are offers, listed below.", soft=True)


def _bundle(document: Mapping[str, Any], shop: Shop) -> Markup:
    steps = [f"What is in it: {products_of(document)}", _price(document, shop)]
    if document["bundle_type"] in _HOW:
        steps.append(_HOW[document["bundle_type"]])
    else:
        steps.append(f"The bundle's own code: {sku_of(document)}")
    if any(item["sku"] == item["title"] for item in document["items"]):
        steps.append("Names stand where codes should be, because the file has none: fill them in.")
    steps.extend((document.get("decision") or {}).get("notes", ()))
    place = document.get("place", document["rank"])
    kind = TYPE_TITLES[document["bundle_type"]]
    return card(
        f"{place}. {title_of(document)}",
        paragraph(f"{kind}. {offer_in_words(document, shop)}", soft=True),
        steps_to_tick(steps),
    )


def _price(document: Mapping[str, Any], shop: Shop) -> str:
    pricing = document.get("pricing") or {}
    if pricing.get("bundle_price") is None:
        return "The file has no prices: set one that is below the parts together."
    listed, price = pricing.get("list_price"), pricing["bundle_price"]
    apart = f" instead of {shop.money(listed)}" if listed and listed > price else ""
    return f"Price: {shop.money(price)}{apart}"
