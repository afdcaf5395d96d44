"""Chosen candidates → bundles with prices and words."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.candidates.likeness import Likeness
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.context.transactions import Baskets, Products
from engine.bundles.decide.portfolio import Pick, Portfolio
from engine.bundles.decide.price.placeholder import price_placeholder
from engine.bundles.options import BundleOptions
from engine.bundles.result import Bundle, Evidence, Item
from engine.bundles.say.explain import explain
from engine.steps import Progress

BUNDLE_TYPE = "FBT"
PORTFOLIO = "increase_aov"
PREVIEW = 12


@dataclass(frozen=True)
class Wording:
    """Words evidence as bundles.

    Attributes:
        baskets: The orders and products behind the evidence.
        likeness: Names design families.
        options: `false_discovery` and `twins` apply.
    """

    baskets: Baskets
    likeness: Likeness
    options: BundleOptions

    def final(
        self, portfolio: Portfolio, candidates: Sequence[Candidates], step: Progress
    ) -> tuple[Bundle, ...]:
        """The portfolio as bundles, by rank."""
        step.expect(len(portfolio.picks))
        bundles = []
        for rank, pick in enumerate(portfolio.picks, start=1):
            evidence = candidates[pick.size - 2].evidence
            bundles.append(self._bundle(rank, "final", pick, evidence))
            step.advance()
        return tuple(bundles)

    def preliminary(self, evidence: SetEvidence) -> tuple[Bundle, ...]:
        """The first strong pairs, by how many orders they are in beyond chance."""
        good = (evidence.q_value <= self.options.false_discovery) & (evidence.lift > 1)
        if self.options.twins == "exclude":
            good &= ~self.likeness.twins(evidence.sets)
        beyond = np.where(good, evidence.together - evidence.chance, 0.0)
        rows = np.argsort(-beyond, kind="stable")[: min(PREVIEW, int(good.sum()))].tolist()
        picks = (Pick(size=2, row=row, reached_orders=0, new_orders=0) for row in rows)
        return tuple(
            self._bundle(rank, "preliminary", pick, evidence)
            for rank, pick in enumerate(picks, start=1)
        )

    def _bundle(self, rank: int, status: str, pick: Pick, evidence: SetEvidence) -> Bundle:
        numbers = evidence.sets[pick.row].tolist()
        products, to = self.baskets.products, int(evidence.to[pick.row])
        said = _evidence(pick.row, evidence, self.baskets)
        family = self.likeness.family(numbers)
        titles = [products.titles[k] for k in [to, *(n for n in numbers if n != to)]]
        return Bundle(
            rank=rank,
            portfolio=status == "final",
            status=status,
            bundle_id=_id(PORTFOLIO, [products.skus[k] for k in numbers]),
            objective=PORTFOLIO,
            bundle_type=BUNDLE_TYPE,
            items=tuple(_item(products, k) for k in numbers),
            evidence=said,
            pricing=price_placeholder([int(products.prices[k]) for k in numbers]),
            explanation=explain(said, titles, family),
            made_by="rules",
            family=family,
            new_orders=pick.new_orders,
            reached_orders=pick.reached_orders,
        )


def _item(products: Products, number: int) -> Item:
    price = int(products.prices[number])
    return Item(products.skus[number], products.titles[number], 1, price if price > 0 else None)


def _evidence(row: int, evidence: SetEvidence, baskets: Baskets) -> Evidence:
    skus, to = baskets.products.skus, int(evidence.to[row])
    return Evidence(
        orders_together=int(evidence.together[row]),
        orders_either=int(evidence.either[row]),
        support=float(evidence.together[row]) / baskets.orders,
        confidence=float(evidence.confidence[row]),
        lift=float(evidence.lift[row]),
        expected_by_chance=float(evidence.chance[row]),
        p_value=math.exp(float(evidence.log_p[row])),
        log10_p=float(evidence.log_p[row]) / math.log(10),
        q_value=float(evidence.q_value[row]),
        from_=tuple(skus[k] for k in evidence.sets[row].tolist() if k != to),
        to=skus[to],
        source="itemsets",
    )


def _id(objective: str, skus: Sequence[str]) -> str:
    question = json.dumps([objective, BUNDLE_TYPE, sorted(skus)])
    return hashlib.sha256(question.encode()).hexdigest()[:12]
