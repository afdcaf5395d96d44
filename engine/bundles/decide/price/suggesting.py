"""The discount that suits an offer, before its bounds: from orders, costs and a model's word."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.paid import Paid
from engine.bundles.decide.price.slopes import Slopes
from engine.bundles.decide.price.terms import Terms

OWN_WEIGHT = 0.6
# Standard deviations from the mean to the 5th percentile of a normal distribution.
CAUTIOUS = 1.645
SCARCE_DAYS = 30
YEAR_DAYS = 365


@dataclass(frozen=True)
class Suggested:
    """What is suggested, and why.

    Attributes:
        target_pct: The discount to aim for, within the objective's least and most.
        bayesian_pct: What orders say, before that; None where no line has a price.
        model_pct: What a language model says, 0..100, or None.
        basis: `paid`, `slopes`, or `none`.
        stock: `scarce`, `plenty`, or empty where stock changes nothing.
    """

    target_pct: float
    bayesian_pct: float | None
    model_pct: float | None
    basis: str
    stock: str


@dataclass(frozen=True)
class Elasticity:
    """How the orders of an offer answer to its price; 2: a price 1 % lower brings 2 % more."""

    mean: float
    spread: float

    @property
    def cautious(self) -> float:
        """Its 5th percentile."""
        return self.mean - CAUTIOUS * self.spread


@dataclass(frozen=True)
class Demand:
    """What the file tells about demand."""

    facts: ProductFacts
    paid: Paid | None
    slopes: Slopes

    def suggest(self, terms: Terms, model: float | None) -> Suggested:
        """Suggest a discount.

        Args:
            terms: The offer.
            model: Discount a language model suggests, in percent; nan is no suggestion.
        """
        if model is not None:
            model = None if math.isnan(model) else min(100.0, max(0.0, float(model)))
        own, basis = self.usual_pct(terms), "paid"
        earning = self.earning_pct(terms)
        if earning is not None:
            own, basis = earning, "slopes"
        least, most = terms.objective.least_pct, terms.objective.most_pct
        target = _blended(own, model, middle=(least + most) / 2)
        stock = self._stock(terms)
        if stock == "scarce":
            target = least
        elif stock == "plenty":
            target += (most - target) * self._plenty(terms)
        target = min(most, max(least, target))
        return Suggested(target, own, model, basis if own is not None else "none", stock)

    def usual_pct(self, terms: Terms) -> float | None:
        """How far below today's prices the parts are expected to be paid, 0..100."""
        if self.paid is None:
            return None
        items = [part.item for part in terms.parts]
        quantity = np.array([part.quantity for part in terms.parts], dtype=np.float64)
        listed = quantity * self.facts.list_price[items]
        if (listed <= 0).any():
            return None
        expected = float((listed * np.exp(self.paid.pooled.mean[items])).sum())
        return min(100.0, max(0.0, 100 * (1 - expected / terms.list_price)))

    def elasticity(self, terms: Terms) -> Elasticity | None:
        """That of the offer: its parts' mean by price; None where a part has no slope."""
        items = [part.item for part in terms.parts]
        mean, spread = self.slopes.mean[items], self.slopes.spread[items]
        if np.isnan(mean).any():
            return None
        share = np.array([part.quantity * part.price for part in terms.parts]) / terms.list_price
        return Elasticity(float(share @ mean), float(np.sqrt((share**2) @ (spread**2))))

    def earning_pct(self, terms: Terms) -> float | None:
        """The discount that earns most at the cautious end of the slopes.

        With elasticity e above 1 the price that earns most is cost · e / (e - 1) (Lerner 1934).
        None where slopes or costs are missing or no discount surely pays.
        """
        slope = self.elasticity(terms)
        if slope is None or terms.unit_cost is None or slope.cautious <= 1:
            return None
        best = terms.unit_cost * slope.cautious / (slope.cautious - 1)
        return max(0.0, 100 * (1 - best / terms.list_price))

    def _covers(self, terms: Terms) -> list[float]:
        """For how many days each part's stock lasts, where that is known."""
        items = [part.item for part in terms.parts]
        stock, velocity = self.facts.stock[items], self.facts.velocity[items]
        known = (stock >= 0) & (velocity >= 0)
        days = np.divide(
            stock, velocity, out=np.full(len(items), np.inf), where=known & (velocity > 0)
        )
        return [float(own) for own in np.where(stock == 0, 0.0, days)[known]]

    def _stock(self, terms: Terms) -> str:
        covers = self._covers(terms)
        if covers and min(covers) < SCARCE_DAYS:
            return "scarce"
        return "plenty" if covers and terms.objective.tag == "slow_mover" else ""

    def _plenty(self, terms: Terms) -> float:
        """How much of the way to the cap plenty of stock goes: half of it at a year's stock."""
        return min(1.0, max(self._covers(terms)) / YEAR_DAYS) / 2


def _blended(own: float | None, model: float | None, *, middle: float) -> float:
    """0.6 of the orders' and 0.4 of the model's; the middle of what is allowed for the orders'."""
    own = middle if own is None else own
    return own if model is None else OWN_WEIGHT * own + (1 - OWN_WEIGHT) * model
