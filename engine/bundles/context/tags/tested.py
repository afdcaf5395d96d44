"""Is a product's share above another share, beyond what its count allows?"""

from __future__ import annotations

import numpy as np

from engine.bundles.context.significance import benjamini_hochberg
from engine.bundles.context.tags.tag import Mask
from engine.bundles.context.transactions import Ints

FALSE_DISCOVERY = 0.05
_LEAST_P = 1e-300


def is_above(hits: Ints, tries: Ints, share: float) -> Mask:
    """(n,) whether hits of tries are more than a share of them predicts.

    One-sided exact binomial tests, then Benjamini-Hochberg at 5 % over all that had any tries.

    Args:
        hits: (n,) 0 to tries.
        tries: (n,) 0 or more.
        share: 0..1.
    """
    import scipy.special  # noqa: PLC0415 - costly; loaded while a file is read

    tried = np.flatnonzero(tries > 0)
    above = np.zeros(len(tries), dtype=bool)
    hit, rest = hits[tried].astype(np.float64), (tries - hits)[tried]
    tail = scipy.special.betainc(np.maximum(hit, 1), rest + 1, share)
    log_p = np.where(hit > 0, np.log(np.maximum(tail, _LEAST_P)), 0.0)
    above[tried] = benjamini_hochberg(log_p, len(tried)) <= FALSE_DISCOVERY
    return above
