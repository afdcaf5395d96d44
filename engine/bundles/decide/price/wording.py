"""How a price came about, in a merchant's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bundles.decide.price.offers import percent_off
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.price.suggesting import Suggested
from engine.bundles.decide.price.terms import Floor, Terms

SMALL = 0.5


@dataclass(frozen=True)
class Telling:
    """What the sentences are made of.

    Attributes:
        bundle_type: One of `TYPES`.
        tiers: Quantities of VOLUME_DISCOUNT's tiers.
        terms: The offer's.
        suggested: Its discount before rounding.
        floor: The margin floor that was asked for.
        pricing: The price and what follows from it, without words.
        lines: Order lines that told about its products.
        digits: Digits of the currency's minor unit.
        cents: Whether amounts are written with them.
        why_no_profit: Why no extra profit can be told; empty where it is told.
    """

    bundle_type: str
    tiers: Sequence[int]
    terms: Terms
    suggested: Suggested
    floor: Floor
    pricing: Pricing
    lines: int
    digits: int
    cents: bool
    why_no_profit: str

    def sentences(self) -> str:
        """All of it as one text."""
        parts = (
            *(() if self.bundle_type == "BXGY" else self._wish()),
            self._bounds(),
            self._floor(),
            self._earning(),
            self._given_away(),
            self._profit(),
        )
        return " ".join(part for part in parts if part)

    def money(self, amount: int) -> str:
        """An amount of minor units without its currency."""
        return f"{amount / 10**self.digits:,.{self.digits if self.cents else 0}f}"

    def _wish(self) -> tuple[str, ...]:
        return self._basis(), self._model(), self._stock()

    def _basis(self) -> str:
        own = self.suggested.bayesian_pct
        if own is None:
            return "No order tells what is paid, so the middle of the objective's range stands in."
        if self.suggested.basis == "slopes":
            return (
                f"Prices of these products varied enough to see how demand answers: {percent(own)} "
                "off earns most by a cautious estimate."
            )
        lines = "1 order line" if self.lines == 1 else f"{self.lines:,} order lines"
        seen = f"({lines}; where they are few, the category and the shop count more)"
        if own < SMALL:
            return f"Customers pay today's prices in full, or more, as a rule {seen}."
        return f"Customers have paid {percent(own)} below today's prices on average {seen}."

    def _model(self) -> str:
        if self.suggested.model_pct is None:
            return ""
        return (
            f"The language model suggests {percent(self.suggested.model_pct)}; it counts 40 %, "
            "the orders 60 %."
        )

    def _stock(self) -> str:
        if self.suggested.stock == "scarce":
            return "Stock of a part lasts less than a month, so no more is taken off than needed."
        if self.suggested.stock == "plenty":
            return "There is stock to clear, so more is taken off."
        return ""

    def _bounds(self) -> str:
        objective, off = self.terms.objective, self.pricing.discount_pct
        if self.bundle_type == "BXGY":
            return self._given()
        least, most = objective.least_pct, objective.most_pct
        allowed = f"“{objective.title}” allows {least:g} to {most:g} %"
        if self.pricing.bundle_price == self.terms.list_price:
            full = self.terms.lowest == self.terms.list_price
            why = "the floor leaves no room below the parts" if full else "nothing is taken off"
            return f"{allowed}; {why}."
        return f"{allowed}; {self._what(percent(off))}."

    def _what(self, off: str) -> str:
        """What the discount is on."""
        if self.bundle_type == "MIX_MATCH":
            return f"every pick gets {off} off, and the price is that of the cheapest one"
        if self.bundle_type != "VOLUME_DISCOUNT":
            return f"the price takes {off} off"
        pairs = zip(self.tiers, self.pricing.tier_prices, strict=True)
        steps = ", ".join(f"{count} for {self.money(price)}" for count, price in pairs)
        return f"{steps}, where {self.terms.parts[0].quantity} are {off} off"

    def _given(self) -> str:
        given = self.pricing.get_discount_pct or 0.0
        limit = "the margin floor" if self.terms.floored else "the cap of the objective"
        if not given:
            return f"Nothing can be given: {limit} leaves no room."
        whole = f"{percent(self.pricing.discount_pct)} off all of it"
        if given == 100:
            return f"What is given is free, which is {whole}."
        return (
            f"What is given is {given:g} % cheaper, {whole}: {limit} ({self._limit()}) allows no "
            "more."
        )

    def _limit(self) -> str:
        if self.terms.floored:
            return self.money(self.pricing.floor or 0)
        return f"{self.terms.objective.most_pct:g} %"

    def _floor(self) -> str:
        if self.pricing.floor is None:
            return "Costs are not known for all of it, so no margin floor is claimed."
        code = self.floor.code_pct
        stacked = f", even with a {code:g} % code on top" if code else ""
        text = (
            f"It never goes below {self.money(self.pricing.floor)}, which leaves "
            f"{self.floor.margin_pct:g} % on cost{stacked}."
        )
        least = self.terms.objective.least_pct
        most = percent_off(self.terms.list_price, self.pricing.floor)
        short = f" That is less than the {least:g} % the objective wants." if most < least else ""
        return text + short

    def _earning(self) -> str:
        uplift, even = self.pricing.break_even_uplift_pct, self.pricing.break_even_discount_pct
        if even is None:
            return ""
        text = f"Nothing would be earned at {percent(even)} off."
        if uplift is None or not self.pricing.discount_pct:
            return text
        more = f"It takes at least {percent(uplift)} more joint orders to earn as much as today."
        return f"{text} {more}"

    def _given_away(self) -> str:
        orders, amount = self.pricing.given_away, self.pricing.given_away_amount
        if not orders or not amount:
            return ""
        held = f"{orders:,} orders of this file already hold"
        if orders == 1:
            held = "1 order of this file already holds"
        return f"{held} it without this discount, which would have given away {self.money(amount)}."

    def _profit(self) -> str:
        profit = self.pricing.expected_profit
        if profit is None:
            return f"What it earns in addition cannot be told from this file: {self.why_no_profit}."
        low, high = profit.low, profit.high
        if high <= 0:
            earned = f"it loses {self.money(-high)} to {self.money(-low)}"
        elif low >= 0:
            earned = f"it earns {self.money(low)} to {self.money(high)} more"
        else:
            earned = (
                f"it lies between a loss of {self.money(-low)} and a gain of {self.money(high)}"
            )
        days = f"in {profit.days} days"
        return f"If joint orders answer to price as these products did, {earned} {days}."


def percent(value: float) -> str:
    """A percentage with the digits that matter."""
    if value >= 1000:
        return f"{value:,.0f} %"
    text = f"{value:.1f}"
    return f"{text.removesuffix('.0')} %"
