"""Answers made by hand."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from engine.feedback.scores import Answers

Make = Callable[..., Answers]


@pytest.fixture(scope="session")
def answers() -> Make:
    """Answers of given scores; `scale` 10 makes an NPS, any other highest score a mean."""

    def make(
        scores: Sequence[float],
        weights: Sequence[float] | None = None,
        *,
        scale: int = 10,
        sure: float = 0.95,
    ) -> Answers:
        score = np.array(scores, dtype=float)
        is_nps = scale == 10
        side = np.where(score >= 9, 1.0, np.where(score >= 7, 0.0, -1.0)) * is_nps
        return Answers(
            at=np.arange(len(score)),
            score=score,
            side=side,
            weight=np.ones(len(score)) if weights is None else np.array(weights, dtype=float),
            is_nps=is_nps,
            low=0.0 if is_nps else 1.0,
            high=float(scale),
            sure=sure,
        )

    return make
