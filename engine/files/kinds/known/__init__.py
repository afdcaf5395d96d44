"""Layouts of known sources: their headings, and the public page each was read at."""

from engine.files.kinds.known.catalogs import CATALOGS
from engine.files.kinds.known.inventories import INVENTORIES
from engine.files.kinds.known.layout import Layout
from engine.files.kinds.known.orders import SHOP_ORDERS
from engine.files.kinds.known.receipts import RECEIPTS
from engine.files.kinds.known.surveys import SURVEYS
from engine.files.kinds.known.tills import TILL_ORDERS

LAYOUTS: tuple[Layout, ...] = (
    SHOP_ORDERS + TILL_ORDERS + CATALOGS + INVENTORIES + RECEIPTS + SURVEYS
)

__all__ = ["LAYOUTS", "Layout"]
