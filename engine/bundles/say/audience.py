"""For whom a bundle is, when, and in which price band: what the file tells, or `unknown`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts

UNKNOWN = "unknown"
LEAST_BUYERS = 30
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


def audience_of(candidate: Candidate, facts: ProductFacts) -> Audience:
    """For whom a candidate is."""
    return Audience(
        _customers(candidate, facts), _season(facts.last_day), _price_band(candidate, facts)
    )


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


def _price_band(candidate: Candidate, facts: ProductFacts) -> str:
    """Its mean price beside the shop's lower and upper third of prices."""
    known, prices = facts.price[facts.price > 0], facts.price[list(candidate.items)]
    if len(known) < 3 or (prices <= 0).any():
        return UNKNOWN
    low, high = np.quantile(known, [1 / 3, 2 / 3])
    mean = float(prices.mean())
    if mean <= low:
        return "among the cheaper products of the shop"
    return "among the dearer products of the shop" if mean >= high else "in the middle of the shop"
