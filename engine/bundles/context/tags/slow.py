"""Slow movers: stock that hardly sells."""

from __future__ import annotations

import numpy as np

from engine.bundles.context.catalog import LAUNCH_DAYS
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.launch import launch_days
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Mask, Tag, nothing_told
from engine.bundles.context.transactions import TODAY_DAYS

SLOW = 0.1  # units a day
MUCH_STOCK = 10
LEAST_DAYS = 30  # of the file: fewer tell nothing of a product that sells every ten days
LOWEST_SHARE = 0.25
STILL_SOLD_DAYS = 180
LEAST_SHOWN = 0.005


def slow_mover(facts: ProductFacts, past: Past) -> Tag:
    """Less than one unit in ten days over the last 60 days, with more than ten in stock.

    Where no stock is known at all: slower than that and among the slowest quarter of what was
    sold in the last 180 days. What is in the shop for 30 days or less is new, not slow.
    """
    missing = ""
    if not past.covered:
        missing = "The file has no dates: how fast things sell is not known."
    elif past.covered < LEAST_DAYS:
        missing = f"The file is shorter than {LEAST_DAYS} days: too short to call anything slow."
    if missing:
        return nothing_told("slow_mover", len(facts), missing)
    launched = launch_days(facts)
    slow = (facts.velocity < SLOW) & (launched < facts.last_day - LAUNCH_DAYS)
    return _in_stock(facts, slow) if "stock" in facts.has else _slowest(facts, slow)


def _in_stock(facts: ProductFacts, slow: Mask) -> Tag:
    carried = slow & (facts.stock > MUCH_STOCK)
    reasons = {item: f"{_sold(facts, item)}, {facts.stock[item]:,.0f} in stock."
               for item in np.flatnonzero(carried).tolist()}  # fmt: skip
    reason = f"Under {SLOW} sold a day in the last {TODAY_DAYS} days, over {MUCH_STOCK} in stock."
    return Tag("slow_mover", carried, "data", reason, reasons)


def _slowest(facts: ProductFacts, slow: Mask) -> Tag:
    known = facts.last_sold >= facts.last_day - STILL_SOLD_DAYS
    most = float(np.quantile(facts.velocity[known], LOWEST_SHARE)) if known.any() else 0.0
    carried = slow & known & (facts.velocity <= most)
    quarter = f"{most:.2f} or less" if most >= LEAST_SHOWN else "none"
    reasons = {item: f"{_sold(facts, item)}; the shop's slowest quarter sells {quarter}."
               for item in np.flatnonzero(carried).tolist()}  # fmt: skip
    reason = (
        "No stock is known, so slow means against the rest of the shop: its slowest quarter, under "
        f"{SLOW} sold a day in the last {TODAY_DAYS} days. Whether there is any left is not known."
    )
    return Tag("slow_mover", carried, "data", reason, reasons)


def _sold(facts: ProductFacts, item: int) -> str:
    if not facts.velocity[item]:
        return f"None sold in the last {TODAY_DAYS} days"
    return f"{facts.velocity[item]:.2f} sold a day in the last {TODAY_DAYS} days"
