"""What stands on the shelves and in the store room at the end of the year."""

from datetime import datetime, timedelta

import numpy as np

from sample_data.shop.catalog import inventory_item, variants
from sample_data.shop.orders import OrderLine
from sample_data.shop.product import Variant
from sample_data.shop.season import LAST_DAY
from sample_data.shop.streams import pick, stream

INVENTORY_COLUMNS = (
    "inventory_item_id",
    "sku",
    "location",
    "available",
    "incoming",
    "updated_at",
)

COUNTED = datetime(2026, 10, 31, 18, 20)  # noqa: DTZ001 - the shop's own wall clock
RECENT_DAYS = 90
MANY_PIECES = 24
SLOW_PIECES = 8

# How many weeks of sales lie in store; a zero is a thing that ran out.
WEEKS_IN_STORE = (0.0, 0.5, 1.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 14.0, 22.0)
SHOP_SHARE = 0.35


def inventory_rows(lines: list[OrderLine]) -> list[tuple[str, ...]]:
    """Count the stock after the last order of the year.

    Args:
        lines: The order lines of the year, which say how fast each thing sells.

    Returns:
        Two rows per SKU (Shop, Warehouse) in the order of ``INVENTORY_COLUMNS``; pieces are
        whole numbers, moments ISO to the minute.
    """
    rng = stream("inventory.csv")
    recent = _recent_pieces(lines)
    rows: list[tuple[str, ...]] = []
    for variant in variants():
        pieces, incoming = _stock(variant, recent.get(variant.sku, 0), rng)
        in_shop = min(pieces, max(1, round(pieces * SHOP_SHARE)))
        counted = _warehouse_count(rng)
        # A draft has been delivered to the warehouse but not been put on a shelf.
        if variant.product.status == "draft":
            in_shop = 0
        places = (("Shop", in_shop, 0), ("Warehouse", pieces - in_shop, incoming))
        for place, available, coming in places:
            updated = COUNTED if place == "Shop" else counted
            moment = updated.strftime("%Y-%m-%dT%H:%M")
            item = inventory_item(variant)
            rows.append((item, variant.sku, place, str(available), str(coming), moment))
    return rows


def _recent_pieces(lines: list[OrderLine]) -> dict[str, int]:
    """Count the pieces sold one by one in the last ninety days, wholesale left out."""
    first = LAST_DAY - timedelta(days=RECENT_DAYS)
    pieces: dict[str, int] = {}
    for line in lines:
        if line.moment.date() > first and 0 < line.quantity < SLOW_PIECES:
            pieces[line.sku] = pieces.get(line.sku, 0) + line.quantity
    return pieces


def _stock(variant: Variant, recent: int, rng: np.random.Generator) -> tuple[int, int]:
    """Draw the pieces in store and on their way for one variant."""
    product = variant.product
    if product.status == "archived":
        return pick(rng, (0, 0, 2, 5)), 0
    if product.status == "draft":
        return 2 * MANY_PIECES, 0
    if "slow" in product.tags:
        return 30 + int(rng.integers(40)), 0
    weekly = max(recent, 3) * 7 / RECENT_DAYS
    pieces = round(weekly * pick(rng, WEEKS_IN_STORE))
    low = pieces < 3 * weekly
    ordered = 6 * max(1, round(weekly))
    return pieces, ordered if low and rng.random() < 0.7 else 0


def _warehouse_count(rng: np.random.Generator) -> datetime:
    """Draw when one shelf of the warehouse was last counted: on a working day, by day."""
    day = COUNTED.replace(minute=0) - timedelta(days=1 + int(rng.integers(5)))
    return day.replace(hour=9 + int(rng.integers(8)), minute=int(rng.integers(60)))
