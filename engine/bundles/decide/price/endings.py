"""Prices that end the way the shop's own prices do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.bundles.context.transactions import Ints

# What is rounded off a price for its ending, as a share of it, at most.
MOST_ROUNDED = Fraction(2, 100)
# A grid is the shop's when so many of its prices lie on it, and it is fine enough for the middle
# price to be rounded on it.
ON_GRID = 0.9
FINEST = 50
_STEPS = tuple(sorted(lead * 10**k for k in range(9) for lead in (1, 2, 5, 25)))


@dataclass(frozen=True)
class Endings:
    """How prices may end, in minor units; amounts ten times as large give values as large.

    Attributes:
        unit: Every price is a multiple of it: 100 where the currency has no cents.
        grid: Nearly all prices of the shop are: 5 where they end in .95, 50 in .50.
    """

    unit: int = 1
    grid: int = 1

    @classmethod
    def of(cls, prices: Ints) -> Endings:
        """The endings of a shop's prices; those that are not above 0 are not looked at."""
        prices = prices[prices > 0]
        if not len(prices):
            return cls()
        middle = np.sort(prices)[len(prices) // 2]
        fine = [step for step in _STEPS if step == 1 or step * FINEST <= middle]
        tens = [step for step in fine if str(step).strip("0") == "1"]
        unit = max(step for step in tens if (prices % step == 0).all())
        grid = max(step for step in fine if (prices % step == 0).mean() >= ON_GRID)
        return cls(unit, max(unit, grid))

    def down(self, target: Fraction, lowest: Fraction, highest: int) -> int:
        """The price at or below `target` that ends best, or the nearest one that is allowed.

        Args:
            target: Price before rounding.
            lowest: No price is below it.
            highest: No price is above it, unless no multiple of `unit` lies between the two: then
                it is the first one above `lowest`.
        """
        target = max(target, lowest)
        for price in self._below(target):
            if lowest <= price <= highest and target - price <= MOST_ROUNDED * target:
                return price
        price = -(-math.ceil(target) // self.unit) * self.unit
        if price <= highest:
            return price
        under = highest // self.unit * self.unit
        return under if under >= lowest else -(-math.ceil(lowest) // self.unit) * self.unit

    def _below(self, target: Fraction) -> list[int]:
        """Prices at or below it, the best ending first: 99 or 95, 9, on the grid, any."""
        ten = 10 ** len(str(self.grid)) if str(self.grid).strip("0") != "1" else 10 * self.grid
        charming = [
            math.floor((target + self.grid) / step) * step - self.grid for step in (10 * ten, ten)
        ]
        plain = [math.floor(target / step) * step for step in (self.grid, self.unit)]
        return [price for price in (*charming, *plain) if price > 0 and not price % self.unit]
