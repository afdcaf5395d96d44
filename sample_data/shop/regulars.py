"""Who comes back for what is used up: the same customers, some weeks apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np

from sample_data.shop.orders import WHOLESALE, OrderLine
from sample_data.shop.streams import pick, stream

# What is used up, and in how many days at least.
REFILLS = {"FIL-PAP": 24, "SOP-OAT": 30, "SOP-ROS": 30, "SOP-GER": 30}
# Of a hundred orders with a refill so many are by somebody who has had it before.
AGAIN = 65


def with_regulars(lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Let those who had a refill before buy it again; nothing else of the orders changes.

    Args:
        lines: Order lines in order of time; lines of one order follow each other.

    Returns:
        The same lines, some orders by another customer.
    """
    rng = stream("regulars of orders.csv")
    bought: dict[str, dict[str, datetime]] = {sku: {} for sku in REFILLS}
    found: list[OrderLine] = []
    for _, rows in groupby(lines, key=lambda line: line.order_id):
        order = list(rows)
        refills = sorted({line.sku for line in order} & set(REFILLS))
        customer = order[0].customer
        if refills and customer not in {name for name, _ in WHOLESALE.values()}:
            customer = _customer(order[0], refills[0], bought[refills[0]], rng)
            for sku in refills:
                bought[sku][customer] = order[0].moment
        found += [replace(line, customer=customer) for line in order]
    return found


def _customer(
    line: OrderLine, sku: str, bought: dict[str, datetime], rng: np.random.Generator
) -> str:
    """One of those who have used up theirs, or whoever it was."""
    used_up = line.moment - timedelta(days=REFILLS[sku])
    due = [customer for customer, moment in sorted(bought.items()) if moment < used_up]
    return pick(rng, due) if due and rng.integers(100) < AGAIN else line.customer
