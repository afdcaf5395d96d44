"""Stock by location as shops export it."""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_SHOPIFY_IDS = (
    "Handle | Title | Option1 Name | Option1 Value | Option2 Name | Option2 Value | Option3 Name"
    " | Option3 Value | SKU | HS Code | COO"
)

_SHOPIFY = Layout(
    name="Shopify inventory (CSV, a row for each location)",
    kind="inventory",
    headings=columns(
        f"{_SHOPIFY_IDS} | Location | Bin name | Incoming (not editable)"
        " | Unavailable (not editable) | Committed (not editable) | Available (not editable)"
        " | On hand (current) | On hand (new)"
    ),
    marks=("Handle", "Location", "On hand (current)"),
    fields={
        "handle": "Handle",
        "sku": "SKU",
        "title": "Title",
        "variant_title": "Option1 Value",
        "location": "Location",
        "available": "Available (not editable)",
        "on_hand": "On hand (current)",
        "committed": "Committed (not editable)",
    },
    address="https://github.com/kashewknutt/imagegen/blob/"
    "eca46cb3c8f4bce18945de39e91aedfc40bc905a/inventory_bin_new_on_hand_template.csv",
    says="A variant has a row for each location; 'not stocked' stands where a location never "
    "holds it, and On hand (new) is empty until somebody fills it in.",
)

_SHOPIFY_WIDE = Layout(
    name="Shopify inventory (CSV, a column for each location)",
    kind="inventory",
    headings=columns(_SHOPIFY_IDS),
    marks=("Handle", "HS Code", "COO"),
    fields={
        "handle": "Handle",
        "sku": "SKU",
        "title": "Title",
        "variant_title": "Option1 Value",
    },
    address="https://github.com/poptoys/test11/blob/"
    "f45777dac6f9f4b9b31355fae96a1425b4f947d4/inventory_export_1.csv",
    says="Every column after COO bears a location's name and holds what is available there.",
    lacks=("Location",),
)

_LEVELS = Layout(
    name="Inventory levels (snake_case CSV)",
    kind="inventory",
    headings=columns("inventory_item_id | location_id | available | updated_at | shop_id"),
    marks=("inventory_item_id", "location_id", "available"),
    fields={
        "inventory_item_id": "inventory_item_id",
        "location": "location_id",
        "available": "available",
        "updated_at": "updated_at",
    },
    address="https://github.com/ra1111/AI-Bundle-shopify-backend/blob/"
    "1a89e1c2b7e767716f06976e7668cadd8fa38282/INPUT_GUIDE.md",
    says="A row for each item and location; it joins a catalog by inventory_item_id only.",
)

INVENTORIES = (_SHOPIFY, _SHOPIFY_WIDE, _LEVELS)
