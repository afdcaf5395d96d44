"""The price book: what every bundle of a shop should cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.sales import without_wholesale
from engine.bundles.decide.price.away import UnitsOfOrders, mean_given
from engine.bundles.decide.price.endings import Endings
from engine.bundles.decide.price.offers import (
    LEAST_TIER_PCT,
    Offer,
    percent_off,
    price_given,
    price_set,
    price_tiers,
)
from engine.bundles.decide.price.paid import gather_paid
from engine.bundles.decide.price.pricing import Pricing, Profit
from engine.bundles.decide.price.profit import earnings_of, extra_profit
from engine.bundles.decide.price.slopes import find_slopes
from engine.bundles.decide.price.suggesting import Demand, Suggested
from engine.bundles.decide.price.terms import Floor, Part, Terms
from engine.bundles.decide.price.wording import Telling
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.options import BundleOptions
from engine.files.cells.currencies import digits_of

# What customers choose to take more of answers to more than the price of one product.
BY_CHOICE = ("VOLUME_DISCOUNT", "MIX_MATCH")


@dataclass(frozen=True)
class PriceBook:
    """What a shop's orders tell about prices, and the prices that follow for its bundles.

    Attributes:
        facts: Prices, costs and stock of the products.
        demand: What customers pay, and how they answer to price.
        endings: How the shop's prices end.
        floor: The margin that must be left.
        units: How many units of a product orders hold, those of wholesale size left out.
        days: Days from the first to the last dated line, both included; 0 without dates.
    """

    facts: ProductFacts
    demand: Demand
    endings: Endings
    floor: Floor
    units: UnitsOfOrders
    days: int

    @classmethod
    def of(cls, sales: Sales, facts: ProductFacts, options: BundleOptions) -> PriceBook:
        """The price book of a file.

        Args:
            sales: The order lines.
            facts: What is known of each product.
            options: `margin_floor_pct`, `stacked_code_pct` and `wholesale_items` apply.
        """
        day = sales.narrow("day")
        dated = day[day >= 0]
        return cls(
            facts=facts,
            demand=Demand(facts, gather_paid(sales, facts), find_slopes(sales, facts)),
            endings=Endings.of(np.concatenate((facts.price, facts.list_price))),
            floor=Floor(options.margin_floor_pct, options.stacked_code_pct),
            units=UnitsOfOrders(without_wholesale(sales, options.wholesale_items)),
            days=int(dated.max() - dated.min()) + 1 if len(dated) else 0,
        )

    def likely_discount(self, candidate: Candidate) -> float | None:
        """The discount in percent before rounding and a model's word; None without a price."""
        terms = self._terms(candidate)
        if terms is None or not terms.possible:
            return None
        most = 100 - float(100 * terms.bound / terms.list_price)
        if candidate.bundle_type == "BXGY":
            return min(most, 100 * self._given(candidate) / terms.list_price)
        least = LEAST_TIER_PCT if candidate.bundle_type == "VOLUME_DISCOUNT" else 0.0
        return min(most, max(least, self.demand.suggest(terms, None).target_pct))

    def price(self, candidate: Candidate, suggestion: float | None = None) -> Pricing | None:
        """Price a candidate.

        Args:
            candidate: The bundle.
            suggestion: Discount that a language model suggests, in percent.

        Returns:
            None where `why_not` has a reason.
        """
        terms = self._terms(candidate)
        if terms is None or not terms.possible:
            return None
        suggested = self.demand.suggest(terms, suggestion)
        pricing = self._pricing(candidate, terms, suggested)
        return replace(pricing, reasoning=self._told(candidate, terms, suggested, pricing))

    def why_not(self, candidate: Candidate) -> str:
        """Why a candidate has no price, in one sentence; empty where it has one."""
        missing = [self.facts.titles[item] for item in candidate.items if self._price_of(item) <= 0]
        if missing:
            return f"The file has no price for {', '.join(missing)}."
        terms = self._terms(candidate)
        if terms is None or terms.possible:
            return ""
        code = f" after a {self.floor.code_pct:g} % code" if self.floor.code_pct else ""
        return (
            f"Even the full price of the parts leaves less than {self.floor.margin_pct:g} % on "
            f"cost{code}."
        )

    @property
    def _whole(self) -> int:
        """Prices that a percentage makes are multiples of it.

        Of the minor unit; where no currency is named and the shop asks whole amounts, of those.
        """
        minor = self.facts.minor_units
        return 1 if self.facts.currency or self.endings.unit % minor else minor

    def _price_of(self, item: int) -> int:
        """What is usually paid for one, or the catalog's price of what was never sold."""
        price = int(self.facts.price[item])
        return price if price > 0 else int(self.facts.list_price[item])

    def _terms(self, candidate: Candidate) -> Terms | None:
        """The candidate in numbers; None where a part has no price."""
        single = candidate.bundle_type == "MIX_MATCH"
        parts = []
        for item, quantity in zip(candidate.items, candidate.quantities, strict=True):
            cost = int(self.facts.cost[item])
            price = self._price_of(item)
            if price <= 0:
                return None
            known = cost if cost >= 0 else None
            parts.append(Part(item, 1 if single else quantity, price, known))
        objective = OBJECTIVES[candidate.objective]
        if single:
            return Terms.of_pick(parts, max(1, candidate.choose), self.floor, objective)
        return Terms.of(parts, self.floor, objective)

    def _given(self, candidate: Candidate) -> int:
        """List price of what BXGY gives; one of what is both bought and given."""
        quantity = dict(zip(candidate.items, candidate.quantities, strict=True))
        return sum(
            self._price_of(item) * (1 if item in candidate.buy else quantity[item])
            for item in candidate.get
        )

    def _offer(self, candidate: Candidate, terms: Terms, target_pct: float) -> Offer:
        if candidate.bundle_type == "BXGY":
            return price_given(terms, self._given(candidate), self._whole)
        if candidate.bundle_type == "VOLUME_DISCOUNT":
            tiers = _tiers(candidate)
            shown = tiers.index(candidate.quantities[0])
            return price_tiers(terms, tiers, shown, target_pct, self.endings)
        return price_set(terms, target_pct, self.endings)

    def _pricing(self, candidate: Candidate, terms: Terms, suggested: Suggested) -> Pricing:
        """The price and all that follows from it, without words."""
        offer = self._offer(candidate, terms, suggested.target_pct)
        earnings = earnings_of(terms, offer.price, self.floor.code_pct)
        return Pricing(
            list_price=terms.list_price,
            bundle_price=offer.price,
            discount_pct=percent_off(terms.list_price, offer.price),
            cap_pct=terms.objective.most_pct,
            reasoning="",
            bayesian_optimal=suggested.bayesian_pct,
            llm_suggestion=suggested.model_pct,
            floor=None if terms.floor is None else -int(-terms.floor // 1),
            unit_cost=terms.unit_cost,
            margin_pct=earnings.margin_pct,
            worst_margin_pct=earnings.worst_margin_pct,
            break_even_discount_pct=earnings.break_even_discount_pct,
            break_even_uplift_pct=earnings.break_even_uplift_pct,
            given_away=candidate.seen.together,
            given_away_amount=self._given_away(candidate, terms, offer),
            expected_profit=self._profit(candidate, terms, offer),
            get_discount_pct=offer.get_pct,
            tier_prices=offer.tier_prices,
            tier_discounts=offer.tier_pcts,
        )

    def _profit(self, candidate: Candidate, terms: Terms, offer: Offer) -> Profit | None:
        """Extra profit, where customers choose nothing but to buy and demand visibly answers."""
        slope = self.demand.elasticity(terms)
        if candidate.bundle_type in BY_CHOICE or slope is None or not slope.visible:
            return None
        return extra_profit(terms, offer.price, candidate.seen.together, self.days, slope)

    def _given_away(self, candidate: Candidate, terms: Terms, offer: Offer) -> int:
        """What the discount would have given all orders that already hold the offer."""
        return round(candidate.seen.together * self._given_to_each(candidate, terms, offer))

    def _given_to_each(self, candidate: Candidate, terms: Terms, offer: Offer) -> float:
        """What the discount would have given each order that already holds the offer."""
        if candidate.bundle_type == "VOLUME_DISCOUNT":
            item = candidate.items[0]
            units = self.units.of(item)
            return mean_given(units, _tiers(candidate), offer.tier_prices, self._price_of(item))
        if candidate.bundle_type == "MIX_MATCH":
            prices = [self._price_of(item) for item in candidate.items]
            usual = sum(prices) * candidate.choose / len(prices)
            return usual * (terms.list_price - offer.price) / terms.list_price
        return terms.list_price - offer.price

    def _told(
        self, candidate: Candidate, terms: Terms, suggested: Suggested, pricing: Pricing
    ) -> str:
        paid = self.demand.paid
        return Telling(
            bundle_type=candidate.bundle_type,
            tiers=_tiers(candidate),
            terms=terms,
            suggested=suggested,
            floor=self.floor,
            pricing=pricing,
            lines=0 if paid is None else sum(int(paid.lines[part.item]) for part in terms.parts),
            digits=digits_of(self.facts.currency),
            cents=bool(self.endings.unit % self.facts.minor_units),
            why_no_profit=self._why_no_profit(candidate, terms, pricing),
        ).sentences()

    def _why_no_profit(self, candidate: Candidate, terms: Terms, pricing: Pricing) -> str:
        slope = self.demand.elasticity(terms)
        reasons = (
            (not pricing.discount_pct, "nothing is taken off"),
            (candidate.bundle_type in BY_CHOICE, "it does not tell who would take more"),
            (terms.unit_cost is None, "costs are not known"),
            (not self.days, "it has no dates"),
            (slope is None, "the prices of these products hardly varied"),
            (True, "where their prices varied, customers did not visibly answer"),
        )
        return next(reason for holds, reason in reasons if holds)


def _tiers(candidate: Candidate) -> Sequence[int]:
    return candidate.tiers or candidate.quantities
