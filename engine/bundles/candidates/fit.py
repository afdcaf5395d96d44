"""Does a set of products do what an objective asks, and how well?

Every formula is our own and looks at nothing but facts of the file:

- increase_aov: what the set adds to its dearest product, relative to the median order, 1 at most;
  without prices the share of products beyond the first.
- clear_slow_movers, new_launch: ½ + ½ · how well known the best-known other product is. A new
  product's set must hold one that draws customers: none of the least known quarter.
- seasonal_promo, gift_box: share of the products that carry the tag.
- subscription_push: the same, halved with the share of buyers who come back for them.
- category_bundle: 1 where every product is of another category; three of them are enough.
- margin_guard: share of the shop's products with a margin no higher than that of the whole set,
  which must reach the lowest margin that counts as high; the share that carries the tag where
  margins are not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.shelf import Mask, Shelf
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.objectives import OBJECTIVES

ENOUGH_CATEGORIES = 3
# Renown from which a product draws customers to a new one.
LEAST_RENOWN = 0.25
# The margin of three of a product is that of one, whatever rounding makes of it.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Aim:
    """How sets serve an objective.

    Attributes:
        serves: (n,) whether a set does what the objective asks, with nothing out of stock.
        fit: (n,) 0..1, how well; 0 where it does not serve.
    """

    serves: Mask
    fit: Floats


def aim_at(objective: str, sets: Ints, shelf: Shelf) -> Aim:
    """Judge sets by an objective.

    Args:
        objective: One of `OBJECTIVES`.
        sets: (n, k) product numbers, -1 behind the last; a product that is there several times
            counts as so many units.
        shelf: The products.
    """
    serves, fit = _JUDGES[objective](sets, shelf, _tagged(objective, sets, shelf))
    serves = serves & shelf.at_hand[sets].all(axis=1)
    return Aim(serves, np.where(serves, np.clip(fit, 0.0, 1.0), 0.0))


def whole_margin(sets: Ints, shelf: Shelf) -> Floats:
    """(n,) margin of everything in a set together, (Σprice - Σcost) / Σprice; nan if not known."""
    held = sets >= 0
    price = np.where(held, shelf.price[sets], 0.0).sum(axis=1)
    cost = np.where(held, shelf.cost[sets], 0.0).sum(axis=1)
    margin: Floats = (price - cost) / price
    return margin


def least_high_margin(shelf: Shelf) -> float:
    """The lowest margin among products that carry `high_margin`; nan where none is known."""
    margins = shelf.margin[shelf.carried["high_margin"]]
    return float(np.nanmin(margins)) if np.isfinite(margins).any() else float("nan")


_Judged = tuple[Mask, Floats]


def _tagged(objective: str, sets: Ints, shelf: Shelf) -> Mask:
    """(n, k) which products carry the objective's tag; none where it has no tag."""
    tag = OBJECTIVES[objective].tag
    return shelf.carried[tag][sets] if tag else np.zeros(sets.shape, dtype=bool)


def _any(tagged: Mask) -> Mask:
    return np.asarray(tagged.any(axis=1), dtype=bool)


def _raises_value(sets: Ints, shelf: Shelf, _: Mask) -> _Judged:
    size = (sets >= 0).sum(axis=1)
    everything = np.ones(len(sets), dtype=bool)
    price = np.where(sets >= 0, shelf.price[sets], 0.0)
    if np.isnan(shelf.order_value):
        return everything, (size - 1) / size
    added = price.sum(axis=1) - price.max(axis=1, initial=0.0)
    return everything, np.nan_to_num(added / shelf.order_value)


def _moves_stock(sets: Ints, shelf: Shelf, tagged: Mask) -> _Judged:
    return _any(tagged), 0.5 + 0.5 * _pull(sets, shelf, tagged)


def _launches(sets: Ints, shelf: Shelf, tagged: Mask) -> _Judged:
    pull = _pull(sets, shelf, tagged)
    alone = (sets == sets[:, :1]).sum(axis=1) == (sets >= 0).sum(axis=1)
    return _any(tagged) & ((pull > LEAST_RENOWN) | alone), 0.5 + 0.5 * pull


def _pull(sets: Ints, shelf: Shelf, tagged: Mask) -> Floats:
    """(n,) 0..1, how well known the best-known product without the tag is."""
    pull: Floats = np.where(tagged, 0.0, shelf.renown[sets]).max(axis=1, initial=0.0)
    return pull


def _carries(sets: Ints, _: Shelf, tagged: Mask) -> _Judged:
    share: Floats = tagged.sum(axis=1) / (sets >= 0).sum(axis=1)
    return _any(tagged), share


def _is_bought_again(sets: Ints, shelf: Shelf, tagged: Mask) -> _Judged:
    serves, share = _carries(sets, shelf, tagged)
    known = tagged & np.isfinite(shelf.repeat[sets])
    again = np.where(known, shelf.repeat[sets], 0.0).sum(axis=1) / np.maximum(1, known.sum(axis=1))
    return serves, np.where(known.any(axis=1), (share + again) / 2, share)


def _crosses(sets: Ints, shelf: Shelf, _: Mask) -> _Judged:
    categories = np.sort(shelf.category[sets], axis=1)
    new = (categories[:, 1:] != categories[:, :-1]) & (categories[:, 1:] >= 0)
    distinct = new.sum(axis=1) + (categories[:, 0] >= 0)
    most = np.minimum((sets >= 0).sum(axis=1), ENOUGH_CATEGORIES)
    return distinct >= 2, (distinct - 1) / np.maximum(1, most - 1)


def _keeps_margin(sets: Ints, shelf: Shelf, tagged: Mask) -> _Judged:
    least = least_high_margin(shelf)
    if np.isnan(least):
        return _carries(sets, shelf, tagged)
    margin = whole_margin(sets, shelf)
    fit = np.searchsorted(shelf.margins, margin + ROUNDING, side="right") / len(shelf.margins)
    return _any(tagged) & (margin >= least - ROUNDING), fit


_JUDGES: Mapping[str, Callable[[Ints, Shelf, Mask], _Judged]] = {
    "increase_aov": _raises_value,
    "clear_slow_movers": _moves_stock,
    "seasonal_promo": _carries,
    "new_launch": _launches,
    "category_bundle": _crosses,
    "gift_box": _carries,
    "subscription_push": _is_bought_again,
    "margin_guard": _keeps_margin,
}
