"""Catalogs and inventories as shops write them."""

import datetime as dt
from collections.abc import Iterator

from tests.files.layouts.shop import Cell, Row, Shop, Variant, money


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _shopify_products(shop: Shop, *, later: bool) -> Iterator[Row]:
    """What a product says stands on its first line; a last line of each only adds a picture."""
    for product in shop.products():
        first = product[0]
        for place, variant in enumerate(product):
            cells = _later_line(variant) if later else _earlier_line(variant)
            if not place:
                cells |= _later_first(variant) if later else _earlier_first(variant)
            told = {
                "handle": variant.handle,
                "sku": variant.sku,
                "title": variant.title,
                "variant_title": variant.option or None,
                "category": variant.category,
                "vendor": variant.vendor,
                "tags": variant.tags or None,
                "price": _euros(variant.price),
                "compare_at_price": _euros(variant.before),
                "cost": _euros(variant.cost),
                "status": variant.status,
                "stock": variant.stock,
            }
            yield cells, told
        picture = f"https://example.com/{first.handle}.jpg"
        if later:
            yield {"URL handle": first.handle, "Product image URL": picture}, "image_line"
        else:
            yield {"Handle": first.handle, "Image Src": picture, "Image Position": 2}, "image_line"


def _earlier_line(variant: Variant) -> dict[str, Cell]:
    return {
        "Handle": variant.handle,
        "Option1 Value": variant.option or "Default Title",
        "Variant SKU": variant.sku,
        "Variant Grams": 250,
        "Variant Inventory Tracker": "" if variant.stock is None else "shopify",
        "Variant Inventory Qty": variant.stock or 0,
        "Variant Inventory Policy": "deny",
        "Variant Price": money(variant.price),
        "Variant Compare At Price": money(variant.before),
        "Variant Requires Shipping": "true",
        "Variant Taxable": "true",
        "Variant Weight Unit": "g",
        "Cost per item": money(variant.cost),
    }


def _earlier_first(variant: Variant) -> dict[str, Cell]:
    return {
        "Title": variant.title,
        "Body (HTML)": f'<p class="x">Nice,\n"{variant.title}"</p>',
        "Vendor": variant.vendor,
        "Product Category": "Home & Garden > Kitchen",
        "Type": variant.category,
        "Tags": variant.tags,
        "Published": "true",
        "Option1 Name": "Colour" if variant.option else "Title",
        "Image Src": f"https://example.com/{variant.handle}-1.jpg",
        "Image Position": 1,
        "Gift Card": "false",
        "Status": variant.status,
    }


def _later_line(variant: Variant) -> dict[str, Cell]:
    return {
        "URL handle": variant.handle,
        "SKU": variant.sku,
        "Option1 value": variant.option or "Default Title",
        "Price": money(variant.price),
        "Compare-at price": money(variant.before),
        "Cost per item": money(variant.cost),
        "Charge tax": "TRUE",
        "Inventory tracker": "" if variant.stock is None else "shopify",
        "Inventory quantity": "" if variant.stock is None else variant.stock,
        "Continue selling when out of stock": "DENY",
        "Weight value (grams)": 250,
        "Weight unit for display": "g",
        "Requires shipping": "TRUE",
        "Fulfillment service": "manual",
    }


def _later_first(variant: Variant) -> dict[str, Cell]:
    return {
        "Title": variant.title,
        "Description": f"Nice,\n{variant.title}",
        "Vendor": variant.vendor,
        "Product category": "Home & Garden > Kitchen",
        "Type": variant.category,
        "Tags": variant.tags,
        "Published on online store": "TRUE",
        "Status": variant.status,
        "Option1 name": "Colour" if variant.option else "Title",
        "Product image URL": f"https://example.com/{variant.handle}-1.jpg",
        "Image position": 1,
        "Gift card": "FALSE",
    }


def shopify_products(shop: Shop) -> Iterator[Row]:
    return _shopify_products(shop, later=False)


