"""What later orders say about a run's way of choosing pairs, and about plainer ways."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from engine.reports import rounded

OURS = "Backroom"
BASELINES = ("Popularity", "Co-purchase", "Text only")


@dataclass(frozen=True)
class Way:
    """One way of choosing pairs, judged on the later orders.

    Attributes:
        name: Which; `Backroom`, one of `BASELINES`, or the letter of a signal group.
        pairs: How many it chose.
        held: How many of them hold: five later orders or more, lift 2 or more among these.
        products: Distinct products in them.
        reach: Share of the later orders with two products or more that hold one, 0..1.
        low: Lower end of the 95 % interval of `reach`.
        high: Upper end.
        ahead: Our reach less this one; None for ours.
        ahead_low: Lower end of its 95 % interval, both judged on the same draws of orders.
        ahead_high: Upper end.
        verdict: `better`, `worse` or `too small to tell`: ours against this; empty for ours.
    """

    name: str
    pairs: int
    held: int
    products: int
    reach: float
    low: float
    high: float
    ahead: float | None = None
    ahead_low: float | None = None
    ahead_high: float | None = None
    verdict: str = ""


@dataclass(frozen=True)
class Card:
    """What later orders say.

    Attributes:
        says: Sentences for the page, the most important one first.
        begins: First day of the orders that were mined, None without dates; ISO, as the others.
        until: Last day that was mined.
        ends: Last day that was judged.
        mined: Orders that were mined.
        judged: Later orders with two products or more.
        ways: Ours first, then the baselines; empty where nothing can be told.
        groups: The signal groups A to E; empty without vectors.
    """

    says: tuple[str, ...]
    begins: str | None = None
    until: str | None = None
    ends: str | None = None
    mined: int = 0
    judged: int = 0
    ways: tuple[Way, ...] = ()
    groups: tuple[Way, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The card as plain values, numbers rounded, for the manifest."""
        plain: dict[str, Any] = rounded(dataclasses.asdict(self))
        return plain
