"""The first strong pairs, to look at while the run goes on."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.picked import PORTFOLIO, as_seen
from engine.bundles.candidates.pool import TIERS
from engine.bundles.context.context import Mined
from engine.bundles.context.mapped import Mapped
from engine.bundles.options import BundleOptions
from engine.bundles.result import Bundle
from engine.bundles.say.bundles import Wording
from engine.bundles.say.sentences.evidence import say_evidence, say_rule

PREVIEW = 12


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
    wording = Wording(mapped.facts, mined.likeness)
    found = []
    for rank, row in enumerate(rows, start=1):
        seen = as_seen(evidence, row, mined.itemsets.orders)
        items = tuple(evidence.sets[row].tolist())
        candidate = Candidate(
            PORTFOLIO, "FBT", items, (1,) * len(items), TIERS[0], ("rules",), seen, fit=0.0, why=""
        )
        # Prices follow: nothing is said of them before.
        said = say_evidence(candidate, mapped.facts, None), say_rule(candidate, mapped.facts)
        found.append(wording.preliminary(rank, candidate, " ".join(filter(None, said))))
    return tuple(found)
