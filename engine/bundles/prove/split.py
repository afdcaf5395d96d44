"""A file's orders in two: the first 70 % of its period to mine, the rest to judge by."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Baskets
from engine.bundles.prove.reach import LaterOrders

MINED_SHARE = 0.7
EPOCH = dt.date(1970, 1, 1)
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Split:
    """Orders before and after a day; products keep their numbers.

    Attributes:
        first: The orders up to and with that day.
        later: The orders after it.
        begins: Day of the first order.
        until: The day.
        ends: Day of the last order.
        undated: Orders without a day, in neither part.
    """

    first: Baskets
    later: LaterOrders
    begins: dt.date
    until: dt.date
    ends: dt.date
    undated: int


def split_by_time(baskets: Baskets, share: float = MINED_SHARE) -> Split | None:
    """Cut the period from the first to the last order, days counted whole.

    Args:
        baskets: Orders, with their days.
        share: How much of the period is to be mined, above 0 and below 1.

    Returns:
        Both parts, or None where the orders fall on fewer than two days.
    """
    dated = baskets.days >= 0
    if not dated.any():
        return None
    first, last = int(baskets.days[dated].min()), int(baskets.days.max())
    if first == last:
        return None
    until = first + math.floor((last - first) * share)
    early, late = dated & (baskets.days <= until), baskets.days > until
    return Split(
        first=_only(baskets, early),
        later=_later(baskets, late),
        begins=EPOCH + dt.timedelta(first),
        until=EPOCH + dt.timedelta(until),
        ends=EPOCH + dt.timedelta(last),
        undated=int((~dated).sum()),
    )


def _only(baskets: Baskets, chosen: Mask) -> Baskets:
    kept = chosen[baskets.order]
    place = np.cumsum(chosen) - 1
    return dataclasses.replace(
        baskets,
        order=place[baskets.order[kept]],
        item=baskets.item[kept],
        orders=int(chosen.sum()),
        days=baskets.days[chosen],
        wholesale_orders=0,
        wholesale_lines=0,
    )


def _later(baskets: Baskets, chosen: Mask) -> LaterOrders:
    part = _only(baskets, chosen)
    return LaterOrders(part.order, part.item, part.orders)
