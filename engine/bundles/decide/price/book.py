"""The price book: what every bundle of a shop should cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.decide.price.away import UnitsOfOrders, mean_given
from engine.bundles.decide.price.endings import Endings
from engine.bundles.decide.price.offers import (
    Offer,
    percent_off,
    price_given,
    price_set,
    price_tiers,
)
from engine.bundles.decide.price.paid import gather_paid
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.price.profit import earnings_of, extra_profit
from engine.bundles.decide.price.slopes import find_slopes
from engine.bundles.decide.price.suggesting import Demand, Suggested
from engine.bundles.decide.price.terms import Floor, Part, Terms
from engine.bundles.decide.price.wording import Telling
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.options import BundleOptions


@dataclass(frozen=True)
class PriceBook:
    """What a shop's orders tell about prices, and the prices that follow for its bundles.

    Attributes:
        facts: Prices, costs and stock of the products.
        demand: What customers pay, and how they answer to price.
        endings: How the shop's prices end.
        floor: The margin that must be left.
        units: How many units of a product orders hold.
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
            options: `margin_floor_pct` and `stacked_code_pct` apply.
        """
        dated = sales.day[sales.day >= 0]
        return cls(
            facts=facts,
            demand=Demand(facts, gather_paid(sales, facts), find_slopes(sales, facts)),
            endings=Endings.of(np.concatenate((facts.price, facts.list_price))),
            floor=Floor(options.margin_floor_pct, options.stacked_code_pct),
            units=UnitsOfOrders(sales),
            days=int(dated.max() - dated.min()) + 1 if len(dated) else 0,
        )

    def likely_discount(self, candidate: Candidate) -> float | None:
        """The discount in percent before rounding and a model's word; None without a price."""
        terms = self._terms(candidate)
        if terms is None or not terms.possible:
            return None
        least = percent_off(terms.list_price, 0) - float(100 * terms.lowest / terms.list_price)
        if candidate.bundle_type == "BXGY":
            return min(
                least, percent_off(terms.list_price, terms.list_price - self._given(candidate))
            )
        return min(least, self.demand.suggest(terms, None).target_pct)

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
        offer = self._offer(candidate, terms, suggested)
        pricing = self._with_profit(candidate, terms, self._plain(terms, suggested, offer))
        return replace(pricing, reasoning=self._told(candidate, terms, suggested, pricing))

    def why_not(self, candidate: Candidate) -> str:
        """Why a candidate has no price, in one sentence; empty where it has one."""
        terms = self._terms(candidate)
        if terms is None:
            missing = [
                self.facts.titles[item] for item in candidate.items if self._price_of(item) <= 0
            ]
            return f"The file has no price for {', '.join(missing)}."
        if terms.possible:
            return ""
        code = f" after a {self.floor.code_pct:g} % code" if self.floor.code_pct else ""
        return (
            f"Even the full price of the parts leaves less than {self.floor.margin_pct:g} % on "
            f"cost{code}."
        )

    def _price_of(self, item: int) -> int:
        """What is usually paid for one, or the catalog's price of what was never sold."""
        price = int(self.facts.price[item])
        return price if price > 0 else int(self.facts.list_price[item])

    def _parts(self, candidate: Candidate) -> list[Part]:
        costs = [int(self.facts.cost[item]) for item in candidate.items]
        return [
            Part(item, quantity, self._price_of(item), cost if cost >= 0 else None)
            for item, quantity, cost in zip(
                candidate.items, candidate.quantities, costs, strict=True
            )
        ]

    def _terms(self, candidate: Candidate) -> Terms | None:
        """The candidate in numbers; None where a part has no price."""
        parts = self._parts(candidate)
        if min(part.price for part in parts) <= 0:
            return None
        objective = OBJECTIVES[candidate.objective]
        if candidate.bundle_type == "MIX_MATCH":
            single = [replace(part, quantity=1) for part in parts]
            return Terms.of_pick(single, candidate.choose, self.floor, objective)
        return Terms.of(parts, self.floor, objective)

    def _given(self, candidate: Candidate) -> int:
        """List price of what BXGY gives; one of what is both bought and given."""
        quantity = dict(zip(candidate.items, candidate.quantities, strict=True))
        return sum(
            self._price_of(item) * (1 if item in candidate.buy else quantity[item])
            for item in candidate.get
        )

    def _offer(self, candidate: Candidate, terms: Terms, suggested: Suggested) -> Offer:
        target = suggested.target_pct
        if candidate.bundle_type == "BXGY":
            return price_given(terms, self._given(candidate), self.endings)
        if candidate.bundle_type == "VOLUME_DISCOUNT":
            tiers = _tiers(candidate)
            shown = tiers.index(candidate.quantities[0])
            return price_tiers(terms, tiers, shown, target, self.endings)
        return price_set(terms, target, self.endings)

    def _plain(self, terms: Terms, suggested: Suggested, offer: Offer) -> Pricing:
        """The price and its margins."""
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
            get_discount_pct=offer.get_pct,
            tier_prices=offer.tier_prices,
            tier_discounts=offer.tier_pcts,
        )

    def _with_profit(self, candidate: Candidate, terms: Terms, pricing: Pricing) -> Pricing:
        """The same with what is given away and what is earned in addition."""
        each = self._given_to_each(candidate, pricing)
        together, profit = candidate.seen.together, None
        if candidate.bundle_type not in _BY_CHOICE:
            profit = extra_profit(
                terms, pricing.bundle_price, together, self.days, self.demand.elasticity(terms)
            )
        return replace(
            pricing,
            given_away=together,
            given_away_amount=round(together * each),
            expected_profit=profit,
        )

    def _given_to_each(self, candidate: Candidate, pricing: Pricing) -> float:
        """What the discount would have given each order that already holds the offer."""
        if candidate.bundle_type == "VOLUME_DISCOUNT":
            item = candidate.items[0]
            return mean_given(
                self.units.of(item), _tiers(candidate), pricing.tier_prices, self._price_of(item)
            )
        if candidate.bundle_type == "MIX_MATCH":
            prices = [self._price_of(item) for item in candidate.items]
            usual = sum(prices) * candidate.choose / len(prices)
            return usual * pricing.discount_pct / 100
        return pricing.list_price - pricing.bundle_price

    def _told(
        self, candidate: Candidate, terms: Terms, suggested: Suggested, pricing: Pricing
    ) -> str:
        paid = self.demand.paid
        items = [part.item for part in terms.parts]
        return Telling(
            bundle_type=candidate.bundle_type,
            terms=terms,
            suggested=suggested,
            floor=self.floor,
            pricing=pricing,
            lines=0 if paid is None else int(paid.lines[items].sum()),
            cents=bool(self.endings.unit % 100),
            why_no_profit=self._why_no_profit(candidate, terms, pricing),
        ).sentences()

    def _why_no_profit(self, candidate: Candidate, terms: Terms, pricing: Pricing) -> str:
        reasons = (
            (not pricing.discount_pct, "nothing is taken off"),
            (candidate.bundle_type in _BY_CHOICE, "it does not tell who would take more"),
            (terms.unit_cost is None, "costs are not known"),
            (not self.days, "it has no dates"),
            (True, "the prices of these products hardly varied"),
        )
        return next(reason for holds, reason in reasons if holds)


# What customers choose to take more of answers to more than the price of one product.
_BY_CHOICE = ("VOLUME_DISCOUNT", "MIX_MATCH")


def _tiers(candidate: Candidate) -> Sequence[int]:
    return candidate.tiers or candidate.quantities
