"""What each thing costs on each day: one rise, the sales, and last chances."""

from dataclasses import dataclass, field

from sample_data.shop.product import Product, Variant
from sample_data.shop.range_home import HOME_RANGE
from sample_data.shop.range_kitchen import KITCHEN_RANGE
from sample_data.shop.streams import stream

RISE_DAY = "2026-03-02"
RISEN_SHARE = 0.38

# Name, first day, first day after, part of the price that is paid.
SALES = (
    ("Late November weekend", "2025-11-27", "2025-12-01", 0.85),
    ("January sale", "2026-01-02", "2026-01-19", 0.75),
    ("Midsummer linen and picnic", "2026-07-09", "2026-07-27", 0.80),
    ("Autumn clearing of shelves", "2026-10-12", "2026-11-09", 0.80),
)
SALE_KINDS = {
    "Late November weekend": ("Candles and scent", "Coffee and tea"),
    "January sale": ("Tableware", "Cookware", "Paper and gifts", "Bath and bedroom"),
    "Midsummer linen and picnic": ("Kitchen linen", "Picnic"),
    "Autumn clearing of shelves": ("Garden", "Picnic", "Tableware"),
}
SALE_SHARE = 0.5
LAST_CHANCE_DAY = "2026-03-09"
TRADE_PART = 0.8


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of the whole year.

    Attributes:
        before: Price before the rise, by SKU stem, as a part of the price after it.
        reduced: The stems that take part in each sale, by the sale's name.
    """

    before: dict[str, float] = field(default_factory=dict)
    reduced: dict[str, frozenset[str]] = field(default_factory=dict)

    def on(self, variant: Variant, day: str) -> float:
        """Give the price of a variant on a day.

        Args:
            variant: Any variant of the range.
            day: An ISO date.

        Returns:
            The price of one, tax included, in whole cents.
        """
        stem = variant.product.stem
        full = variant.price
        if day < RISE_DAY and stem in self.before:
            full = _to_half(full * self.before[stem])
        if variant.product.until and day >= LAST_CHANCE_DAY:
            return _to_five_cents(full * 0.6)
        for name, first, after, part in SALES:
            if first <= day < after and stem in self.reduced[name]:
                return _to_five_cents(full * part)
        return full

    def trade(self, variant: Variant, day: str) -> float:
        """Give the price a wholesale customer pays for one on a day (ISO date), in whole cents."""
        return _to_five_cents(self.on(variant, day) * TRADE_PART)


def year_of_prices() -> Prices:
    """Decide which prices rise and which are reduced in which sale.

    Returns:
        The prices of the whole year, the same on each call.
    """
    rng = stream("prices")
    before: dict[str, float] = {}
    reduced: dict[str, set[str]] = {name: set() for name, *_ in SALES}
    for product in KITCHEN_RANGE + HOME_RANGE:
        if rng.random() < RISEN_SHARE and _may_rise(product):
            before[product.stem] = float(rng.uniform(0.9, 0.94))
        for name, *_ in SALES:
            drawn = rng.random() < SALE_SHARE
            if drawn and product.kind in SALE_KINDS[name] and _may_be_reduced(product):
                reduced[name].add(product.stem)
    return Prices(before, {name: frozenset(stems) for name, stems in reduced.items()})


def _may_rise(product: Product) -> bool:
    """Cheap things stay at their price, and what is new or leaving has no older one."""
    return product.price >= 6 and not product.since and not product.until


def _may_be_reduced(product: Product) -> bool:
    """New things are not reduced, and the cheapest would look odd with a red label."""
    return product.price >= 6 and not product.since


def _to_half(price: float) -> float:
    """Round to a half, as the shop's labels are printed."""
    return round(price * 2) / 2


def _to_five_cents(price: float) -> float:
    """Round to five cents."""
    return round(price * 20) / 20
