"""The catalog as WooCommerce writes it."""

from collections.abc import Iterator
from typing import Any

from tests.files.layouts.shop import Cell, Row, Shop, Variant, money


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def woo_products(shop: Shop) -> Iterator[Row]:
    """A product with variants has a line of its own without a price, its variations follow."""
    for product in shop.products():
        first = product[0]
        if not first.option:
            yield _woo(first, "simple", first.product), _woo_told(first, first.product, whole=True)
            continue
        parent = {
            "ID": first.product,
            "Type": "variable",
            "Name": first.title,
            "Published": 1,
            "Visibility in catalog": "visible",
            "Is featured?": 0,
            "Categories": first.category,
            "Tags": first.tags,
        }
        yield (
            parent,
            {
                "product_id": str(first.product),
                "sku": None,
                "title": first.title,
                "category": first.category,
                "tags": first.tags or None,
                "price": None,
                "compare_at_price": None,
                "status": "1",
                "stock": None,
            },
        )
        for variant in product:
            cells = _woo(variant, "variation", variant.number)
            yield cells, _woo_told(variant, variant.number, whole=False)


def _woo(variant: Variant, kind: str, number: int) -> dict[str, Cell]:
    whole = kind == "simple"
    return {
        "ID": number,
        "Type": kind,
        "SKU": variant.sku,
        "Name": variant.name,
        "Published": 1,
        "Is featured?": 0,
        "Visibility in catalog": "visible",
        "Description": f"Nice,\\n{variant.title}",
        "Tax status": "taxable",
        "In stock?": 1,
        "Stock": "" if variant.stock is None else variant.stock,
        "Sale price": money(variant.price) if variant.before else "",
        "Regular price": money(variant.before or variant.price),
        "Categories": variant.category if whole else "",
        "Tags": variant.tags if whole else "",
        "Parent": "" if whole else f"id:{variant.product}",
        "Position": 0,
        "Attribute 1 name": "Colour" if variant.option else "",
        "Attribute 1 value(s)": variant.option,
    }


def _woo_told(variant: Variant, number: int, *, whole: bool) -> dict[str, Any]:
    return {
        "product_id": str(number),
        "sku": variant.sku,
        "title": variant.name,
        "category": variant.category if whole else None,
        "tags": (variant.tags or None) if whole else None,
        "price": _euros(variant.price),
        "compare_at_price": _euros(variant.before),
        "status": "1",
        "stock": variant.stock,
    }
