"""Draws what goes into a basket: something liked, then what goes with it."""

from bisect import bisect_left
from itertools import accumulate

import numpy as np

from sample_data.shop.catalog import variants
from sample_data.shop.pairs import MIXED_STEMS, MIXED_STRENGTH, PLANTED_PAIRS
from sample_data.shop.prices import Prices
from sample_data.shop.product import Variant
from sample_data.shop.season import wanted
from sample_data.shop.streams import pick

# How many baskets of a hundred have 1, 2, 3 ... different things in them.
BASKET_SIZES = (35, 22, 15, 10, 7, 4, 3, 2, 1, 1)

# A tenth off the price brings about a sixth more buyers.
PRICE_PULL = 1.5

# Thing by thing, how many are taken at once; all else is taken as in USUAL_QUANTITIES.
QUANTITIES = {
    "NPK-LIN": (2, 4, 4, 6, 6, 8),
    "TPR-BSW": (1, 1, 2, 2, 3, 4),
    "SED": (1, 1, 2, 3),
    "MUG-STN": (1, 1, 1, 2, 2, 4),
    "BWL-STN": (1, 2, 2, 4),
    "PLT-STN": (1, 2, 4, 4),
    "GLS-TUM": (2, 2, 4, 6),
    "CUP-ENM": (1, 2, 2, 4),
    "PLT-ENM": (1, 2, 2, 4),
    "BAU-GLS": (1, 2, 3, 4, 6),
    "POT-TER": (1, 1, 2, 3),
    "WRP": (1, 1, 2, 2, 3),
    "CRD": (1, 1, 1, 2, 3),
    "SOP": (1, 1, 1, 2, 3),
}
USUAL_QUANTITIES = (1,) * 18 + (2, 2)


class Baskets:
    """The taste of the shop's customers through the year."""

    def __init__(self, prices: Prices, rng: np.random.Generator) -> None:
        self._prices = prices
        self._rng = rng
        self._all = variants()
        self._partners = _partners(self._all)
        self._liked: dict[str, tuple[list[Variant], list[float]]] = {}

    def draw(self, day: str) -> list[Variant]:
        """Fill one basket.

        Args:
            day: The ISO date, which decides what is on sale and in season.

        Returns:
            The different things in it, at least one, in the order they were picked up.
        """
        size = 1 + _place(BASKET_SIZES, self._rng.random())
        basket = [self._favourite(day)]
        while len(basket) < size:
            basket.append(self._next(basket, day))
        return basket

    def quantity(self, variant: Variant) -> int:
        """Say how many of one thing are bought at once: 1 for most, more for napkins."""
        return pick(self._rng, QUANTITIES.get(variant.product.stem, USUAL_QUANTITIES))

    def _next(self, basket: list[Variant], day: str) -> Variant:
        """Pick something that goes with the basket, or else another favourite."""
        offers = [offer for held in basket for offer in self._partners[held.sku]]
        self._rng.shuffle(offers)
        for partner, strength in offers:
            fits = partner not in basket and partner.sold_on(day)
            if fits and self._rng.random() < strength:
                return partner
        while True:
            other = self._favourite(day)
            if other not in basket:
                return other

    def _favourite(self, day: str) -> Variant:
        """Pick anything on sale that day, the popular, seasonal and reduced more often."""
        if day not in self._liked:
            offered = [variant for variant in self._all if variant.sold_on(day)]
            self._liked[day] = offered, [self._demand(variant, day) for variant in offered]
        offered, weights = self._liked[day]
        return offered[_place(weights, self._rng.random())]

    def _demand(self, variant: Variant, day: str) -> float:
        """Weigh how much one thing is wanted on a day, at that day's price."""
        product = variant.product
        cheaper = variant.price / self._prices.on(variant, day)
        season = wanted(product.kind, product.season, int(day[5:7]))
        return variant.demand * season * float(cheaper**PRICE_PULL)


def _place(weights: tuple[int, ...] | list[float], chance: float) -> int:
    """Find the place that a chance from 0 to 1 falls on, wide places being likelier."""
    heights = list(accumulate(weights))
    return bisect_left(heights, chance * heights[-1])


def _partners(everything: tuple[Variant, ...]) -> dict[str, list[tuple[Variant, float]]]:
    """List what goes with each SKU, and how strongly, both ways round."""
    by_sku = {variant.sku: variant for variant in everything}
    found: dict[str, list[tuple[Variant, float]]] = {sku: [] for sku in by_sku}
    for first, second, strength in PLANTED_PAIRS:
        found[first].append((by_sku[second], strength))
        # Who comes for the small thing needs the large one less often.
        found[second].append((by_sku[first], strength * 0.5))
    for variant in everything:
        if variant.product.stem in MIXED_STEMS:
            found[variant.sku] += [
                (other, MIXED_STRENGTH)
                for other in everything
                if other.product.stem == variant.product.stem and other is not variant
            ]
    return found
