"""Which check judges which kind of table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.files.check.baskets import check_baskets
from engine.files.check.catalog import check_catalog
from engine.files.check.checked import Checked, Source
from engine.files.check.headers import check_headers
from engine.files.check.inventory import check_inventory
from engine.files.check.orders import check_orders
from engine.files.check.receipts import check_receipts
from engine.files.check.survey import check_survey

CHECKS: Mapping[str, Callable[[Source], Checked]] = {
    "orders": check_orders,
    "order_headers": check_headers,
    "baskets": check_baskets,
    "survey": check_survey,
    "receipts": check_receipts,
    "catalog": check_catalog,
    "inventory": check_inventory,
}
