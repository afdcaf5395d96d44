"""What was decided about a candidate: its scores and whether it may be offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    """Scores of a candidate, 0..1 each; None where nothing tells.

    Attributes:
        semantic: From the likeness of the products' texts.
        transactional: From the shrunken lift.
        business: Mean of the business signals that are known.
        hybrid: α·semantic + β·transactional + γ·business, over the parts that are known.
        weights: alpha, beta, gamma as they were used, summing to 1.
        shares: semantic, transactional, business: each one's share of the hybrid score, 0..1.
        lift_shrunk: Lift after empirical-Bayes shrinkage towards its prior.
        features: Ranking feature → 0..1 value that was used.
        ranking: The objective's ranker score, 0..1.
        goals: Goal → 0..1, higher is better; a goal nothing tells about is absent.
        appeal: 0..10 by a language model.
    """

    semantic: float | None
    transactional: float | None
    business: float | None
    hybrid: float
    weights: Mapping[str, float]
    shares: Mapping[str, float]
    lift_shrunk: float | None
    features: Mapping[str, float]
    ranking: float
    goals: Mapping[str, float]
    appeal: float | None = None


@dataclass(frozen=True)
class Constraint:
    """One constraint, evaluated.

    Attributes:
        name: Such as `min_margin`.
        hard: Whether breaking it rules the candidate out.
        kept: Whether it is kept; None where the file cannot tell.
        says: One sentence.
    """

    name: str
    hard: bool
    kept: bool | None
    says: str
