"""BXGY: one product or two are bought, and another one is then cheaper or free.

Which one is given follows from the objective:

- clear_slow_movers, new_launch: the slow or new one is given. What customers come for keeps its
  price, and the reduction is spent on what would not sell, or is not known, at the full one.
- seasonal_promo, gift_box, subscription_push: the product with the tag is bought. Customers come
  for it anyway, so it keeps its price and what is given makes the offer.
- margin_guard: the one with the higher margin is given, where a reduction costs least.
- category_bundle: what is given is of a category that none of the bought ones is of.
- else, and among equals: the consequent of the best rule is given, what its buyers take most.

The given product costs no more than what is bought; where the objective's choice would, the
roles are turned.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.shelf import Mask
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.types.sets import as_candidate
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.objectives import OBJECTIVES

TYPE = "BXGY"
MOST_ITEMS = 3
GIVEN = ("clear_slow_movers", "new_launch")
BOUGHT = ("seasonal_promo", "gift_box", "subscription_push")


def find_buy_and_get(objective: str, known: Prepared) -> Unit:
    """Sets with a product that may be given when the others are bought."""
    aim = known.aims[objective]
    allowed = aim.serves & known.complements & (known.size <= MOST_ITEMS)
    rows = np.flatnonzero(allowed)
    sets = np.asfortranarray(known.items[rows, :MOST_ITEMS])
    giveable = _giveable(sets, known)
    wish = np.where(giveable, _wish(objective, sets, known.material.pool.to[rows], known), -1.0)
    # A set whose roles are as the objective wants them comes before one whose roles are turned.
    turned = wish.max(axis=1) < 1
    score = blend(objective, known.strength[rows], aim.fit[rows])
    tier = known.material.pool.tier[rows]
    possible = wish.max(axis=1) >= 0
    best = best_rows(possible, sets, score, tier, turned)
    given = np.argmax(wish, axis=1)
    candidates = (_with_roles(objective, known, int(rows[row]), int(given[row])) for row in best)
    return Unit(objective, TYPE, tuple(candidates), int(possible.sum()))


def _giveable(sets: Ints, known: Prepared) -> Mask:
    """(n, 3) which products cost no more than the others of the set together.

    Without any prices in the file each may be given; a set with a price missing has none.
    """
    if "prices" not in known.material.facts.has:
        return sets >= 0
    held = sets >= 0
    price = np.where(held, known.shelf.price[sets], 0.0)
    giveable: Mask = held & (price <= price.sum(axis=1, keepdims=True) - price)
    return giveable


def _wish(objective: str, sets: Ints, to: Ints, known: Prepared) -> Floats:
    """(n, 3) 1 or more where the objective would give a product; the rest decides among equals."""
    shelf = known.shelf
    wished, better = np.ones(sets.shape, dtype=bool), np.zeros(sets.shape, dtype=bool)
    if objective in GIVEN:
        wished = shelf.carried[OBJECTIVES[objective].tag][sets]
    elif objective in BOUGHT:
        tagged = shelf.carried[OBJECTIVES[objective].tag][sets]
        # Some product that carries it is bought; best if all of them are.
        wished, better = tagged.sum(axis=1, keepdims=True) > tagged, ~tagged
    elif objective == "margin_guard":
        margin = np.nan_to_num(shelf.margin[sets], nan=-np.inf)
        wished = margin == margin.max(axis=1, keepdims=True)
    elif objective == "category_bundle":
        wished = _foreign(sets, shelf.category[sets])
    wish: Floats = wished + better / 2 + (sets == to[:, None]) / 4
    return wish


def _foreign(sets: Ints, category: Ints) -> Mask:
    """(n, 3) whether a product's category is that of none of the others."""
    foreign = (sets >= 0) & (category >= 0)
    for column in range(sets.shape[1]):
        same = category == category[:, [column]]
        same[:, column] = False
        foreign &= ~same
    return foreign


def _with_roles(objective: str, known: Prepared, row: int, column: int) -> Candidate:
    candidate = as_candidate(objective, TYPE, known, row)
    given = int(known.material.pool.items[row, column])
    bought = tuple(item for item in candidate.items if item != given)
    return replace(candidate, buy=bought, get=(given,))
