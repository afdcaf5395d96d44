"""The first bundles, to look at while a run goes on: strong pairs, or the best weaker sets."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.picked import PORTFOLIO, as_seen
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.strength import strength_of
from engine.bundles.candidates.types.sets import seen_of
from engine.bundles.context.context import Mined
from engine.bundles.context.mapped import Mapped
from engine.bundles.context.size import tiers_for
from engine.bundles.options import BundleOptions
from engine.bundles.result import Bundle
from engine.bundles.say.bundles import Wording
from engine.bundles.say.sentences.evidence import say_evidence, say_rule
from engine.steps import Progress

PREVIEW = 12
MOST_ITEMS = 3


def first_bundles(mapped: Mapped, mined: Mined, options: BundleOptions) -> tuple[Bundle, ...]:
    """The first strong pairs, by how many orders they are in beyond chance."""
    if not mined.evidence:
        return ()
    evidence = mined.evidence[0]
    good = (evidence.q_value <= options.false_discovery) & (evidence.lift > 1)
    if options.twins == "exclude":
        good &= ~mined.likeness.twins(evidence.sets)
    beyond = np.where(good, evidence.together - evidence.chance, 0.0)
    rows = np.argsort(-beyond, kind="stable")[: min(PREVIEW, int(good.sum()))].tolist()
    found = []
    for row in rows:
        seen = as_seen(evidence, row, mined.itemsets.orders)
        items = tuple(evidence.sets[row].tolist())
        found.append(
            Candidate(
                PORTFOLIO, "FBT", items, (1,) * len(items), TIERS[0], ("rules",), seen, 0.0, ""
            )
        )
    return _worded(mapped, mined, found)


def weaker_bundles(
    mapped: Mapped, mined: Mined, options: BundleOptions, step: Progress
) -> tuple[Bundle, ...]:
    """Where no pair is strong: the first sets of the pool by tier, then by strength.

    Neither texts nor a model's proposals are waited for.

    Args:
        mapped: Lines mapped to products.
        mined: What was mined of them.
        options: As for the pool.
        step: Counts parts of the pool.
    """
    pool = gather_pool(
        PoolContext(
            mapped.baskets, mapped.facts, mined.itemsets, mined.counts, mined.evidence,
            mined.weights, mined.likeness, existing=mapped.existing, tiers=tiers_for(mapped.lines),
        ),
        options,
        step,
    )  # fmt: skip
    good = (pool.size <= MOST_ITEMS) & ~(pool.twins & (options.twins == "exclude"))
    rows = np.flatnonzero(good)
    rows = rows[np.lexsort((rows, -strength_of(pool)[rows], pool.tier[rows]))][:PREVIEW]
    found = []
    for row in rows.tolist():
        items = tuple(item for item in pool.items[row].tolist() if item >= 0)
        seen = seen_of(pool, row, items, mapped.baskets.orders)
        tier, sources = TIERS[int(pool.tier[row])], pool.sources_of(row)
        found.append(
            Candidate(PORTFOLIO, "FBT", items, (1,) * len(items), tier, sources, seen, 0.0, "")
        )
    return _worded(mapped, mined, found)


def _worded(mapped: Mapped, mined: Mined, candidates: Iterable[Candidate]) -> tuple[Bundle, ...]:
    """Prices follow: nothing is said of them before."""
    wording = Wording(mapped.facts, mined.likeness)
    found = []
    for rank, candidate in enumerate(candidates, start=1):
        said = say_evidence(candidate, mapped.facts, None), say_rule(candidate, mapped.facts)
        found.append(wording.preliminary(rank, candidate, " ".join(filter(None, said))))
    return tuple(found)