def shopify_products_later(shop: Shop) -> Iterator[Row]:
    return _shopify_products(shop, later=True)


def variants(shop: Shop) -> Iterator[Row]:
    for variant in shop.variants:
        cells = {
            "product_id": variant.product,
            "variant_id": variant.number,
            "variant_title": variant.option or "Default Title",
            "price": money(variant.price),
            "inventory_item_id": 5_520_000_000 + variant.number,
            "sku": variant.sku,
            "compare_at_price": money(variant.before),
            "inventory_item_created_at": f"{variant.created:%Y-%m-%dT%H:%M:%SZ}",
            "shop_id": 77,
        }
        yield (
            cells,
            {
                "product_id": str(variant.product),
                "variant_id": str(variant.number),
                "sku": variant.sku,
                "variant_title": variant.option or None,
                "price": _euros(variant.price),
                "compare_at_price": _euros(variant.before),
                "created_at": variant.created,
                "inventory_item_id": str(5_520_000_000 + variant.number),
            },
        )


def snapshot(shop: Shop) -> Iterator[Row]:
    """A stock of -1 says that none is kept."""
    for variant in shop.variants:
        published = variant.created + dt.timedelta(days=3)
        cells = {
            "product_id": variant.product,
            "variant_id": variant.number,
            "product_title": variant.title,
            "price": money(variant.price),
            "inventory_item_id": 5_520_000_000 + variant.number,
            "product_status": variant.status.upper(),
            "sku": variant.sku,
            "product_type": variant.category,
            "vendor": variant.vendor,
            "tags": variant.tags,
            "variant_title": variant.option or "Default Title",
            "compare_at_price": money(variant.before),
            "available_total": -1 if variant.stock is None else variant.stock,
            "product_created_at": f"{variant.created:%Y-%m-%dT%H:%M:%SZ}",
            "product_published_at": f"{published:%Y-%m-%dT%H:%M:%SZ}",
            "inventory_item_created_at": f"{variant.created:%Y-%m-%dT%H:%M:%SZ}",
            "last_inventory_update": f"{published:%Y-%m-%dT%H:%M:%SZ}",
            "shop_id": 77,
        }
        yield (
            cells,
            {
                "product_id": str(variant.product),
                "variant_id": str(variant.number),
                "sku": variant.sku,
                "title": variant.title,
                "variant_title": variant.option or None,
                "category": variant.category,
                "vendor": variant.vendor,
                "tags": variant.tags or None,
                "price": _euros(variant.price),
                "compare_at_price": _euros(variant.before),
                "status": variant.status.upper(),
                "created_at": variant.created,
                "published_at": published,
                "inventory_item_id": str(5_520_000_000 + variant.number),
                # One that is owed cannot be told from none that is counted.
                "stock": None if variant.stock == -1 else variant.stock,
            },
        )


def etsy_listings(shop: Shop) -> Iterator[Row]:
    """A row a listing: its variants' codes and values are lists."""
    for product in shop.products():
        first = product[0]
        skus = ",".join(variant.sku for variant in product)
        cells = {
            "TITLE": first.title,
            "DESCRIPTION": f"Nice,\n{first.title}",
            "PRICE": money(first.price),
            "CURRENCY_CODE": shop.currency,
            "QUANTITY": max(0, first.stock or 0),
            "TAGS": first.tags.replace(", ", ","),
            "MATERIALS": "clay,glaze",
            "IMAGE1": "https://example.com/1.jpg",
            "VARIATION 1 TYPE": "Colour" if first.option else "",
            "VARIATION 1 NAME": "Colour" if first.option else "",
            "VARIATION 1 VALUES": ",".join(variant.option for variant in product),
            "SKU": skus,
        }
        yield (
            cells,
            {
                "sku": skus,
                "title": first.title,
                "tags": first.tags.replace(", ", ",") or None,
                "price": _euros(first.price),
                "stock": max(0, first.stock or 0),
            },
        )
