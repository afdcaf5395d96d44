"""Facts, candidates, prices and answers to test words and questions with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.context.facts import ProductFacts
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Scores
from engine.bundles.objectives import TYPES
from engine.models import Answer, Item, Task
from engine.steps import Progress

TITLES = ("Mug", "Tea", "Pot", "Tray", "Spoon", "Sugar")


def facts_of(titles: Sequence[str] = TITLES, **changes: Any) -> ProductFacts:
    """Products of 5.00 each that were all sold; nothing else is known of them."""
    many = len(titles)
    none, unknown = np.full(many, -1), np.full(many, np.nan)
    facts = ProductFacts(
        sold=many,
        skus=tuple(f"P{number:03}" for number in range(many)),
        titles=tuple(titles),
        categories=(None,) * many,
        vendors=(None,) * many,
        words=(None,) * many,
        price=np.full(many, 500),
        list_price=np.full(many, 500),
        cost=none,
        stock=unknown,
        created=none,
        first_sold=none,
        last_sold=none,
        orders=np.arange(many, 0, -1),
        units=np.arange(many, 0, -1, dtype=float),
        recent_orders=np.zeros(many, dtype=np.int64),
        velocity=unknown,
        discount=unknown,
        buyers=np.zeros(many, dtype=np.int64),
        returning=np.zeros(many, dtype=np.int64),
        last_day=-1,
        recent_transactions=many,
        has=frozenset({"prices"}),
    )
    return replace(facts, **changes)


SEEN = Seen(
    together=120, either=400, orders=2000, chance=30.0, lift=4.0, confidence=0.42, from_=(1,), to=0,
)  # fmt: skip


def candidate_of(bundle_type: str = "FBT", **changes: Any) -> Candidate:
    """A candidate of some type on strong evidence, for a higher order value."""
    items: tuple[int, ...] = {"VOLUME_DISCOUNT": (0,), "MIX_MATCH": (0, 1, 2)}.get(
        bundle_type, (0, 1)
    )
    parts: dict[str, Any] = {
        "objective": "increase_aov",
        "bundle_type": bundle_type,
        "items": items,
        "quantities": (3,) if len(items) == 1 else (1,) * len(items),
        "tier": "strict_rules",
        "sources": ("rules",),
        "seen": SEEN if bundle_type in ("FBT", "FIXED", "BXGY") else Seen(90, 300, 2000),
        "fit": 0.8,
        "why": "Its products are often in one order.",
        "buy": (1,) if bundle_type == "BXGY" else (),
        "get": (0,) if bundle_type == "BXGY" else (),
        "choose": 2 if bundle_type == "MIX_MATCH" else 0,
        "tiers": (2, 3, 5) if bundle_type == "VOLUME_DISCOUNT" else (),
    }
    return Candidate(**{**parts, **changes})


def pricing_of(bundle_type: str = "FBT", **changes: Any) -> Pricing:
    """10.00 for 9.00, within a cap of 20 %."""
    parts: dict[str, Any] = {
        "list_price": 1000,
        "bundle_price": 900,
        "discount_pct": 10.0,
        "cap_pct": 20.0,
        "reasoning": "It suits.",
    }
    if bundle_type == "BXGY":
        parts["get_discount_pct"] = 20.0
    if bundle_type == "VOLUME_DISCOUNT":
        parts |= {"tier_prices": (950, 1350, 2100), "tier_discounts": (5.0, 10.0, 16.0)}
    return Pricing(**{**parts, **changes})


def scores_of(**changes: Any) -> Scores:
    """Scores about which nothing is known."""
    parts: dict[str, Any] = {
        "semantic": None,
        "transactional": 0.6,
        "business": 0.5,
        "hybrid": 0.5,
        "weights": {"alpha": 0.2, "beta": 0.6, "gamma": 0.2},
        "shares": {},
        "lift_shrunk": None,
        "features": {},
        "ranking": 0.5,
        "goals": {},
    }
    return Scores(**{**parts, **changes})


class Saying:
    """A chat that says what it is told to, and remembers what it was asked."""

    def __init__(self, says: Any, identity: str = "openai:fake") -> None:
        self.identity, self._says = identity, says
        self.asked: list[tuple[Task, list[Item]]] = []

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        """What `says` makes of each item's fields; None is no answer."""
        self.asked.append((task, list(items)))
        progress.expect(len(items))
        progress.advance(len(items))
        answers = []
        for item in items:
            value = self._says(item.shown) if callable(self._says) else self._says
            answers.append(
                Answer(item.id, None, reason="it is silent") if value is None
                else Answer(item.id, value, self.identity)
            )  # fmt: skip
        return answers

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        """What was shown, over all calls."""
        return [item.shown for _, items in self.asked for item in items]


__all__ = [
    "SEEN", "TITLES", "TYPES", "Saying", "candidate_of", "facts_of", "pricing_of", "scores_of",
]  # fmt: skip
