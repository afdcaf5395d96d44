"""All sources together."""

from __future__ import annotations

from engine.bundles.candidates.grounds import Grounds
from engine.bundles.candidates.pool import SOURCES
from engine.bundles.candidates.sets import Proposed
from engine.bundles.candidates.sources.likeness import from_complementary, from_similar
from engine.bundles.candidates.sources.mined import from_itemsets, from_rules, from_top_pairs
from engine.bundles.candidates.sources.model import from_model
from engine.bundles.options import BundleOptions
from engine.steps import Progress


def propose_by_source(grounds: Grounds, options: BundleOptions, step: Progress) -> list[Proposed]:
    """What every source but the ladder proposes; without vectors texts propose nothing.

    Args:
        grounds: What to draw from.
        options: `false_discovery`.
        step: Counts sources.
    """
    evidence, level = grounds.evidence, options.false_discovery
    found = {
        "rules": from_rules(evidence, level),
        "itemsets": from_itemsets(evidence, level),
        "top_pairs": from_top_pairs(evidence),
        "model": from_model(grounds.proposed, len(grounds.facts)),
    }
    if grounds.neighbours is not None:
        near = grounds.neighbours
        found["similar"] = from_similar(near)
        found["complementary"] = from_complementary(near, grounds.likeness, grounds.facts)
    step.advance(len(found))
    return [Proposed(sets, SOURCES.index(name)) for name, sets in found.items()]
