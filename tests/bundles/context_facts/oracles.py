"""Facts by loops over lines, as slowly and plainly as possible."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
EPOCH = dt.date(1970, 1, 1)


def day_of_order(rows: Sequence[Row]) -> dict[str, int]:
    """Order → days since 1970 of its earliest line; orders without any are absent."""
    days: dict[str, int] = {}
    for row in rows:
        if row["moment"] is not None:
            day = (row["moment"].date() - EPOCH).days
            days[row["order_id"]] = min(day, days.get(row["order_id"], day))
    return days


def facts_by_loop(rows: Sequence[Row], sku: str) -> dict[str, float]:
    """What the lines say of one product; nan where they do not."""
    days = day_of_order(rows)
    last, first = max(days.values(), default=-1), min(days.values(), default=-1)
    mine = [row for row in rows if row["sku"] == sku]
    dated = sorted(days[row["order_id"]] for row in mine if row["order_id"] in days)
    late = [row for row in mine if days.get(row["order_id"], -1) > last - 60 and last >= 0
            and row["order_id"] in days]  # fmt: skip
    bought: dict[str, set[int]] = defaultdict(set)
    for row in mine:
        if row["customer"] is not None:
            bought[row["customer"]] |= {days[row["order_id"]]} if row["order_id"] in days else set()
    shares = [max(0.0, min(1.0, 1 - row["unit_price"] / row["list_price"])) for row in mine
              if row["unit_price"] is not None and row["list_price"]]  # fmt: skip
    return {
        "first_sold": dated[0] if dated else -1,
        "last_sold": dated[-1] if dated else -1,
        "orders": len({row["order_id"] for row in mine}),
        "units": sum(row["quantity"] for row in mine),
        "recent_orders": len({row["order_id"] for row in late}),
        "velocity": sum(row["quantity"] for row in late) / min(60, last - first + 1)
        if days else math.nan,
        "discount": sum(shares) / len(shares) if shares else math.nan,
        "buyers": len(bought),
        "returning": sum(len(seen) > 1 for seen in bought.values()),
    }  # fmt: skip


def recent_transactions_by_loop(rows: Sequence[Row]) -> int:
    """Orders of the last 60 days, or all where none has a day."""
    days = day_of_order(rows)
    if not days:
        return len({row["order_id"] for row in rows})
    return sum(day > max(days.values()) - 60 for day in days.values())
