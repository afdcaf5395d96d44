"""The terms of an offer: what its parts cost, and between which bounds its price must stay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from engine.bundles.objectives import Objective


@dataclass(frozen=True)
class Part:
    """One product of an offer; money in minor units.

    Attributes:
        item: Product number.
        quantity: How many of it, 1 or more.
        price: What a customer usually pays for one, above 0.
        cost: What one costs the shop, or None.
    """

    item: int
    quantity: int
    price: int
    cost: int | None


@dataclass(frozen=True)
class Floor:
    """The margin that must be left.

    Attributes:
        margin_pct: Least margin on cost, in percent.
        code_pct: Site-wide code that may come on top, in percent, below 100.
    """

    margin_pct: float
    code_pct: float

    @cached_property
    def times_cost(self) -> Fraction:
        """Smallest price for each unit of cost: (1 + margin) / (1 - code)."""
        return (100 + Fraction(self.margin_pct)) / (100 - Fraction(self.code_pct))


@dataclass(frozen=True)
class Terms:
    """An offer in numbers.

    Attributes:
        parts: Its products; of a mix those of the cheapest admissible pick.
        list_price: Sum of the parts.
        unit_cost: Sum of their costs; None where one is not known.
        floor: Smallest price that keeps the margin floor, not rounded; None without costs. Of a
            mix it is such that the same discount keeps it on every other pick too.
        objective: Sets the cap.
    """

    parts: tuple[Part, ...]
    list_price: int
    unit_cost: int | None
    floor: Fraction | None
    objective: Objective

    @classmethod
    def of(cls, parts: Sequence[Part], floor: Floor, objective: Objective) -> Terms:
        """The terms of parts that are all in the offer."""
        cost = cost_of(parts)
        least = None if cost is None else cost * floor.times_cost
        return cls(tuple(parts), price_of(parts), cost, least, objective)

    @classmethod
    def of_pick(
        cls, parts: Sequence[Part], choose: int, floor: Floor, objective: Objective
    ) -> Terms:
        """The terms of a mix: `choose` different parts, the cheapest ones.

        One discount holds for every pick, so that the pick with the highest cost for its price
        sets the floor.
        """
        cheapest = sorted(parts, key=lambda part: (part.price, part.item))[:choose]
        pick = tuple(sorted(cheapest, key=lambda part: part.item))
        least = None
        if cost_of(parts) is not None:
            least = highest_cost_share(parts, choose) * floor.times_cost * price_of(pick)
        return cls(pick, price_of(pick), cost_of(pick), least, objective)

    @cached_property
    def capped(self) -> Fraction:
        """Smallest price the objective's cap allows, not rounded."""
        return self.list_price * (100 - Fraction(self.objective.most_pct)) / 100

    @cached_property
    def bound(self) -> Fraction:
        """Smallest price that cap and floor allow, not rounded."""
        return self.capped if self.floor is None else max(self.capped, self.floor)

    @cached_property
    def lowest(self) -> int:
        """The same in whole minor units."""
        return math.ceil(self.bound)

    @property
    def floored(self) -> bool:
        """Whether the margin floor allows less than the cap does."""
        return self.floor is not None and self.floor > self.capped

    @property
    def possible(self) -> bool:
        """Whether any price keeps the floor without being above the parts."""
        return self.lowest <= self.list_price


def price_of(parts: Sequence[Part]) -> int:
    """Sum of the parts' prices."""
    return sum(part.quantity * part.price for part in parts)


def cost_of(parts: Sequence[Part]) -> int | None:
    """Sum of the parts' costs, or None where one is not known."""
    costs = [part.quantity * part.cost for part in parts if part.cost is not None]
    return sum(costs) if len(costs) == len(parts) else None


def highest_cost_share(parts: Sequence[Part], choose: int) -> Fraction:
    """Cost over price of the pick where it is highest; all costs are known.

    A ratio of sums is largest where `choose` parts are largest at the ratio itself, which is found
    by going on until it no longer grows (Dinkelbach 1967).
    """
    share = Fraction(0)
    while True:
        pick = sorted(parts, key=lambda part: _beyond(part, share), reverse=True)[:choose]
        found = Fraction(cost_of(pick) or 0, price_of(pick))
        if found <= share:
            return share
        share = found


def _beyond(part: Part, share: Fraction) -> int:
    """What the part costs beyond a share of its price, in parts of that share's denominator."""
    return part.quantity * ((part.cost or 0) * share.denominator - share.numerator * part.price)
