"""Candidates → scores: the hybrid score, the objective's ranking and the six goals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.goals import GoalSignals, goals_of
from engine.bundles.decide.ranker import (
    anchor_uses,
    confidence_feature,
    inventory_feature,
    novelty_penalty,
    price_sanity_feature,
    rank_score,
)
from engine.bundles.decide.shrink import LiftPrior, shrunken_lift
from engine.bundles.decide.signals import (
    combine,
    semantic_signal,
    signal_weights,
    transactional_signal,
)
from engine.bundles.decide.verdict import Scores
from engine.bundles.objectives import FEATURES
from engine.bundles.options import BundleOptions
from engine.steps import Progress

CHECK_EVERY = 200


@dataclass(frozen=True)
class Basis:
    """What scores stand on.

    Attributes:
        facts: What is known about the products.
        prior: What lifts are drawn towards.
        by_model: Whether a language model made the vectors.
    """

    facts: ProductFacts
    prior: LiftPrior
    by_model: bool = False


def score_candidates(
    candidates: Sequence[Candidate],
    likely_discount: Sequence[float | None],
    basis: Basis,
    options: BundleOptions,
    step: Progress,
) -> tuple[Scores, ...]:
    """Score every candidate.

    The scores of one depend on the others by novelty alone, and never on their order.

    Args:
        candidates: What to score.
        likely_discount: Discount the price model suggests for each, in percent, or None.
        basis: What the scores stand on.
        options: The weights of the signals, where they are chosen by hand.
        step: Counts candidates.
    """
    step.expect(len(candidates))
    scorer = _Scorer(basis, options)
    scores = []
    for place, candidate in enumerate(candidates):
        scores.append(scorer.score(candidate, likely_discount[place]))
        if (place + 1) % CHECK_EVERY == 0:
            step.advance(CHECK_EVERY)
    step.advance(len(candidates) % CHECK_EVERY)
    uses = anchor_uses(candidates, [score.ranking for score in scores], basis.facts.orders.tolist())
    return tuple(
        _with_novelty(candidate.objective, score, used)
        for candidate, score, used in zip(candidates, scores, uses, strict=True)
    )


def _with_novelty(objective: str, score: Scores, uses: int) -> Scores:
    features = {**score.features, "novelty": novelty_penalty(uses)}
    return replace(score, features=features, ranking=rank_score(objective, features))


class _Scorer:
    """Scores one candidate after the other; facts are turned into plain numbers once."""

    def __init__(self, basis: Basis, options: BundleOptions) -> None:
        facts = basis.facts
        self._prior, self._categories = basis.prior, facts.categories
        self._weights = signal_weights(facts.recent_transactions, options, by_model=basis.by_model)
        # What was never sold has the catalog's price.
        usual = np.where(facts.price > 0, facts.price, facts.list_price)
        self._price, self._cost = usual.tolist(), facts.cost.tolist()
        self._stock, self._velocity = facts.stock.tolist(), facts.velocity.tolist()
        self._discount = facts.discount.tolist()
        priced = (facts.price > 0) & (facts.units > 0)
        units, sold = facts.units[priced].sum(), (facts.price * facts.units)[priced].sum()
        self._usual_price = float(sold / units) if units else None

    def score(self, candidate: Candidate, discount_pct: float | None) -> Scores:
        """All but novelty."""
        lift = self._lift(candidate)
        # A prior that no order was held against is no signal of orders.
        transactional = transactional_signal(lift) if _is_expected(candidate.seen) else None
        features = self._features(candidate, transactional, discount_pct)
        known = self._signals(candidate, features, discount_pct)
        goals = goals_of(known)
        business = self._business(features, goals)
        parts = semantic_signal(known.likeness), transactional, business
        hybrid = combine(parts, self._weights)
        return Scores(
            semantic=parts[0],
            transactional=parts[1],
            business=business,
            hybrid=hybrid.score,
            weights=hybrid.weights,
            shares=hybrid.shares,
            lift_shrunk=lift,
            features=features,
            ranking=rank_score(candidate.objective, features),
            goals=goals,
        )

    def _lift(self, candidate: Candidate) -> float | None:
        """None for one product, which goes with nothing; the prior's where nothing was counted."""
        if len(candidate.items) < 2:
            return None
        seen = candidate.seen
        taken = candidate.choose or len(candidate.items)
        mean, shape = self._prior.of(candidate.items, seen.likeness, taken)
        if not _is_expected(seen):
            return mean
        return shrunken_lift(seen.together, seen.chance or 0.0, mean, shape)

    def _features(
        self, candidate: Candidate, transactional: float | None, discount_pct: float | None
    ) -> dict[str, float]:
        values = {
            "confidence": confidence_feature(candidate.seen),
            "lift": transactional,
            "objective_fit": candidate.fit,
            "inventory": inventory_feature(_known(self._stock, candidate.items)),
            "price_sanity": price_sanity_feature(
                discount_pct, _known(self._discount, candidate.items)
            ),
        }
        return {name: value for name in FEATURES if (value := values.get(name)) is not None}

    def _signals(
        self, candidate: Candidate, features: dict[str, float], discount_pct: float | None
    ) -> GoalSignals:
        items, seen = candidate.items, candidate.seen
        likeness, (price, cost) = seen.likeness, self._totals(candidate)
        told = [
            item
            for item in items
            if not (math.isnan(self._stock[item]) or math.isnan(self._velocity[item]))
        ]
        return GoalSignals(
            confidence=features.get("confidence"),
            affinity=features.get("lift"),
            price=price,
            cost=cost,
            discount=(discount_pct or 0.0) / 100,
            usual_price=self._usual_price,
            stocks=[self._stock[item] for item in told],
            velocities=[self._velocity[item] for item in told],
            held=seen.together / seen.either if seen.either else None,
            categories=[self._categories[item] for item in items],
            likeness=None if likeness is None or math.isnan(likeness) else likeness,
        )

    def _totals(self, candidate: Candidate) -> tuple[float | None, float | None]:
        """Price and cost of the offer's parts, each None unless all of them are known."""
        parts = list(zip(candidate.items, candidate.quantities, strict=True))
        prices = [self._price[item] for item in candidate.items]
        if min(prices) <= 0:
            return None, None
        if candidate.choose:
            # The cheapest pick, as its price is.
            cheapest = sorted(candidate.items, key=lambda item: (self._price[item], item))
            parts = [(item, 1) for item in cheapest[: candidate.choose]]
        price = sum(self._price[item] * quantity for item, quantity in parts)
        if min(self._cost[item] for item, _ in parts) < 0:
            return price, None
        return price, sum(self._cost[item] * quantity for item, quantity in parts)

    def _business(self, features: dict[str, float], goals: dict[str, float]) -> float | None:
        """Mean of what is known of fit, stock, sanity of the price, and margin."""
        known = [features[name] for name in _BUSINESS if name in features]
        known += [goals["margin"]] if "margin" in goals else []
        return sum(known) / len(known) if known else None


_BUSINESS = ("objective_fit", "inventory", "price_sanity")


def _is_expected(seen: Seen) -> bool:
    """Whether chance expects any order with the set: all of its products were sold."""
    return seen.chance is not None and seen.chance > 0


def _known(values: list[float], items: Sequence[int]) -> list[float]:
    """Values of the products, those that are not known left out."""
    return [values[item] for item in items if not math.isnan(values[item])]
