"""A year of orders at the till."""

from dataclasses import dataclass, replace
from datetime import datetime, time

import numpy as np

from sample_data.shop.baskets import Baskets
from sample_data.shop.catalog import variants
from sample_data.shop.prices import Prices
from sample_data.shop.product import Variant
from sample_data.shop.season import OPENING_MINUTE, busy_days, busy_hours
from sample_data.shop.streams import pick, stream

ORDER_COLUMNS = (
    "order_id",
    "sku",
    "product",
    "quantity",
    "unit_price",
    "date",
    "customer",
    "category",
)

ORDERS = 4000
FIRST_ORDER = 10001
CUSTOMERS = 2400

# A café, a hotel and two village shops stock up: day, customer, different things.
WHOLESALE = {
    "2025-11-17": ("C00007", 113),
    "2026-02-09": ("C00031", 104),
    "2026-05-18": ("C00007", 118),
    "2026-08-24": ("C00112", 101),
    "2026-10-05": ("C00058", 109),
}
WHOLESALE_QUANTITIES = (1, 2, 2, 2, 3, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the order file.

    Attributes:
        order_id: Such as ``A10234``.
        sku: The stock-keeping unit, or a code that is no product.
        product: The name on the receipt.
        quantity: Pieces; negative for a return.
        unit_price: Price of one, tax included.
        moment: When it was rung up, to the minute.
        customer: Such as ``C01234``.
        category: The category; empty for what is no product.
    """

    order_id: str
    sku: str
    product: str
    quantity: int
    unit_price: float
    moment: datetime
    customer: str
    category: str

    def row(self) -> tuple[str, ...]:
        """Give the line as text, in the order of ``ORDER_COLUMNS``, price with two decimals."""
        return (
            self.order_id,
            self.sku,
            self.product,
            str(self.quantity),
            f"{self.unit_price:.2f}",
            self.moment.strftime("%Y-%m-%dT%H:%M"),
            self.customer,
            self.category,
        )


def order_lines(prices: Prices) -> list[OrderLine]:
    """Ring up a year of orders, clean: no returns and no slips yet.

    Args:
        prices: What each variant costs on each day.

    Returns:
        The lines of ``ORDERS`` orders in order of time; lines of one order follow each other.
    """
    rng = stream("orders.csv")
    baskets = Baskets(prices, rng)
    lines: list[OrderLine] = []
    wholesale = dict(WHOLESALE)
    customers = _customers(rng)
    for number, moment in enumerate(_moments(rng)):
        order = OrderLine(f"A{FIRST_ORDER + number}", "", "", 1, 0.0, moment, customers[number], "")
        day = moment.date().isoformat()
        if day in wholesale:
            lines += _wholesale(order, wholesale.pop(day), prices, rng)
            continue
        for variant in baskets.draw(day):
            filled = _filled(order, variant, baskets.quantity(variant))
            lines.append(replace(filled, unit_price=prices.on(variant, day)))
    return lines


def _wholesale(
    order: OrderLine, terms: tuple[str, int], prices: Prices, rng: np.random.Generator
) -> list[OrderLine]:
    """Ring up one order of more than a hundred different things at trade prices."""
    customer, count = terms
    day = order.moment.date().isoformat()
    offered = [variant for variant in variants() if variant.sold_on(day)]
    chosen = sorted(int(place) for place in rng.permutation(len(offered))[:count])
    lines = []
    for variant in (offered[place] for place in chosen):
        line = _filled(order, variant, pick(rng, WHOLESALE_QUANTITIES))
        price = prices.trade(variant, day)
        lines.append(replace(line, customer=customer, unit_price=price))
    return lines


def _filled(order: OrderLine, variant: Variant, quantity: int) -> OrderLine:
    """Put one thing on a line of an order."""
    return replace(
        order,
        sku=variant.sku,
        product=variant.name,
        category=variant.product.kind,
        quantity=quantity,
    )


def _moments(rng: np.random.Generator) -> list[datetime]:
    """Draw the moment of each order, in order of time."""
    days = busy_days()
    drawn = rng.choice(len(days), size=ORDERS, p=[share for _, share in days])
    moments = []
    for place in drawn:
        day = days[int(place)][0]
        hours = busy_hours(day)
        hour = int(rng.choice(list(hours), p=list(hours.values())))
        minute = int(rng.integers(OPENING_MINUTE.get(hour, 0), 60))
        moments.append(datetime.combine(day, time(hour, minute)))
    return sorted(moments)


def _customers(rng: np.random.Generator) -> list[str]:
    """Draw who places each order: a few come every week, most once or twice a year."""
    weights = rng.gamma(0.55, size=CUSTOMERS)
    drawn = rng.choice(CUSTOMERS, size=ORDERS, p=weights / weights.sum())
    return [f"C{int(number) + 201:05d}" for number in drawn]
