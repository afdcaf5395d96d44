"""The discount that suits an offer, before its bounds: from orders, costs and a model's word."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.paid import Paid
from engine.bundles.decide.price.slopes import Slopes
from engine.bundles.decide.price.terms import Terms

OWN_WEIGHT = 0.6
# Discounts below it are none.
WORTH_PCT = 1.0
# Standard deviations from the mean to the 5th percentile of a normal distribution.
CAUTIOUS = 1.645
SCARCE_DAYS = 30
YEAR_DAYS = 365
# Units a day below which a product counts as not selling at all.
LEAST_VELOCITY = 1e-6


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

    @property
    def visible(self) -> bool:
        """Whether more is surely bought at a lower price; without that it foretells nothing."""
        return self.cautious > 0


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
        earning = self.earning_pct(terms)
        own = self.usual_pct(terms) if earning is None else earning
        basis = "none" if own is None else "paid" if earning is None else "slopes"
        least, most = terms.objective.least_pct, terms.objective.most_pct
        target = min(most, max(least, _blended(own, model, middle=(least + most) / 2)))
        if target < WORTH_PCT:
            target = least
        covers = self._covers(terms)
        if covers and min(covers) < SCARCE_DAYS:
            return Suggested(least, own, model, basis, "scarce")
        if covers and terms.objective.tag == "slow_mover":
            target += (most - target) * min(1.0, max(covers) / YEAR_DAYS) / 2
            return Suggested(target, own, model, basis, "plenty")
        return Suggested(target, own, model, basis, "")

    def usual_pct(self, terms: Terms) -> float | None:
        """How far below today's prices the parts are expected to be paid, 0..100."""
        if self.paid is None:
            return None
        expected = sum(part.quantity * self._expected[part.item] for part in terms.parts)
        if math.isnan(expected):
            return None
        return min(100.0, max(0.0, 100 * (1 - expected / terms.list_price)))

    def elasticity(self, terms: Terms) -> Elasticity | None:
        """That of the offer: its parts' mean by price; None where a part has no slope."""
        mean, variance = 0.0, 0.0
        for part in terms.parts:
            share = part.quantity * part.price / terms.list_price
            own, spread = self._slopes[part.item]
            mean, variance = mean + share * own, variance + (share * spread) ** 2
        return None if math.isnan(mean) else Elasticity(mean, math.sqrt(variance))

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
        covers = [self._cover[part.item] for part in terms.parts]
        return [days for days in covers if not math.isnan(days)]

    @cached_property
    def _expected(self) -> list[float]:
        """What one of each product is expected to be paid; nan where it has no list price."""
        if self.paid is None:
            return []
        listed = np.where(self.facts.list_price > 0, self.facts.list_price, np.nan)
        return [float(price) for price in listed * np.exp(self.paid.pooled.mean)]

    @cached_property
    def _slopes(self) -> list[tuple[float, float]]:
        mean, spread = self.slopes.mean.tolist(), self.slopes.spread.tolist()
        return list(zip(mean, spread, strict=True))

    @cached_property
    def _cover(self) -> list[float]:
        """Days for which the stock of each product lasts; nan where not known."""
        stock, velocity = self.facts.stock, self.facts.velocity
        known = (stock >= 0) & (velocity >= 0)
        endless = np.where(stock > 0, np.inf, 0.0)
        days = np.divide(stock, velocity, out=endless, where=known & (velocity > LEAST_VELOCITY))
        return [float(own) for own in np.where(known, days, np.nan)]


def _blended(own: float | None, model: float | None, *, middle: float) -> float:
    """0.6 of the orders' and 0.4 of the model's; the middle of what is allowed for the orders'."""
    own = middle if own is None else own
    return own if model is None else OWN_WEIGHT * own + (1 - OWN_WEIGHT) * model
