"""First tier: frequent sets that chance alone does not put together, at the file's own level.

A set is tested against all sets of its size that the frequent products could form.
"""

from __future__ import annotations

from engine.bundles.candidates.pool import Mask, Pool


def holds(pool: Pool, false_discovery: float) -> Mask:
    """(n,) which sets are significant and more often together than chance.

    Args:
        pool: The sets and their evidence.
        false_discovery: Share of false ones accepted among them, 0..1.
    """
    # No comparison with nan, what was not tested, is true.
    strict: Mask = (pool.q_value <= false_discovery) & (pool.lift > 1)
    return strict
