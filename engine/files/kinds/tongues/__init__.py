"""Headings as people and systems write them: English, Spanish, Portuguese, French, German.

Every word is `normalised`: small letters without accents, and digits. To teach another, add it to
its field in its kind's room; within a kind a word stands under one field only. What a known layout
says of its own headings goes before these lists.
"""

from collections.abc import Mapping

from engine.files.kinds.tongues.catalogs import CATALOGS
from engine.files.kinds.tongues.inventories import INVENTORIES
from engine.files.kinds.tongues.orders import ORDERS
from engine.files.kinds.tongues.people import PERSONAL
from engine.files.kinds.tongues.receipts import RECEIPTS
from engine.files.kinds.tongues.surveys import SURVEYS

HEADINGS: Mapping[str, tuple[str, ...]] = {
    **ORDERS,
    **CATALOGS,
    **INVENTORIES,
    **RECEIPTS,
    **SURVEYS,
}
"""`kind.field` → normalised headings that hold it, best first, language by language."""

__all__ = ["HEADINGS", "PERSONAL"]
