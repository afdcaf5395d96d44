"""What a real order export is never free of: returns, gifts, fees and keying slips."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from sample_data.shop.orders import OrderLine
from sample_data.shop.season import LAST_DAY, busy_days, busy_hours
from sample_data.shop.streams import pick, stream

RETURNS = 120
DUPLICATES = 40
GIFTS = 15
FEES = 25
UNKNOWN = 6

# Code, name and prices of what is rung up but is no product.
FEE_CODES = (
    ("SHIP", "Postage and packing", (4.95, 6.95, 9.95)),
    ("SHIP", "Postage and packing", (4.95, 6.95, 9.95)),
    ("GIFTWRAP", "Gift wrapping", (3.5, 3.5, 5.0)),
    ("GIFTCARD", "Gift card", (25.0, 50.0, 100.0)),
)
GIFT_SKUS = {"SED-NAS", "SED-SWP", "BAG-LAV", "CRD-HAR", "SOP-OAT", "TAG-KRF", "TPR-BSW-IVO"}
MANY_LINES = 100


def with_slips(lines: list[OrderLine]) -> list[OrderLine]:
    """Add the returns, gifts, fees and slips of the year.

    Args:
        lines: Clean order lines in order of time.

    Returns:
        The lines with all that was added, again in order of time; the lines of one order
        still follow each other.
    """
    rng = stream("slips of orders.csv")
    sizes: dict[str, int] = {}
    for line in lines:
        sizes[line.order_id] = sizes.get(line.order_id, 0) + 1
    retail = [line for line in lines if sizes[line.order_id] < MANY_LINES]
    extra = _gifts(retail, rng) + _fees(retail, rng) + _unknown(retail, rng)
    returned = _returns(retail, rng)
    doubled = {int(place) for place in rng.choice(len(lines), DUPLICATES, replace=False)}
    by_order: dict[str, list[OrderLine]] = {}
    for place, line in enumerate(lines):
        by_order.setdefault(line.order_id, []).extend([line] * (2 if place in doubled else 1))
    for line in extra + returned:
        by_order.setdefault(line.order_id, []).append(line)
    orders = sorted(by_order.values(), key=lambda order: (order[0].moment, order[0].order_id))
    return [line for order in orders for line in order]


def _drawn(lines: list[OrderLine], count: int, rng: np.random.Generator) -> list[OrderLine]:
    """Draw some lines, each of another order."""
    chosen: dict[str, OrderLine] = {}
    for place in rng.permutation(len(lines)):
        line = lines[int(place)]
        chosen.setdefault(line.order_id, line)
        if len(chosen) == count:
            break
    return sorted(chosen.values(), key=lambda line: line.order_id)


def _gifts(lines: list[OrderLine], rng: np.random.Generator) -> list[OrderLine]:
    """Put a small free gift into some orders."""
    samples = {line.sku: line for line in lines if line.sku in GIFT_SKUS}
    gifts = []
    for order in _drawn(lines, GIFTS, rng):
        gift = samples[pick(rng, sorted(samples))]
        gifts.append(
            replace(
                order,
                sku=gift.sku,
                product=gift.product,
                category=gift.category,
                quantity=1,
                unit_price=0.0,
            )
        )
    return gifts


def _fees(lines: list[OrderLine], rng: np.random.Generator) -> list[OrderLine]:
    """Ring up postage, wrapping and gift cards in some orders."""
    fees = []
    for order in _drawn(lines, FEES, rng):
        code, name, prices = pick(rng, FEE_CODES)
        price = pick(rng, prices)
        fees.append(
            replace(order, sku=code, product=name, category="", quantity=1, unit_price=price)
        )
    return fees


def _unknown(lines: list[OrderLine], rng: np.random.Generator) -> list[OrderLine]:
    """Key in some amounts without saying what was sold."""
    orders = _drawn(lines, UNKNOWN, rng)
    prices = (2.0, 5.0, 7.5, 10.0, 12.0, 15.0)
    return [
        replace(order, sku="", product="", category="", quantity=1, unit_price=price)
        for order, price in zip(orders, prices, strict=True)
    ]


def _returns(lines: list[OrderLine], rng: np.random.Generator) -> list[OrderLine]:
    """Take some things back, two to thirty days later, under an order id of their own."""
    back = []
    early = [line for line in lines if line.moment.date() < LAST_DAY - timedelta(days=33)]
    for line in _drawn(early, RETURNS, rng):
        taken = 1 + int(rng.integers(line.quantity))
        number = line.order_id.removeprefix("A")
        back.append(
            replace(
                line,
                order_id=f"R{number}",
                quantity=-taken,
                moment=_open_moment(line.moment + timedelta(days=2 + int(rng.integers(26))), rng),
            )
        )
    return back


def _open_moment(moment: datetime, rng: np.random.Generator) -> datetime:
    """Move a moment to the next day the shop is open, at an hour it is open."""
    shares = dict(busy_days())
    while shares[moment.date()] == 0:
        moment += timedelta(days=1)
    hour = pick(rng, [hour for hour in busy_hours(moment.date()) if hour > 9])
    return moment.replace(hour=hour, minute=int(rng.integers(60)))
