"""What the manifest tells beside the counts of mining: candidates, units, tags, what models did."""

from __future__ import annotations

from collections import Counter
from typing import Any

from engine.bundles.candidates.found import Found
from engine.bundles.candidates.pool import SOURCES, TIERS
from engine.bundles.context.context import Context
from engine.bundles.context.tags.tag import Tag
from engine.bundles.decide.chosen import Chosen


def tell(context: Context, found: Found, chosen: Chosen, refused: Counter[str]) -> dict[str, Any]:
    """All of it as plain values.

    Args:
        context: What was known.
        found: What was considered.
        chosen: What was chosen.
        refused: Why texts of the model were refused → how many.
    """
    return {
        "candidates": _candidates(found),
        "units": _units(chosen),
        "tags": [_tag(tag) for tag in context.tags.values()],
        "artificial": _artificial(context),
        "embedded": {
            "products": len(context.vectors.rows),
            "failed": len(context.vectors.failed),
            "made_by": context.vectors.made_by,
        },
        "proposed": {
            "taken": len(found.proposed.sets),
            "refused": dict(sorted(found.proposed.refused.items())),
        },
        "advised": chosen.advised,
        "texts_refused": dict(sorted(refused.items())),
    }


def _units(chosen: Chosen) -> list[dict[str, Any]]:
    """Each objective × type: what was considered, and why there is no offer where there is none."""
    offered = Counter((one.candidate.objective, one.candidate.bundle_type) for one in chosen.offers)
    return [
        {
            "objective": unit.objective,
            "bundle_type": unit.bundle_type,
            "considered": unit.considered,
            "candidates": len(unit.candidates),
            "offers": offered[unit.objective, unit.bundle_type],
            "empty": chosen.empty.get((unit.objective, unit.bundle_type), ""),
        }
        for unit in chosen.units
    ]


def _tag(tag: Tag) -> dict[str, Any]:
    """What a tag stands on, and how many products carry it."""
    carried = int(tag.carried.sum())
    return {"name": tag.name, "basis": tag.basis, "reason": tag.reason, "products": carried}


def _candidates(found: Found) -> dict[str, Any]:
    """Sets of the pool by source and tier, candidates of the units by objective and type."""
    pool = found.pool
    objectives = Counter(unit.objective for unit in found.units for _ in unit.candidates)
    types = Counter(unit.bundle_type for unit in found.units for _ in unit.candidates)
    return {
        "pool": len(pool),
        "by_source": _by_source(found),
        "by_tier": {name: int((pool.tier == place).sum()) for place, name in enumerate(TIERS)},
        "by_objective": {unit.objective: objectives[unit.objective] for unit in found.units},
        "by_type": {unit.bundle_type: types[unit.bundle_type] for unit in found.units},
        "duplicates_removed": found.duplicates,
    }


def _by_source(found: Found) -> dict[str, int]:
    """How many sets each source proposed, one set may have several; quantities are no sets."""
    sources = found.pool.sources
    counts = {name: int((sources >> place & 1).sum()) for place, name in enumerate(SOURCES)}
    counts["quantities"] = sum(one.sources[0] == "quantities" for one in found.offered)
    return counts


def _artificial(context: Context) -> dict[str, Any]:
    """Lines that no customer chose, by kind, and bundles that exist already."""
    found = context.mapped.artificial
    kinds = found.group_by("kind").agg(lines="lines") if found.height else found
    return {
        "kinds": {
            kind: sum(lines) for kind, lines in sorted(kinds.select("kind", "lines").iter_rows())
        }
        if found.height
        else {},
        "existing": [list(skus) for skus in context.mapped.existing],
    }
