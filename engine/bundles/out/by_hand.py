"""Pairs that a person chose from what a run had weighed, as documents beside the run's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.result import Bundle, BundleItem, Evidence
from engine.bundles.say.documents import as_documents

MADE_BY = "chosen by hand"
OBJECTIVE = "increase_aov"
WHY = "You chose the pair yourself."
REASONING = (
    "This pair was not in the run's portfolio, so no reduction was worked out for it: the price is "
    "that of its parts until you set another one."
)


def document_of(
    row: Mapping[str, Any], products: Mapping[str, Mapping[str, Any]], orders: int
) -> dict[str, Any]:
    """A choice as a document with the fields of `bundles.json`; what is not known is null.

    Args:
        row: As `Reopened.rows` has it.
        products: Code → its row of the run's table `products`.
        orders: How many orders the run mined.
    """
    items = tuple(
        BundleItem(sku, title, 1, products.get(sku, {}).get("unit_price"))
        for sku, title in zip(row["skus"], row["titles"], strict=True)
    )
    explanation = f"{row['orders_together']:,} orders hold both products. {WHY}"
    bundle = _bundle(items, _evidence(row, orders), explanation)
    document = as_documents([bundle])[0]
    # What was kept of a choice does not tell in how many orders any of it is.
    document["evidence"]["orders_either"] = None
    return document


def _bundle(items: tuple[BundleItem, ...], evidence: Evidence, explanation: str) -> Bundle:
    """Products at what their parts cost: nothing was scored, taken off or written."""
    return Bundle(
        rank=0,
        portfolio=True,
        status="final",
        bundle_id=_id_of([item.sku for item in items]),
        objective=OBJECTIVE,
        bundle_type="FBT",
        offer={},
        items=items,
        evidence=evidence,
        scores=None,
        pricing=_parts_price(items),
        constraints=(),
        copy=None,
        explanation=explanation,
        made_by=MADE_BY,
        family=None,
        new_orders=None,
        reached_orders=None,
    )


def beside(
    documents: Sequence[dict[str, Any]], chosen: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The run's documents, then those chosen by hand that it does not have, ranked after them."""
    known = {one["bundle_id"] for one in documents}
    more = [one for one in chosen if one["bundle_id"] not in known]
    last = max((one["rank"] for one in documents), default=0)
    return [
        *documents, *(one | {"rank": rank} for rank, one in enumerate(more, start=last + 1)),
    ]  # fmt: skip


def _evidence(row: Mapping[str, Any], orders: int) -> Evidence:
    together, lift = row["orders_together"], row["lift"]
    return Evidence(
        orders_together=together,
        orders_either=together,
        support=together / orders if orders else 0.0,
        confidence=None,
        lift=lift,
        expected_by_chance=together / lift if lift else None,
        p_value=None,
        log10_p=None,
        q_value=None,
        from_=(),
        to=None,
        tier="strict_rules",
        source="itemsets",
        sources=("itemsets",),
    )


def _id_of(skus: Sequence[str]) -> str:
    """The id that the pair has wherever a run's portfolio holds it."""
    pair = Candidate(
        objective=OBJECTIVE,
        bundle_type="FBT",
        items=tuple(range(len(skus))),
        quantities=(1,) * len(skus),
        tier="strict_rules",
        sources=("itemsets",),
        seen=Seen(0, 0, 0, 0.0, 0.0, 0.0),
        fit=1.0,
        why="",
    )
    return pair.bundle_id(skus)


def _parts_price(items: Sequence[BundleItem]) -> Pricing | None:
    prices = [item.unit_price for item in items]
    parts = sum(price for price in prices if price is not None)
    if None in prices or parts <= 0:
        return None
    cap = OBJECTIVES[OBJECTIVE].most_pct
    return Pricing(parts, parts, 0.0, cap, REASONING)
