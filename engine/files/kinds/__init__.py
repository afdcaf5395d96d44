"""The kinds of tables that are understood."""

from engine.files.kinds.orders import BASKETS, HEADERS, LINES
from engine.files.kinds.receipts import RECEIPTS
from engine.files.kinds.schema import Field, Kind, normalised
from engine.files.kinds.shop import CATALOG, INVENTORY
from engine.files.kinds.survey import SURVEY

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (LINES, HEADERS, BASKETS, CATALOG, INVENTORY, RECEIPTS, SURVEY)
}

__all__ = ["KINDS", "Field", "Kind", "normalised"]
