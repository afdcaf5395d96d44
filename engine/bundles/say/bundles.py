"""What was decided about a candidate → a bundle as it is shown and written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.candidates.likeness import Likeness
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.judged import Judged
from engine.bundles.decide.portfolio import Pick
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.result import Bundle, BundleItem, Evidence
from engine.bundles.say.voice import Copy


@dataclass(frozen=True)
class Words:
    """What is said about one bundle."""

    copy: Copy | None
    explanation: str


@dataclass(frozen=True)
class Wording:
    """Words candidates as bundles.

    Attributes:
        facts: Codes, names and prices.
        likeness: Names design families.
    """

    facts: ProductFacts
    likeness: Likeness

    def bundle(self, rank: int, judged: Judged, words: Words, pick: Pick | None = None) -> Bundle:
        """A bundle of the portfolio where there is a pick, else an offer."""
        candidate = judged.candidate
        return Bundle(
            rank=rank,
            portfolio=pick is not None,
            status="final",
            bundle_id=candidate.bundle_id(self.facts.skus),
            objective=candidate.objective,
            bundle_type=candidate.bundle_type,
            offer=offer_of(candidate, judged.pricing, self.facts.skus),
            items=self._items(candidate),
            evidence=self._evidence(candidate),
            scores=judged.scores,
            pricing=judged.pricing,
            constraints=judged.constraints,
            copy=words.copy,
            explanation=words.explanation,
            made_by=words.copy.made_by if words.copy else "rules",
            family=self.likeness.family(candidate.items),
            new_orders=pick.new_orders if pick else None,
            reached_orders=pick.reached_orders if pick else None,
        )

    def preliminary(self, rank: int, candidate: Candidate, explanation: str) -> Bundle:
        """A bundle to look at while the run goes on: without scores, price and copy."""
        return Bundle(
            rank=rank,
            portfolio=False,
            status="preliminary",
            bundle_id=candidate.bundle_id(self.facts.skus),
            objective=candidate.objective,
            bundle_type=candidate.bundle_type,
            offer={},
            items=self._items(candidate),
            evidence=self._evidence(candidate),
            scores=None,
            pricing=None,
            constraints=(),
            copy=None,
            explanation=explanation,
            made_by="rules",
            family=self.likeness.family(candidate.items),
            new_orders=None,
            reached_orders=None,
        )

    def _items(self, candidate: Candidate) -> tuple[BundleItem, ...]:
        facts = self.facts
        return tuple(
            BundleItem(
                facts.skus[item],
                facts.titles[item],
                quantity,
                int(facts.price[item]) if facts.price[item] > 0 else None,
            )
            for item, quantity in zip(candidate.items, candidate.quantities, strict=True)
        )

    def _evidence(self, candidate: Candidate) -> Evidence:
        seen, skus = candidate.seen, self.facts.skus
        return Evidence(
            orders_together=seen.together,
            orders_either=seen.either,
            support=seen.together / seen.orders if seen.orders else 0.0,
            confidence=seen.confidence,
            lift=seen.lift,
            expected_by_chance=seen.chance,
            **_p_values(seen),
            q_value=seen.q_value,
            from_=tuple(skus[item] for item in seen.from_),
            to=skus[seen.to] if seen.to >= 0 else None,
            tier=candidate.tier,
            source=candidate.sources[0],
            sources=candidate.sources,
        )


def _p_values(seen: Seen) -> dict[str, Any]:
    if seen.log_p is None:
        return {"p_value": None, "log10_p": None}
    return {"p_value": math.exp(seen.log_p), "log10_p": seen.log_p / math.log(10)}


def offer_of(candidate: Candidate, pricing: Pricing | None, skus: Sequence[str]) -> dict[str, Any]:
    """What the type promises; prices are None where the file has none."""
    if candidate.bundle_type == "VOLUME_DISCOUNT":
        prices = pricing.tier_prices if pricing else (None,) * len(candidate.tiers)
        discounts = pricing.tier_discounts if pricing else (None,) * len(candidate.tiers)
        tiers = zip(candidate.tiers, discounts, prices, strict=True)
        return {
            "tiers": [
                {"quantity": quantity, "discount_pct": discount, "price": price}
                for quantity, discount, price in tiers
            ]
        }
    if candidate.bundle_type == "BXGY":
        return {
            "buy": [skus[item] for item in candidate.buy],
            "get": [skus[item] for item in candidate.get],
            "get_discount_pct": pricing.get_discount_pct if pricing else None,
        }
    return {"choose": candidate.choose} if candidate.bundle_type == "MIX_MATCH" else {}
