"""For whom a bundle is, when, and in which price band: what the file tells, or `unknown`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Floats

UNKNOWN = "unknown"
LEAST_BUYERS, LEAST_PRICES = 30, 3
OFTEN, SELDOM = 0.5, 0.2
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Audience:
    """Words for a model that writes copy; each is `unknown` where the file cannot tell.

    Attributes:
        customers: Whether those who bought its products mostly came back.
        season: The month after the file's last day, and the two that follow.
        price_band: Where its products' prices stand among the shop's.
    """

    customers: str = UNKNOWN
    season: str = UNKNOWN
    price_band: str = UNKNOWN


def audiences_of(candidates: Sequence[Candidate], facts: ProductFacts) -> list[Audience]:
    """For whom each candidate is."""
    season, known = _season(facts.last_day), facts.price[facts.price > 0]
    thirds = np.quantile(known, [1 / 3, 2 / 3]) if len(known) >= LEAST_PRICES else None
    return [
        Audience(_customers(candidate, facts), season, _price_band(candidate, facts, thirds))
        for candidate in candidates
    ]


def _customers(candidate: Candidate, facts: ProductFacts) -> str:
    """From the share of its products' known buyers who bought them on two days or more."""
    rows = list(candidate.items)
    buyers, returning = int(facts.buyers[rows].sum()), int(facts.returning[rows].sum())
    if buyers < LEAST_BUYERS:
        return UNKNOWN
    if returning >= OFTEN * buyers:
        return "mostly regulars who buy it again and again"
    if returning <= SELDOM * buyers:
        return "mostly people who buy it once"
    return "new customers and regulars"


def _season(last_day: int) -> str:
    if last_day < 0:
        return UNKNOWN
    month = (_EPOCH + dt.timedelta(days=last_day)).month
    return f"{MONTHS[month % 12]} to {MONTHS[(month + 2) % 12]}"


def _price_band(candidate: Candidate, facts: ProductFacts, thirds: Floats | None) -> str:
    """Its products' mean price beside the lower and upper third of the shop's prices."""
    prices = facts.price[list(candidate.items)]
    if thirds is None or (prices <= 0).any():
        return UNKNOWN
    if prices.mean() <= thirds[0]:
        return "among the cheaper products of the shop"
    dear = prices.mean() >= thirds[1]
    return "among the dearer products of the shop" if dear else "in the middle of the shop"
