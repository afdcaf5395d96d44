"""Near-duplicates: the same set, or two sets that share almost all of their products."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.pool import SOURCES, TIERS

MOST_SHARED = 0.8


def is_near_duplicate(items: Collection[int], chosen: Sequence[frozenset[int]]) -> bool:
    """Whether a set equals a chosen one or overlaps it by a Jaccard index above 0.8.

    Jaccard index: products in both over products in either, 0..1.
    """
    mine = frozenset(items)
    return any(len(mine & other) > MOST_SHARED * len(mine | other) for other in chosen)


def drop_duplicates(
    candidates: Sequence[Candidate],
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Keep the strongest of candidates that are the same or almost so.

    Candidates for one objective and of one type are the same if they have the same products,
    whatever the roles, and almost so if these overlap by a Jaccard index above 0.8.

    Returns:
        kept: In the order given; one that stands for the same products from elsewhere names the
            sources of all of them.
        dropped: The others, in the order given.
    """
    kept: dict[int, Candidate] = {}
    chosen: dict[tuple[str, str], dict[frozenset[int], int]] = {}
    # The strongest evidence stays; among equals the one that came first.
    ranked = sorted(range(len(candidates)), key=lambda row: TIERS.index(candidates[row].tier))
    for row in ranked:
        candidate = candidates[row]
        mine = frozenset(candidate.items)
        others = chosen.setdefault((candidate.objective, candidate.bundle_type), {})
        if mine in others:
            kept[others[mine]] = _joined(kept[others[mine]], candidate)
        elif not is_near_duplicate(mine, list(others)):
            kept[row], others[mine] = candidate, row
    dropped = (candidate for row, candidate in enumerate(candidates) if row not in kept)
    return tuple(kept[row] for row in sorted(kept)), tuple(dropped)


def _joined(kept: Candidate, other: Candidate) -> Candidate:
    found = {*kept.sources, *other.sources}
    return replace(kept, sources=tuple(name for name in SOURCES if name in found))
