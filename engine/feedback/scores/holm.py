"""Several tests at once."""

from __future__ import annotations

import numpy as np

from engine.feedback.responses import Floats


def holm(p: Floats) -> Floats:
    """P-values adjusted for so many tests, so that one false find among all is as rare as stated.

    S. Holm, Scandinavian Journal of Statistics 6 (1979): the least is multiplied by the number of
    tests, the next by one less, none falls below one before it.

    Args:
        p: (tests,) 0..1 in any order; NaN is no test, and stays so.
    """
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    ascending = tested[np.argsort(p[tested], kind="stable")]
    times = np.arange(len(ascending), 0, -1)
    adjusted[ascending] = np.minimum(np.maximum.accumulate(p[ascending] * times), 1)
    return adjusted
