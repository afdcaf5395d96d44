"""Gift-worthy: what the catalog or its name calls a gift, and what sells before Christmas."""

from __future__ import annotations

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.season import YearShare, share_in
from engine.bundles.context.tags.tag import Tag, nothing_told
from engine.bundles.context.tags.words import GIFTS, NO_GIFTS, says, tags_of, texts_of

GIFT_MONTHS = (11, 12)


def gift_worthy(facts: ProductFacts, past: Past) -> Tag:
    """What tags or words call a gift, and what sells well above its share in November and December.

    Wrapping, gift tags and gift cards are no gifts. Sales tell only in a file of twelve months.
    """
    texts = texts_of(facts)
    wraps = says(texts, NO_GIFTS)
    tagged, named = says(tags_of(facts), GIFTS) & ~wraps, says(texts, GIFTS) & ~wraps
    shares = share_in(past, GIFT_MONTHS)
    sold = np.zeros(len(facts), dtype=bool) if shares is None else shares.stands_out & ~wraps
    carried = named | sold
    if not carried.any():
        months = "" if shares is None else ", and nothing stands out in November and December"
        return nothing_told("gift_worthy", len(facts), "No title, category or tag names a gift"
                            f"{months}.")  # fmt: skip
    reasons = dict.fromkeys(np.flatnonzero(named).tolist(), "Its name or category says so.")
    reasons |= dict.fromkeys(np.flatnonzero(tagged).tolist(), "The catalog tags it as a gift.")
    if shares is None:
        reason = "What titles, categories and tags call a gift; a year of sales would tell more."
        return Tag("gift_worthy", carried, "words", reason, reasons)
    rest = np.flatnonzero(sold & ~named).tolist()
    reasons |= {item: _before_christmas(shares, item) for item in rest}
    reason = "What titles, categories and tags call a gift, and what stands out before Christmas."
    return Tag("gift_worthy", carried, "data", reason, reasons)


def _before_christmas(shares: YearShare, item: int) -> str:
    share = shares.hits[item] / shares.tries[item]
    return f"{share:.0%} of its {shares.tries[item]:,} orders in a year fell into November and " \
        f"December; {shares.base:.0%} are usual."  # fmt: skip
