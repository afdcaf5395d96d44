"""Families of products that customers may choose from, and the mixes they give each objective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.fit import aim_at
from engine.bundles.candidates.groups import Group
from engine.bundles.candidates.pool import Pool
from engine.bundles.candidates.shelf import Mask, Shelf
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.objectives import OBJECTIVES

FEWEST, MOST = 3, 8
FEWEST_SOLD = 2
# Prices of what is chosen from at one price may differ by a factor of three.
WITHIN = 3**0.5
# Products of each of two categories that are most bought with those of the other.
A_SIDE = 3
# Slow and new products get so many places; the rest is for what makes customers look.
PLACES = 4
ACCOMPANIED = ("clear_slow_movers", "new_launch")
# A gift box is made of gifts alone, and a high margin is not thinned.
ALONE = ("gift_box", "margin_guard")
MOST_MIXES, ENOUGH_MIXES = 150, 30
# Purchases that are counted for one objective, unless there are few mixes.
MOST_PURCHASES = 1_000_000


@dataclass(frozen=True)
class Families:
    """Families, flat: one element a membership.

    Attributes:
        family: (memberships,) number of the family, ascending.
        item: (memberships,) product number, ascending within a family.
        crossing: (families,) whether it was put together from two categories.
    """

    family: Ints
    item: Ints
    crossing: Mask

    def __len__(self) -> int:
        return len(self.crossing)

    def mixes_for(self, objective: str, shelf: Shelf) -> Ints:
        """(n, 8) products to choose from, ascending, -1 behind the last; rows are distinct.

        A family is cut to the eight sold most. Where the objective asks for a tag its carriers
        come first, and stand alone if there are three of them, but for slow and new products,
        which need others beside them.
        """
        family, item = self._members(objective, shelf)
        first = _carried(objective, shelf)[item]
        if objective in ACCOMPANIED:
            first &= _place(family, item, -shelf.orders[item], ~first) < PLACES
        place = _place(family, item, -shelf.orders[item], ~first)
        sets = np.full((len(self), MOST), -1, dtype=np.int64)
        fits = place < MOST
        sets[family[fits], place[fits]] = item[fits]
        sets = _distinct(sets[(sets >= 0).sum(axis=1) >= FEWEST])
        sets = sets[aim_at(objective, sets, shelf).serves]
        return _best_sold(sets, shelf)

    def _members(self, objective: str, shelf: Shelf) -> tuple[Ints, Ints]:
        """The memberships that an objective has a use for."""
        carried = _carried(objective, shelf)[self.item]
        carriers = np.bincount(self.family[carried], minlength=len(self))
        keep = ~self.crossing | (objective == "category_bundle")
        if objective in ALONE:
            kept = carried
        elif objective in ACCOMPANIED:
            kept = np.ones(len(carried), dtype=bool)
        else:
            kept = carried | (carriers < FEWEST)[self.family]
        kept &= keep[self.family] & shelf.at_hand[self.item]
        return self.family[kept], self.item[kept]


def gather_families(groups: Sequence[Group], pool: Pool, shelf: Shelf) -> Families:
    """The families of similar products, and those of two categories bought together.

    Members whose price is far from their family's median are left out.
    """
    alike = sorted({group.items for group in groups if len(group.items) >= FEWEST})
    sizes = np.array([len(group) for group in alike], dtype=np.int64)
    across, partners = _across_categories(pool, shelf)
    family = np.concatenate([np.repeat(np.arange(len(alike)), sizes), across + len(alike)])
    item = np.concatenate(
        [np.array([n for group in alike for n in group], dtype=np.int64), partners]
    )
    count = int(family.max(initial=-1)) + 1
    close = _close_in_price(family, shelf.price[item], count)
    return Families(family[close], item[close], np.arange(count) >= len(alike))


def without_existing(sets: Ints, existing: Sequence[Sequence[int]]) -> Ints:
    """The mixes that hold no bundle, of two products or more, that exists already."""
    kept = np.ones(len(sets), dtype=bool)
    for items in existing:
        kept &= (np.isin(sets, items).sum(axis=1) < len(items)) | (len(items) < FEWEST_SOLD)
    return sets[kept]


def _best_sold(sets: Ints, shelf: Shelf) -> Ints:
    """The mixes whose products are in most orders: as many as are quickly counted."""
    sold = np.where(sets >= 0, shelf.orders[sets], 0).sum(axis=1)
    ranked = np.argsort(-sold, kind="stable")
    within = int((np.cumsum(sold[ranked]) <= MOST_PURCHASES).sum())
    return sets[np.sort(ranked[: min(MOST_MIXES, max(ENOUGH_MIXES, within))])]


def _across_categories(pool: Pool, shelf: Shelf) -> tuple[Ints, Ints]:
    """Of two categories, the products that are most bought with those of the other.

    What is compared is the number of orders beyond chance, over the pool's pairs.
    """
    sides = shelf.category[pool.items[:, :2]]
    beyond = pool.together - np.nan_to_num(pool.chance)
    pairs = (pool.size == 2) & (sides.min(axis=1) >= 0) & (sides[:, 0] != sides[:, 1])
    pairs &= (beyond > 0) & (pool.together > 0)
    low, high = sides[pairs].min(axis=1), sides[pairs].max(axis=1)
    number = np.repeat(low * len(shelf.category) + high, 2)
    item, weight = pool.items[pairs, :2].ravel(), np.repeat(beyond[pairs], 2)
    keys, place = np.unique(number * len(shelf.category) + item, return_inverse=True)
    weights = np.bincount(place, weights=weight, minlength=len(keys))
    number, item = keys // len(shelf.category), keys % len(shelf.category)
    side = number * len(shelf.category) + shelf.category[item]
    best = _place(side, item, -np.round(weights, 6)) < A_SIDE
    _, family = np.unique(number[best], return_inverse=True)
    return family.astype(np.int64), item[best]


def _close_in_price(family: Ints, price: Floats, count: int) -> Mask:
    """Which memberships are within a factor of the family's lower median; all without prices."""
    priced = np.bincount(family[np.isfinite(price)], minlength=count)
    starts = np.searchsorted(family, np.arange(count))
    ranked = np.append(price[np.lexsort((price, family))], np.nan)
    median = np.where(priced > 0, ranked[starts + np.maximum(0, priced - 1) // 2], np.nan)[family]
    near = (price >= median / WITHIN) & (price <= median * WITHIN)
    return near | np.isnan(median)


def _carried(objective: str, shelf: Shelf) -> Mask:
    """(products + 1,) which products carry the objective's tag; all where it has none."""
    tag = OBJECTIVES[objective].tag
    return shelf.carried[tag] if tag else np.ones(len(shelf.orders), dtype=bool)


def _place(group: Ints, item: Ints, *keys: Ints | Floats | Mask) -> Ints:
    """(n,) place of each member within its group by the last key, then the one before, …."""
    order = np.lexsort((item, *keys, group))
    ranked = group[order]
    new = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])) if len(ranked) else ranked
    start = np.repeat(new, np.diff(np.append(new, len(ranked))))
    place = np.empty(len(group), dtype=np.int64)
    place[order] = np.arange(len(group)) - start
    return place


def _distinct(sets: Ints) -> Ints:
    """Rows sorted, with -1 behind the last product, each once and in order."""
    never = np.iinfo(np.int64).max
    rows = np.sort(np.where(sets >= 0, sets, never), axis=1)
    rows = np.unique(rows, axis=0) if len(rows) else rows
    return np.where(rows == never, -1, rows)
