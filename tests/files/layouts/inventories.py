"""Inventories as shops write them."""

from collections.abc import Iterator
from typing import Any

from tests.files.layouts.shop import Cell, Level, Row, Shop, Variant


def shopify_inventory(shop: Shop) -> Iterator[Row]:
    for level in shop.levels:
        cells = _shopify_ids(level.variant) | {
            "Location": level.location,
            "Bin name": "A-1",
            "Incoming (not editable)": 0,
            "Unavailable (not editable)": 0,
            "Committed (not editable)": level.committed,
            "Available (not editable)": level.available,
            "On hand (current)": level.on_hand,
        }
        yield (
            cells,
            _inventory_told(level.variant)
            | {
                "location": level.location,
                "available": level.available,
                "on_hand": level.on_hand,
                "committed": level.committed,
            },
        )


def _shopify_ids(variant: Variant) -> dict[str, Cell]:
    return {
        "Handle": variant.handle,
        "Title": variant.title,
        "Option1 Name": "Colour" if variant.option else "Title",
        "Option1 Value": variant.option or "Default Title",
        "SKU": variant.sku,
        "HS Code": "6911.10",
        "COO": "DE",
    }


def _inventory_told(variant: Variant) -> dict[str, Any]:
    return {
        "handle": variant.handle,
        "sku": variant.sku,
        "title": variant.title,
        "variant_title": variant.option or None,
    }


def shopify_inventory_wide(shop: Shop) -> Iterator[Row]:
    """A column for each place, under its name; one of which a place keeps nothing says so."""
    for variant in shop.variants:
        levels: dict[str, Level] = {
            level.location: level for level in shop.levels if level.variant is variant
        }
        places = dict.fromkeys(level.location for level in shop.levels)
        cells = _shopify_ids(variant) | {
            place: levels[place].available if place in levels else "not stocked" for place in places
        }
        for place in places:
            there = levels.get(place)
            yield (
                cells if place == next(iter(places)) else {},
                _inventory_told(variant)
                | {
                    "location": place,
                    "available": there.available if there else None,
                },
            )


def levels(shop: Shop) -> Iterator[Row]:
    for level in shop.levels:
        item = 5_520_000_000 + level.variant.number
        cells = {
            "inventory_item_id": item,
            "location_id": f"gid://shopify/Location/{len(level.location)}",
            "available": level.available,
            "updated_at": f"{level.moment:%Y-%m-%dT%H:%M:%SZ}",
            "shop_id": 77,
        }
        yield (
            cells,
            {
                "inventory_item_id": str(item),
                "location": f"gid://shopify/Location/{len(level.location)}",
                "available": level.available,
                "updated_at": level.moment,
            },
        )
