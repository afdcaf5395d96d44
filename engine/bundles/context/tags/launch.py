"""New launches: what came into the shop of late."""

from __future__ import annotations

import numpy as np

from engine.bundles.context.catalog import LAUNCH_DAYS
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Mask, Tag, nothing_told
from engine.bundles.context.transactions import Ints

LEAST_DAYS = 120
BY_CHANCE = 0.05


def launch_days(facts: ProductFacts) -> Ints:
    """(products,) the day each came into the shop, -1 where neither catalog nor sales tell.

    A product that sold before the catalog has it from was there before: catalogs are moved.
    """
    both = (facts.created >= 0) & (facts.first_sold >= 0)
    earlier = np.minimum(facts.created, facts.first_sold)
    either = np.maximum(facts.created, facts.first_sold)
    days: Ints = np.where(both, earlier, either)
    return days


def new_launch(facts: ProductFacts, past: Past) -> Tag:
    """What the catalog has for 30 days or less, counted back from the file's last day.

    What no catalog tells of counts from its first sale, in a file of 120 days or more, where its
    absence before is no chance: had it always sold as in these 30 days, at most 5 % would be.
    """
    if facts.last_day < 0:
        return nothing_told(
            "new_launch", len(facts), "The file has no dates: what is new is not known."
        )
    begin = facts.last_day - LAUNCH_DAYS
    by_catalog = (facts.created >= 0) & (launch_days(facts) >= begin)
    by_sales = _first_sold(facts, begin, past.covered)
    if not (facts.created >= 0).any() and past.covered < LEAST_DAYS:
        short = (
            f"No catalog tells since when products exist, and {LEAST_DAYS} days would be needed."
        )
        return nothing_told("new_launch", len(facts), short)
    carried, launched = by_catalog | by_sales, launch_days(facts)
    reasons = {}
    for item in np.flatnonzero(carried).tolist():
        since = "In the shop" if by_catalog[item] else "First sold"
        reasons[item] = f"{since} {_ago(facts.last_day - int(launched[item]))}."
    reason = f"In the shop for {LAUNCH_DAYS} days or less at the end of the file."
    return Tag("new_launch", carried, "data", reason, reasons)


def _first_sold(facts: ProductFacts, begin: int, days: int) -> Mask:
    """First sold of late, among products without a day in the catalog."""
    late = (facts.created < 0) & (facts.first_sold >= begin)
    if days < LEAST_DAYS:
        return np.zeros_like(late)
    chance = ((LAUNCH_DAYS + 1) / days) ** facts.orders
    return late & (chance <= BY_CHANCE)


def _ago(days: int) -> str:
    if days < 0:
        return "after the file's last day"
    if days == 0:
        return "on the file's last day"
    return f"{days} day{'' if days == 1 else 's'} before the file's last day"
