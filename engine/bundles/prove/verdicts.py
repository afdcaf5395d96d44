"""What the judged ways mean, in a word each and in sentences.

Ours is better or worse than another way where the two 95 % intervals lie apart. That is stricter
than asking whether the interval of their difference holds zero, which stands beside it: a merchant
who is told "better" should not have to be told how near it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.bundles.prove.card import BASELINES, Way
from engine.bundles.prove.intervals import Shares
from engine.bundles.prove.signals import GROUPS

BETTER, WORSE, TOO_SMALL = "better", "worse", "too small to tell"
# Below this an interval by resampling is itself too rough to be believed.
LEAST_JUDGED = 100
LEAST_APART = 10
CAUTION = (
    "These orders were placed without any bundle on offer: that a pair goes on being bought does "
    "not show that an offer sells more. Only a test with a control group does."
)


def verdict(shares: Shares, place: int) -> str:
    """Ours, which is the first, against another way.

    Args:
        shares: Of all ways.
        place: The other one.
    """
    if shares.orders < LEAST_JUDGED or abs(shares.ahead[place]) * shares.orders < LEAST_APART:
        return TOO_SMALL
    if shares.low[0] > shares.high[place]:
        return BETTER
    return WORSE if shares.high[0] < shares.low[place] else TOO_SMALL


def says_of(judged: Sequence[Way], orders: int) -> tuple[str, ...]:
    """Sentences for the page.

    Args:
        judged: Ours, the baselines, and the signal groups if there are any.
        orders: Later orders with two products or more.
    """
    ours, plain = judged[0], 1 + len(BASELINES)
    sentences = [
        f"{ours.held} of {_pairs(ours.pairs)} found in the first 70 % of the period went on being "
        f"bought together, and {100 * ours.reach:.1f} % ({_between(ours)}) of the {orders:,} later "
        "orders with two products or more hold one of them."
    ]
    for meant, words in _AGAINST.items():
        names = [
            f"{way.name.lower()} ({_share(way)}; {way.held} of {way.pairs} went on)"
            for way in judged[1:plain]
            if way.verdict == meant and way.pairs
        ]
        if names:
            sentences.append(f"{words} {_listed(names)}.")
    none = [way.name.lower() for way in judged[1:plain] if not way.pairs]
    if none:
        sentences.append(f"By {_listed(none)} no pair was found to compare with.")
    if len(judged) > plain:
        sentences.append(_best_group(judged[plain:], orders))
    return (*sentences, CAUTION)


_AGAINST = {
    BETTER: "That is more than pairs chosen by",
    WORSE: "That is less than pairs chosen by",
    TOO_SMALL: "The file is too small to tell it from pairs chosen by",
}


def _best_group(groups: Sequence[Way], orders: int) -> str:
    """The signal group that reaches most, and those that cannot be told from it."""
    best = groups[int(np.argmax([group.reach for group in groups]))]
    near = [group.name for group in groups
            if group is not best and (group.high >= best.low or orders < LEAST_JUDGED)]  # fmt: skip
    title = {group.name: group.title for group in GROUPS}[best.name].lower()
    told = (
        "Of five ways to weigh what products are called against what was bought together (A to E), "
        f"{best.name} ({title}) reaches most: {_share(best)}"
    )
    if not near:
        return f"{told}, and more than each of the others."
    return f"{told}; the file is too small to tell it from {_listed(near)}."


def _share(way: Way) -> str:
    return f"{100 * way.reach:.1f} %, {_between(way)}"


def _between(way: Way) -> str:
    return f"{100 * way.low:.1f} to {100 * way.high:.1f} %"


def _pairs(number: int) -> str:
    return "1 pair" if number == 1 else f"{number} pairs"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
