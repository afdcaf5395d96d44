"""What is known about each product: prices, costs, stock, ages, sales, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.bundles.context.narrow import AnyFloats, AnyInts, narrow_floats, narrow_ints
from engine.bundles.context.transactions import Floats, Ints
from engine.files.cells.currencies import minor_units

Words = tuple[str | None, ...]


class Sales:
    """The order lines that count, one element a line, lines in a canonical order.

    Wholesale orders are in it; lines after `until` and artificial ones are not. Numbers are held
    as narrow as they fit, for files of millions of lines; each attribute is made anew when it is
    asked for, so ask once. `narrow` gives them as they are held: to be compared, counted and
    picked from, not to be reckoned with.

    Attributes:
        item: (lines,) product number.
        order: (lines,) order number among all orders here; not that of `Baskets`.
        day: (lines,) days since 1970-01-01, or -1.
        quantity: (lines,) units, above 0.
        paid: (lines,) price of one unit in minor units; nan where the line has none.
        customer: (lines,) customer number, or -1.
    """

    def __init__(
        self,
        item: AnyInts,
        order: AnyInts,
        day: AnyInts,
        quantity: AnyFloats,
        paid: AnyFloats,
        customer: AnyInts,
    ) -> None:
        self._ints = {
            "item": narrow_ints(item),
            "order": narrow_ints(order),
            "day": narrow_ints(day),
            "customer": narrow_ints(customer),
        }
        self._floats = {"quantity": narrow_floats(quantity), "paid": narrow_floats(paid)}

    def __len__(self) -> int:
        return len(self._ints["item"])

    def narrow(self, name: Literal["item", "order", "day", "customer"]) -> AnyInts:
        """One of the columns of whole numbers in as few bits as its largest number needs."""
        return self._ints[name]

    def take(self, rows: AnyInts) -> Sales:
        """Some of the lines; their orders keep their numbers."""
        ints, floats = self._ints, self._floats
        return Sales(
            item=ints["item"][rows],
            order=ints["order"][rows],
            day=ints["day"][rows],
            quantity=floats["quantity"][rows],
            paid=floats["paid"][rows],
            customer=ints["customer"][rows],
        )

    def units_of(self, rows: AnyInts) -> Floats:
        """(rows,) the quantities of some lines."""
        return self._floats["quantity"][rows].astype(np.float64)

    @property
    def item(self) -> Ints:
        """See `Sales`."""
        return self._ints["item"].astype(np.int64)

    @property
    def order(self) -> Ints:
        """See `Sales`."""
        return self._ints["order"].astype(np.int64)

    @property
    def day(self) -> Ints:
        """See `Sales`."""
        return self._ints["day"].astype(np.int64)

    @property
    def customer(self) -> Ints:
        """See `Sales`."""
        return self._ints["customer"].astype(np.int64)

    @property
    def quantity(self) -> Floats:
        """See `Sales`."""
        return self._floats["quantity"].astype(np.float64)

    @property
    def paid(self) -> Floats:
        """See `Sales`."""
        return self._floats["paid"].astype(np.float64)


@dataclass(frozen=True)
class ProductFacts:
    """Facts by product number: first those that were sold, then those only a catalog knows.

    Arrays have one element a product. Money is in minor units, -1 where it is not known; days
    count from 1970-01-01, -1 where not known; nan means that the file cannot tell.

    Attributes:
        sold: How many products were sold; their numbers are those of `Baskets.products`.
        skus: Codes.
        titles: Names.
        categories: Categories.
        vendors: Brands.
        words: A catalog's tags, as one text.
        price: What a customer usually pays now, at most what the catalog asks.
        list_price: The catalog's price, or the price usually paid where there is none.
        cost: What one costs the shop.
        stock: How many there are.
        created: Day on which the catalog has it from.
        first_sold: Day of its first sale.
        last_sold: Day of its last sale.
        orders: Orders that hold it, wholesale orders included.
        units: Units sold.
        recent_orders: Orders of the last 60 days that hold it.
        velocity: Units sold a day over the last 60 days of the file.
        discount: Mean share taken off the list price, 0..1.
        buyers: Known customers who bought it.
        returning: Of these, how many bought it on two days or more.
        last_day: The file's last day, or -1.
        recent_transactions: Orders in the last 60 days of the file; all orders without dates.
        has: What the file tells at all, of `prices`, `list_prices`, `costs`, `stock`, `dates`,
            `customers`, `categories`, `vendors`, `catalog`.
        currency: ISO code of the money, or empty where the file names none.
    """

    sold: int
    skus: tuple[str, ...]
    titles: tuple[str, ...]
    categories: Words
    vendors: Words
    words: Words
    price: Ints
    list_price: Ints
    cost: Ints
    stock: Floats
    created: Ints
    first_sold: Ints
    last_sold: Ints
    orders: Ints
    units: Floats
    recent_orders: Ints
    velocity: Floats
    discount: Floats
    buyers: Ints
    returning: Ints
    last_day: int
    recent_transactions: int
    has: frozenset[str]
    currency: str = ""

    @property
    def minor_units(self) -> int:
        """How many minor units make one of the currency: 100 where no currency is named."""
        return minor_units(self.currency)

    def __len__(self) -> int:
        return len(self.skus)
