"""Prices that end the way the shop's own prices do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.bundles.context.transactions import Ints

# One part in so many of a price is rounded off for its ending, at most.
MOST_ROUNDED = 40
# A grid is the shop's when so many of its prices lie on it, and it is fine enough for the middle
# price to be rounded on it.
ON_GRID = 0.9
FINEST = 40
_STEPS = tuple(sorted(lead * 10**k for k in range(9) for lead in (1, 5, 25)))


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
        middle = np.partition(prices, len(prices) // 2)[len(prices) // 2]
        fine = [step for step in _STEPS if step == 1 or step * FINEST <= middle]
        tens = [step for step in fine if str(step).strip("0") == "1"]
        unit = max(step for step in tens if (prices % step == 0).all())
        multiples = [step for step in fine if not step % unit]
        return cls(unit, max(step for step in multiples if (prices % step == 0).mean() >= ON_GRID))

    def down(self, target: Fraction, lowest: int, highest: int) -> int:
        """The price at or below a target that ends best, or else the nearest that is allowed.

        Args:
            target: Price before rounding.
            lowest: No price is below it.
            highest: No price is above it, unless no multiple of `unit` lies between the two: then
                it is the first one above `lowest`.
        """
        least = -(-lowest // self.unit) * self.unit
        over, under = target.as_integer_ratio()
        if over <= least * under:
            over, under = least, 1
        for price in self._endings(over // under, bound=over == least * under):
            near = MOST_ROUNDED * abs(over - price * under) <= over
            if near and least <= price <= highest and not price % self.unit:
                return price
        plain = over // (under * self.unit) * self.unit
        if plain < least:
            plain = -(-over // (under * self.unit)) * self.unit
        return plain if plain <= highest else max(least, highest // self.unit * self.unit)

    def _endings(self, target: int, *, bound: bool) -> Iterator[int]:
        """Prices around a target, the best ending first.

        Below it they end in 99 (or 95, 90, as the grid has it), in 9, on a round number; then on
        the grid, then on any. Where the target is the lowest price there may be, the next one
        above it that ends in 9 comes before the plain ones.
        """
        grid, ten = self.grid, self._ten
        for step in (10 * ten, ten):
            yield (target + grid) // step * step - grid
        yield target // (5 * ten) * (5 * ten)
        if bound:
            yield (target + grid) // ten * ten - grid + ten
        yield target // grid * grid
        yield target // self.unit * self.unit

    @property
    def _ten(self) -> int:
        """The power of ten above the grid."""
        ten = 10
        while ten <= self.grid:
            ten *= 10
        return ten
