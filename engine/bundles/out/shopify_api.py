"""Bundles as variables of Shopify's `productBundleCreate`, and the requests around it.

What only the shop knows (ids of products and of their options) is asked by the look-up that stands
beside each component; until it is filled in, its place says so and `missing` lists it.
Fields: https://shopify.dev/docs/api/admin-graphql/latest/input-objects/ProductBundleComponentInput
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.bundles.out.offer import TYPE_TITLES, offer_in_words, title_of
from engine.bundles.out.shop import Shop
from engine.bundles.out.shopify import is_product, sku_of
from engine.reports import to_json

MOST_COMPONENTS, MOST_UNITS = 30, 2000
_NUMBER = re.compile(r"\d{1,20}")
_ID = re.compile(r"gid://shopify/Product/\d{1,20}")
_SAYS = (
    "For each bundle: run look_up for every component and fill in what `missing` names; send "
    "create with `variables`; ask is_done with the operation's id until its status is COMPLETE; "
    "then send set_price with the product's and its variant's id.",
    "The app that sends this needs the scope write_products, and the shop the bundles feature. The "
    "bundle belongs to that app: only it can change the components later.",
    "Ids of products are those of the catalog that was put with the orders. They are right only if "
    "it came from this shop.",
)
_REQUESTS = {
    "look_up": "query LookUp($query: String!) { productVariants(first: 2, query: $query) { nodes { "
    "id sku selectedOptions { name value } product { id title options { id name } } } } }",
    "create": "mutation Create($input: ProductBundleCreateInput!) { productBundleCreate(input: "
    "$input) { productBundleOperation { id status } userErrors { field message } } }",
    "is_done": "query IsDone($id: ID!) { productOperation(id: $id) { status product { id status "
    "variants(first: 1) { nodes { id price } } } "
    "... on ProductBundleOperation { userErrors { field message } } } }",
    "set_price": "mutation SetPrice($productId: ID!, $variants: [ProductVariantsBulkInput!]!) { "
    "productVariantsBulkUpdate(productId: $productId, variants: $variants) { productVariants { id "
    "price compareAtPrice } userErrors { field message } } }",
}


def bundle_variables(documents: Sequence[Mapping[str, Any]], shop: Shop) -> bytes:
    """JSON {says, requests, bundles, not_bundles}; `bundles` holds the variables of each.

    Args:
        documents: Bundles, in the order in which they stand in the file.
        shop: Its money and its numbers of products.
    """
    sets = [document for document in documents if is_product(document)]
    told = {
        "says": list(_SAYS),
        "requests": _REQUESTS,
        "bundles": [_bundle(document, shop) for document in sets],
        "not_bundles": [
            {
                "bundle_id": document["bundle_id"],
                "title": title_of(document),
                "why": f"“{TYPE_TITLES[document['bundle_type']]}” is a discount in Shopify, not a "
                f"product: {offer_in_words(document, shop)}",
            }
            for document in documents
            if not is_product(document)
        ],
    }
    return to_json(told)


def _bundle(document: Mapping[str, Any], shop: Shop) -> dict[str, Any]:
    pricing = document.get("pricing") or {}
    price, listed = pricing.get("bundle_price"), pricing.get("list_price")
    components = [_component(item, shop) for item in document["items"][:MOST_COMPONENTS]]
    variant = {"id": "", "price": shop.written(price)}
    if price is not None and listed is not None and listed > price:
        variant["compareAtPrice"] = shop.written(listed)
    return {
        "bundle_id": document["bundle_id"],
        "sku": sku_of(document),
        "variables": {"input": {"title": title_of(document), "components": components}},
        "look_up": [
            {"sku": item["sku"], "variables": {"query": f"sku:{_quoted(item['sku'])}"}}
            for item in document["items"]
        ],
        "set_price": {"productId": "", "variants": [variant]},
        "missing": _missing(document, components, shop),
    }


def _component(item: Mapping[str, Any], shop: Shop) -> dict[str, Any]:
    known = shop.product(item["sku"])
    values = [value.strip() for value in known.variant.split(" / ") if value.strip()]
    return {
        "productId": _product_id(known.product_id) or f"(product id of {item['sku']})",
        "quantity": min(item["quantity"], MOST_UNITS),
        "optionSelections": [
            {
                "componentOptionId": f"(id of option {place} of {item['sku']})",
                "name": f"{item['title']} option {place}",
                "values": [value],
            }
            for place, value in enumerate(values or ["Default Title"], start=1)
        ],
    }


def _missing(
    document: Mapping[str, Any], components: Sequence[Mapping[str, Any]], shop: Shop
) -> list[str]:
    told = []
    for item, component in zip(document["items"], components, strict=False):
        sku = item["sku"]
        if not component["productId"].startswith("gid:"):
            told.append(f"product id of {sku}")
        told.append(f"option ids of {sku}")
        if not shop.product(sku).variant:
            told.append(f"which variant {sku} is, unless its product has one only")
    if (document.get("pricing") or {}).get("bundle_price") is None:
        told.append("price")
    if len(document["items"]) > MOST_COMPONENTS:
        told.append(f"components beyond {MOST_COMPONENTS}, which Shopify does not take")
    return told


def _product_id(number: str) -> str:
    """Shopify's global id of a product, or nothing where the number cannot be one of its own."""
    if _ID.fullmatch(number):
        return number
    return f"gid://shopify/Product/{number}" if _NUMBER.fullmatch(number) else ""


def _quoted(sku: str) -> str:
    escaped = sku.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
