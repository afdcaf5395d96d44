"""The three signals of the hybrid score, and how much each counts for.

The weights follow the orders of the last 60 days; the transforms are those of the source system:
likeness to the power of .8, the logarithm of the lift to base 10.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from engine.bundles.options import BundleOptions

FEW_TRANSACTIONS, MANY_TRANSACTIONS = 300, 1200
LIKENESS_POWER = 0.8
NAMES = ("alpha", "beta", "gamma")
PARTS = ("semantic", "transactional", "business")


@dataclass(frozen=True)
class Hybrid:
    """A hybrid score and what it is made of; see `Scores`."""

    score: float
    weights: Mapping[str, float]
    shares: Mapping[str, float]


def signal_weights(
    recent_transactions: int, options: BundleOptions, *, by_model: bool
) -> tuple[float, float, float]:
    """α, β and γ, summing to 1.

    Fewer than 300 orders: .6 .2 .2; fewer than 1,200: .4 .4 .2; else .2 .6 .2. Without a language
    model half of α goes to β. Weights chosen by hand are taken as they are.

    Args:
        recent_transactions: Orders in the last 60 days of the file.
        options: `semantic`, `transactional`, `business`.
        by_model: Whether a language model made the vectors.
    """
    asked = options.signal_weights
    if min(asked) >= 0:
        alpha, beta, gamma = (weight / sum(asked) for weight in asked)
        return alpha, beta, gamma
    alpha = 0.6 if recent_transactions < FEW_TRANSACTIONS else 0.4
    if recent_transactions >= MANY_TRANSACTIONS:
        alpha = 0.2
    beta = 0.8 - alpha
    local = 0.0 if by_model else alpha / 2
    return alpha - local, beta + local, 0.2


def semantic_signal(likeness: float | None) -> float | None:
    """0..1 from the mean cosine of the products' texts, or None where it is not known."""
    if likeness is None or math.isnan(likeness):
        return None
    return float(min(1.0, max(0.0, likeness)) ** LIKENESS_POWER)


def transactional_signal(lift: float | None) -> float | None:
    """ln(lift) / ln(10) within 0..1: 0 up to a lift of 1, 1 from 10 on; None without a lift."""
    if lift is None:
        return None
    return min(1.0, math.log10(lift)) if lift > 1 else 0.0


def combine(parts: tuple[float | None, ...], weights: tuple[float, ...]) -> Hybrid:
    """The weighted mean of the parts that are known.

    Args:
        parts: semantic, transactional, business, 0..1 or None.
        weights: α, β, γ; those of parts that are not known are shared out among the others.
    """
    known = [0.0 if part is None else weight for part, weight in zip(parts, weights, strict=True)]
    total = sum(known)
    used = [weight / total for weight in known] if total else list(weights)
    pieces = [weight * (part or 0.0) for weight, part in zip(used, parts, strict=True)]
    score = sum(pieces)
    shares = [piece / score if score else 0.0 for piece in pieces]
    return Hybrid(
        score=min(1.0, score),
        weights=dict(zip(NAMES, used, strict=True)),
        shares=dict(zip(PARTS, shares, strict=True)),
    )
