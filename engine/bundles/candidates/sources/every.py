"""All sources together."""

from __future__ import annotations

from engine.bundles.candidates.pool import SOURCES
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.sets import Proposal
from engine.bundles.candidates.sources.likeness import from_complementary, from_similar
from engine.bundles.candidates.sources.mined import from_itemsets, from_rules, from_top_pairs
from engine.bundles.candidates.sources.model import from_model
from engine.bundles.options import BundleOptions
from engine.steps import Progress


def propose_by_source(
    context: PoolContext, options: BundleOptions, step: Progress
) -> list[Proposal]:
    """What every source but the ladder proposes; without vectors texts propose nothing.

    Args:
        context: What to draw from.
        options: `false_discovery`.
        step: Counts all of them as one.
    """
    evidence, level = context.evidence, options.false_discovery
    found = {
        "rules": from_rules(evidence, level),
        "itemsets": from_itemsets(evidence, level),
        "top_pairs": from_top_pairs(evidence),
        "model": from_model(context.proposed, len(context.facts)),
    }
    if context.neighbours is not None:
        near = context.neighbours
        found["similar"] = from_similar(near)
        found["complementary"] = from_complementary(near, context.likeness, context.facts)
    step.advance()
    return [Proposal(sets, SOURCES.index(name)) for name, sets in found.items()]
