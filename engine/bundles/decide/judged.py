"""Candidates with all that was decided about them: scores, price, constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.bundles.asks.advise import Advice
from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.tags.tag import Tags
from engine.bundles.decide.constraints import check_constraints
from engine.bundles.decide.price.book import PriceBook
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.scores import Basis, score_candidates
from engine.bundles.decide.verdict import Constraint, Scores
from engine.bundles.options import BundleOptions
from engine.steps import Progress

USUAL_MOST = 0.95


@dataclass(frozen=True)
class Judged:
    """One candidate, scored, priced and checked."""

    candidate: Candidate
    scores: Scores
    pricing: Pricing | None
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Judge:
    """Scores, prices and checks candidates.

    Attributes:
        book: What the shop's orders tell about prices.
        basis: What scores stand on.
        facts: What is known about the products.
        tags: Which products are slow, new, seasonal …
        options: Weights, floors and limits.
        most_value: Most a bundle may cost in minor units, 0 where nothing tells.
    """

    book: PriceBook
    basis: Basis
    facts: ProductFacts
    tags: Tags
    options: BundleOptions
    most_value: float

    def judge(self, candidates: Sequence[Candidate], step: Progress) -> tuple[Judged, ...]:
        """Judge candidates; the scores of one depend on the others by novelty alone."""
        likely = [self.book.likely_discount(candidate) for candidate in candidates]
        scores = score_candidates(candidates, likely, self.basis, self.options, step)
        return tuple(
            self._judged(candidate, score, None)
            for candidate, score in zip(candidates, scores, strict=True)
        )

    def advised(self, judged: Judged, advice: Advice | None) -> Judged:
        """The same with a language model's suggestion in its price, and its rating."""
        if advice is None:
            return judged
        scores = replace(judged.scores, appeal=advice.appeal)
        return self._judged(judged.candidate, scores, advice.discount_pct)

    def _judged(self, candidate: Candidate, scores: Scores, suggestion: float | None) -> Judged:
        pricing = self.book.price(candidate, suggestion)
        constraints = check_constraints(
            candidate, pricing, self.facts, self.tags, self.options, self.most_value
        )
        return Judged(candidate, scores, pricing, constraints)


def most_value_of(sales: Sales, options: BundleOptions, minor_units: int = 100) -> float:
    """Most a bundle may cost in minor units: as asked for, else what 95 % of orders stay below."""
    if options.most_value > 0:
        return options.most_value * minor_units
    value = np.nan_to_num(sales.paid, copy=False)
    value *= sales.quantity
    orders = np.bincount(sales.narrow("order"), value)
    orders = orders[orders > 0]
    return float(np.quantile(orders, USUAL_MOST)) if len(orders) else 0.0
