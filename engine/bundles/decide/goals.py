"""Six goals a bundle may serve, 0..1 each, higher is better.

The source system names them; the formulas are our own and use what the file tells only, so a goal
that nothing tells about is absent. None of them is a forecast.

goal             what it says
---------------  ---------------------------------------------------------------------------------
revenue          v / (v + u): v = confidence · what the bundle costs at its likely discount,
                 u = what a unit sold costs on average; a half where both are equal
margin           (price - cost) / price at the likely discount, where every cost is known
inventory_risk   days of cover / (days of cover + 90), mean of the products: how much stock that
                 would lie about it moves; 0 where one of them is sold out
satisfaction     mean of confidence and the logarithm of the lift: how much customers choose it
                 themselves
cross_sell       share of its buyers who do not buy all of it yet · logarithm of the lift; where
                 categories are known, half of it only for leading to other categories
cannibalization  mean of that share (the others would have paid full price) and, where texts are
                 compared, how little its products stand in for one another (1 at a cosine of .5,
                 0 at .9, where they count as substitutes)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COVER_DAYS = 90.0
LIKE, SUBSTITUTE = 0.5, 0.9


@dataclass(frozen=True)
class GoalSignals:
    """What is known about a candidate, ready for the goals; None or empty where it is not known.

    Attributes:
        confidence: 0..1, as the ranker uses it.
        affinity: Logarithm of the shrunken lift, 0..1.
        price: What the parts cost together, in minor units.
        cost: What they cost the shop; None unless all are known.
        discount: Likely discount, 0..1.
        usual_price: What a unit sold costs on average, in minor units.
        stocks: Stock of the products whose stock and velocity are known.
        velocities: Their units a day, 0 or more.
        held: Share of the orders with any of it that hold all of it, 0..1.
        categories: Category of each product, or None.
        likeness: Mean cosine of the texts, -1..1.
    """

    confidence: float | None
    affinity: float | None
    price: float | None
    cost: float | None
    discount: float
    usual_price: float | None
    stocks: Sequence[float]
    velocities: Sequence[float]
    held: float | None
    categories: Sequence[str | None]
    likeness: float | None


def goals_of(known: GoalSignals) -> dict[str, float]:
    """Goal → 0..1, in the order of `GOALS`; absent where nothing tells."""
    values = {
        "revenue": _revenue(known),
        "margin": _margin(known),
        "inventory_risk": _inventory_risk(known),
        "satisfaction": _mean(known.confidence, known.affinity),
        "cross_sell": _cross_sell(known),
        "cannibalization": _cannibalization(known),
    }
    return {name: min(1.0, max(0.0, value)) for name, value in values.items() if value is not None}


def _revenue(known: GoalSignals) -> float | None:
    if known.price is None or known.confidence is None or not known.usual_price:
        return None
    value = known.confidence * known.price * (1 - known.discount)
    return value / (value + known.usual_price)


def _margin(known: GoalSignals) -> float | None:
    if not known.price or known.cost is None or known.discount >= 1:
        return None
    price = known.price * (1 - known.discount)
    return (price - known.cost) / price


def _inventory_risk(known: GoalSignals) -> float | None:
    if not known.stocks:
        return None
    if min(known.stocks) <= 0:
        return 0.0
    pairs = zip(known.stocks, known.velocities, strict=True)
    # stock / (stock + 90 days of sales) is cover / (cover + 90 days), without dividing by nothing.
    points = [stock / (stock + COVER_DAYS * velocity) for stock, velocity in pairs]
    return sum(points) / len(points)


def _cross_sell(known: GoalSignals) -> float | None:
    if known.held is None or known.affinity is None:
        return None
    room = (1 - known.held) * known.affinity
    if None in known.categories or len(known.categories) < 2:
        return room
    spread = (len(set(known.categories)) - 1) / (len(known.categories) - 1)
    return room * (1 + spread) / 2


def _cannibalization(known: GoalSignals) -> float | None:
    own = None if known.held is None else 1 - known.held
    if known.likeness is None:
        return own
    stands_in = min(1.0, max(0.0, (known.likeness - LIKE) / (SUBSTITUTE - LIKE)))
    return _mean(own, 1 - stands_in)


def _mean(*values: float | None) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
