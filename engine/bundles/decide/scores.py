"""Candidates → scores: the hybrid score, the objective's ranking and the six goals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.bundles.candidates.candidate import Candidate
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
class Grounds:
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
    grounds: Grounds,
    options: BundleOptions,
    step: Progress,
) -> tuple[Scores, ...]:
    """Score every candidate.

    The scores of one depend on the others by novelty alone, and never on their order.

    Args:
        candidates: What to score.
        likely_discount: Discount the price model suggests for each, in percent, or None.
        grounds: What the scores stand on.
        options: The weights of the signals, where they are chosen by hand.
        step: Counts candidates.
    """
    step.expect(len(candidates))
    scorer = _Scorer(grounds, options)
    scores = []
    for place, candidate in enumerate(candidates):
        scores.append(scorer.score(candidate, likely_discount[place]))
        if (place + 1) % CHECK_EVERY == 0:
            step.advance(CHECK_EVERY)
    step.advance(len(candidates) % CHECK_EVERY)
    uses = anchor_uses(
        candidates, [score.ranking for score in scores], grounds.facts.orders.tolist()
    )
    return tuple(
        _with_novelty(candidate.objective, score, used)
        for candidate, score, used in zip(candidates, scores, uses, strict=True)
    )


def _with_novelty(objective: str, score: Scores, uses: int) -> Scores:
    features = {**score.features, "novelty": novelty_penalty(uses)}
    return replace(score, features=features, ranking=rank_score(objective, features))


class _Scorer:
    """Scores one candidate after the other; facts are turned into plain numbers once."""

    def __init__(self, grounds: Grounds, options: BundleOptions) -> None:
        facts = grounds.facts
        self._prior, self._categories = grounds.prior, facts.categories
        self._weights = signal_weights(
            facts.recent_transactions, options, by_model=grounds.by_model
        )
        self._price, self._cost = facts.price.tolist(), facts.cost.tolist()
        self._stock, self._velocity = facts.stock.tolist(), facts.velocity.tolist()
        self._discount = facts.discount.tolist()
        priced = (facts.price > 0) & (facts.units > 0)
        units, sold = facts.units[priced].sum(), (facts.price * facts.units)[priced].sum()
        self._usual_price = float(sold / units) if units else None

    def score(self, candidate: Candidate, discount_pct: float | None) -> Scores:
        """All but novelty."""
        lift = self._lift(candidate)
        features = self._features(candidate, lift, discount_pct)
        known = self._signals(candidate, features, discount_pct)
        goals = goals_of(known)
        business = self._business(features, goals)
        parts = semantic_signal(known.likeness), transactional_signal(lift), business
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
        if seen.chance is None or math.isnan(seen.chance):
            return mean
        return shrunken_lift(seen.together, seen.chance, mean, shape)

    def _features(
        self, candidate: Candidate, lift: float | None, discount_pct: float | None
    ) -> dict[str, float]:
        values = {
            "confidence": confidence_feature(candidate.seen),
            "lift": transactional_signal(lift),
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
        likeness = seen.likeness
        told = [
            item
            for item in items
            if not (math.isnan(self._stock[item]) or math.isnan(self._velocity[item]))
        ]
        return GoalSignals(
            confidence=features.get("confidence"),
            affinity=features.get("lift"),
            price=self._total(self._price, candidate),
            cost=self._total(self._cost, candidate),
            discount=(discount_pct or 0.0) / 100,
            usual_price=self._usual_price,
            stocks=[self._stock[item] for item in told],
            velocities=[self._velocity[item] for item in told],
            held=seen.together / seen.either if seen.either else None,
            categories=[self._categories[item] for item in items],
            likeness=None if likeness is None or math.isnan(likeness) else likeness,
        )

    def _total(self, each: list[int], candidate: Candidate) -> float | None:
        """What the offer's products come to, or None unless all are known."""
        values = [each[item] for item in candidate.items]
        if min(values) < 0:
            return None
        if candidate.choose:
            # The cheapest pick, as its price is.
            return float(sum(sorted(values)[: candidate.choose]))
        return float(sum(value * n for value, n in zip(values, candidate.quantities, strict=True)))

    def _business(self, features: dict[str, float], goals: dict[str, float]) -> float | None:
        """Mean of what is known of fit, stock, sanity of the price, and margin."""
        known = [features[name] for name in _BUSINESS if name in features]
        known += [goals["margin"]] if "margin" in goals else []
        return sum(known) / len(known) if known else None


_BUSINESS = ("objective_fit", "inventory", "price_sanity")


def _known(values: list[float], items: Sequence[int]) -> list[float]:
    """Values of the products, those that are not known left out."""
    return [values[item] for item in items if not math.isnan(values[item])]
