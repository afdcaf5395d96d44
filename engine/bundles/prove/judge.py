"""Does it hold? The run's own way of choosing pairs, tried on this file's past.

The pairs are mined from the first 70 % of the period by the recipe of the portfolio and judged on
the orders after it, beside plainer ways that saw the same orders, and beside the signal groups of
the source's test plan. Only pairs are mined: larger sets never reach more than their own pairs.
Orders of wholesale size are left out of both parts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from engine.bundles.candidates.from_itemsets import choose_candidates
from engine.bundles.candidates.likeness import Likeness, compare_products
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import Itemsets, mine_itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets
from engine.bundles.context.weights import weigh_orders
from engine.bundles.decide.portfolio import choose_portfolio
from engine.bundles.options import BundleOptions
from engine.bundles.prove.card import BASELINES, OURS, Card, Way
from engine.bundles.prove.intervals import Shares, resample
from engine.bundles.prove.pairs import (
    ChosenPairs,
    Rules,
    Vectored,
    by_co_purchase,
    by_popularity,
    by_words,
    often_sold,
)
from engine.bundles.prove.reach import (
    LaterOrders,
    distinct_products,
    hold,
    reached_orders,
    several_products,
)
from engine.bundles.prove.signals import GROUPS, gather_signals
from engine.bundles.prove.split import Split, split_by_time
from engine.bundles.prove.verdicts import says_of, verdict
from engine.jobs import in_thread
from engine.steps import Progress, Step


async def prove_card(
    baskets: Baskets, options: BundleOptions, vectors: Vectored | None, *, step: Step
) -> Card:
    """Mine the first 70 % of the period and judge on the rest.

    Args:
        baskets: All orders of the run.
        options: Those of the run; `seed` draws the intervals.
        vectors: Vectors of the products; None leaves the signal groups out.
        step: Counts ways that are judged.

    Raises:
        Cancelled: The run was cancelled.
    """
    return await in_thread(step, judge_file, baskets, options, vectors, step)


def judge_file(
    baskets: Baskets, options: BundleOptions, vectors: Vectored | None, step: Progress
) -> Card:
    """The same in this thread."""
    split = split_by_time(baskets)
    if split is None:
        return Card((
            "The file has no dates on two days or more, so there are no later orders to judge by: "
            "whether these bundles hold cannot be told from it.",
        ))  # fmt: skip
    likeness = compare_products(baskets.products)
    plain = dataclasses.replace(options, max_items=2, larger_sets=0, until=None)
    ways = _ways(split, plain, likeness, vectors, _Uncounted(step))
    if not ways or not several_products(split.later).any():
        return _unjudged(split, mined=bool(ways))
    step.expect(len(ways))
    return _judged(split, ways, options.seed, step)


class _Uncounted:
    """Looks for a cancel, but counts nothing: the units of the work inside are others."""

    def __init__(self, step: Progress) -> None:
        self.check = step.check

    def expect(self, total: int) -> None:
        """Forget it."""

    def advance(self, units: int = 1) -> None:  # noqa: ARG002 - the Protocol's shape
        """Look for a cancel."""
        self.check()


def _ways(
    split: Split,
    options: BundleOptions,
    likeness: Likeness,
    vectors: Vectored | None,
    step: Progress,
) -> dict[str, ChosenPairs]:
    """The pairs that each way chooses from the first part, ours first; empty without any."""
    first = split.first
    itemsets = mine_itemsets(first, options, step)
    ours = _portfolio(first, itemsets, options, likeness, step)
    if not ours:
        return {}
    rules = Rules(likeness, options, len(ours))
    often, titles = often_sold(first, options), first.products.titles
    step.check()
    popular, together, words = BASELINES
    ways = {
        OURS: ours,
        popular: by_popularity(first, often, rules),
        together: by_co_purchase(itemsets.sets[1], itemsets.counts[1], rules),
        words: by_words(titles, often, rules),
    }
    step.check()
    if vectors is not None:
        signals = gather_signals(first, often, itemsets, vectors)
        ways |= {group.name: signals.choose(group, rules) for group in GROUPS}
    return ways


def _portfolio(
    first: Baskets, itemsets: Itemsets, options: BundleOptions, likeness: Likeness, step: Progress
) -> ChosenPairs:
    """The pairs of the portfolio, by the recipe of the run."""
    [pairs] = gather_evidence(itemsets, SubsetCounts(itemsets), step)
    weights = weigh_orders(first, options.half_life_days, options.season)
    candidates = choose_candidates(pairs, first, weights, likeness, options)
    portfolio = choose_portfolio([candidates], weights, options, step)
    rows = [pick.row for pick in portfolio.picks]
    return tuple((int(a), int(b)) for a, b in candidates.evidence.sets[rows])


def _unjudged(split: Split, *, mined: bool) -> Card:
    why = (
        "No later order holds two products, so there is nothing to judge by."
        if mined
        else "In the first 70 % of the period no pair stands out from chance."
    )
    return _card(split, (f"Too small to tell. {why}",))


def _judged(split: Split, ways: Mapping[str, ChosenPairs], seed: int, step: Progress) -> Card:
    several = several_products(split.later)
    later = split.later.only(np.unique([item for pairs in ways.values() for item in pairs]))
    reached = np.stack([reached_orders(pairs, later)[several] for pairs in ways.values()])
    shares = resample(reached, seed)
    judged = []
    for place, (name, pairs) in enumerate(ways.items()):
        judged.append(_way(name, pairs, later, shares, place))
        step.advance()
    return _card(split, says_of(judged, int(several.sum())), judged)


def _way(name: str, pairs: ChosenPairs, later: LaterOrders, shares: Shares, place: int) -> Way:
    first = place == 0
    return Way(
        name=name,
        pairs=len(pairs),
        held=round(hold(pairs, later) * len(pairs)),
        products=distinct_products(pairs),
        reach=float(shares.share[place]),
        low=float(shares.low[place]),
        high=float(shares.high[place]),
        ahead=None if first else float(shares.ahead[place]),
        ahead_low=None if first else float(shares.ahead_low[place]),
        ahead_high=None if first else float(shares.ahead_high[place]),
        verdict="" if first else verdict(shares, place),
    )


def _card(split: Split, says: tuple[str, ...], judged: Sequence[Way] = ()) -> Card:
    plain = 1 + len(BASELINES)
    return Card(
        says=says,
        begins=split.begins.isoformat(),
        until=split.until.isoformat(),
        ends=split.ends.isoformat(),
        mined=split.first.orders,
        judged=int(several_products(split.later).sum()),
        ways=tuple(judged[:plain]),
        groups=tuple(judged[plain:]),
    )
