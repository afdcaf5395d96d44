"""Up to three themes of a comment: its own, those it names, those a clause of it is about."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.feedback.meaning.clustering import NEAR
from engine.feedback.responses import MOST_THEMES, Floats, Ints, Mask

NAMED_NEAR = 0.7
"""Share of the cosine to its own theme from which a comment is also in another that it names."""
CLAUSE_NEAR = 0.5
"""Cosine from which a clause is about a theme."""


def members_of(
    cosines: Floats, group: Ints, named: Mask, pinned: Mask, clauses: tuple[Ints, Ints, Floats]
) -> tuple[Ints, Floats]:
    """Themes of comments, the weightiest first, and their weights.

    A comment's own theme weighs its cosine to the theme's middle; a further one weighs the larger
    of its cosine, where the comment names it, and that of the nearest clause, never more than the
    comment's own. What names a pinned theme is in it whatever its cosine.

    Args:
        cosines: Of comments to themes, (n, k).
        group: The theme each is put to whole, -1 for none, (n,).
        named: Which comments name what the theme began from, (n, k).
        pinned: Which themes a user pinned, (k,).
        clauses: Of clauses: the comment, the nearest theme, the cosine to it; (c,) each.

    Returns:
        (n, 3) themes, -1 for none, and (n, 3) weights 0..1, 0 for none.
    """
    rows = np.flatnonzero(group >= 0)
    own = np.full(len(group), np.inf)
    own[rows] = cosines[rows, group[rows]]
    weight = np.where(named & (cosines >= NAMED_NEAR * own[:, None]), cosines, 0.0)
    surely = np.where(np.isinf(own), NEAR, own)[:, None]
    weight = np.where(named & pinned, surely, weight)
    owner, nearest, near = clauses
    clear = near >= CLAUSE_NEAR
    np.maximum.at(weight, (owner[clear], nearest[clear]), near[clear])
    weight = np.minimum(weight, own[:, None])
    weight[rows, group[rows]] = own[rows]
    # Of equal weights the comment's own comes first, then the earlier theme.
    place = np.arange(weight.shape[1])[None, :] + 1.0
    place = np.where(place == group[:, None] + 1, 0.0, np.broadcast_to(place, weight.shape))
    order = np.lexsort((place, -np.round(weight, 6)), axis=1)[:, :MOST_THEMES]
    weights = np.take_along_axis(weight, order, axis=1).clip(0.0, 1.0)
    found = np.where(weights > 0, order, -1)
    return _wide(found, -1), _wide(weights, 0.0)


def _wide(table: Any, fill: float) -> Any:
    """The same with `MOST_THEMES` columns."""
    short = MOST_THEMES - table.shape[1]
    return np.pad(table, ((0, 0), (0, short)), constant_values=fill) if short > 0 else table
