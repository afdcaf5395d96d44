"""Draws what was bought on one receipt; the sums come out right."""

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from sample_data.shop.merchant import Merchant
from sample_data.shop.season import busy_days
from sample_data.shop.streams import pick

QUANTITIES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)
ITEM_COUNTS = (1, 1, 1, 2, 2, 2, 2, 3)
DISCOUNT_SHARE = 0.24
COUPON_SHARE = 0.6
LOYALTY_SHARE = 0.6
COUPON_CODES = ("WELCOME", "THANKYOU", "NEIGHBOUR", "RAINYDAY", "TUESDAY", "LOCAL")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing bought: its name, how many, the price of one and of all, in cents."""

    name: str
    quantity: int
    unit: int
    total: int


@dataclass(frozen=True, slots=True)
class Sale:
    """All that one receipt says; money in cents.

    Attributes:
        moment: When it was printed.
        items: What was bought; their totals add up to ``subtotal``.
        subtotal: Before discount and tax.
        discount: What is taken off, 0 for nothing.
        tax: What is put on top of subtotal less discount.
        grand: ``subtotal - discount + tax``.
        coupon: The code that brought the discount, or empty.
        payment: What was paid with.
        card: The last four digits of a card, or empty.
        loyalty: A number, or empty.
        counter: The number of a till, table or order.
    """

    moment: datetime
    items: tuple[Item, ...]
    subtotal: int
    discount: int
    tax: int
    grand: int
    coupon: str
    payment: str
    card: str
    loyalty: str
    counter: int


def draw_sale(merchant: Merchant, rng: np.random.Generator) -> Sale:
    """Draw one sale of a merchant.

    Args:
        merchant: Who sells.
        rng: The stream to draw from.

    Returns:
        A sale whose sums are right to the cent.
    """
    items = _items(merchant, rng)
    subtotal = sum(item.total for item in items)
    reduced = rng.random() < DISCOUNT_SHARE
    discount = round(subtotal * pick(rng, (0.05, 0.1, 0.15)) / 5) * 5 if reduced else 0
    tax = round((subtotal - discount) * merchant.tax / 1000)
    by_coupon = discount and rng.random() < COUPON_SHARE
    payment = pick(rng, merchant.payments)
    member = merchant.loyalty and rng.random() < LOYALTY_SHARE
    return Sale(
        moment=_moment(rng),
        items=items,
        subtotal=subtotal,
        discount=discount,
        tax=tax,
        grand=subtotal - discount + tax,
        coupon=pick(rng, COUPON_CODES) if by_coupon else "",
        payment=payment,
        card=f"{int(rng.integers(1000, 9999))}" if _is_card(payment) else "",
        loyalty=f"{int(rng.integers(10_000_000, 99_999_999))}" if member else "",
        counter=1 + int(rng.integers(12)),
    )


def _items(merchant: Merchant, rng: np.random.Generator) -> tuple[Item, ...]:
    """Draw the things bought, each only once on a receipt."""
    places = rng.permutation(len(merchant.goods))[: pick(rng, ITEM_COUNTS)]
    items = []
    for place in places:
        name, unit = merchant.goods[int(place)]
        # Where no quantity is printed, each line is one piece.
        quantity = 1 if merchant.items == "totals only" else pick(rng, QUANTITIES)
        items.append(Item(name, quantity, unit, quantity * unit))
    return tuple(items)


def _moment(rng: np.random.Generator) -> datetime:
    """Draw a moment of the year, by day."""
    day = pick(rng, [day for day, share in busy_days() if share])
    clock = time(9 + int(rng.integers(9)), int(rng.integers(60)), int(rng.integers(60)))
    return datetime.combine(day, clock)


def _is_card(payment: str) -> bool:
    """Tell whether a number is printed beside the way of paying."""
    return "card" in payment.lower() or payment == "Tarjeta"
