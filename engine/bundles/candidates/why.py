"""A candidate's fit in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.bundles.candidates.fit import whole_margin
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.objectives import OBJECTIVES

# What a tag is called: one product that carries it, several, and what such a product does.
NOUNS = {
    "slow_mover": ("slow mover", "slow movers", "sells slowly"),
    "new_launch": ("new product", "new products", "is new"),
    "seasonal": ("seasonal product", "seasonal products", "is seasonal"),
    "high_margin": ("product with a high margin", "products with a high margin",
                    "has a high margin"),
    "gift_worthy": ("product that makes a gift", "products that make a gift", "makes a gift"),
    "replenishable": ("product that is bought again", "products that are bought again",
                      "is bought again"),
}  # fmt: skip


def say_fit(objective: str, items: Sequence[int], known: Prepared) -> str:
    """Why products serve the objective; names are those of the file.

    Args:
        objective: The objective.
        items: Product numbers, one that is there several times so many times.
        known: What is known.
    """
    return _SENTENCES.get(objective, _carries)(objective, items, known)


def _raises(_: str, items: Sequence[int], known: Prepared) -> str:
    price, value = known.shelf.price[list(items)], known.shelf.order_value
    several = len(set(items)) == 1
    if not np.isfinite(price).all() or np.isnan(value):
        return f"{len(items)} {'pieces' if several else 'products'} in one order instead of one."
    share = f"{100 * (price.sum() - price.max()) / value:.0f} % of a usual order's value"
    if several:
        return f"{len(items)} pieces instead of one add {share}."
    return f"Beside its dearest product it adds {share}."


def _moves(objective: str, items: Sequence[int], known: Prepared) -> str:
    """Slow and new products, and the best-known product that carries them along."""
    said = _carries(objective, items, known)
    carried = known.shelf.carried[OBJECTIVES[objective].tag]
    others = [item for item in items if not carried[item] and known.shelf.renown[item] > 0]
    if not others:
        return said
    best = max(others, key=lambda item: (known.shelf.renown[item], -item))
    orders = int(known.shelf.orders[best])
    title = known.material.facts.titles[best]
    return f"{said[:-1]}; {title} ({orders:,} orders) draws the customers."


def _carries(objective: str, items: Sequence[int], known: Prepared) -> str:
    tag = OBJECTIVES[objective].tag
    items = sorted(set(items))
    carriers = [item for item in items if known.shelf.carried[tag][item]]
    singular, plural, _ = NOUNS[tag]
    if len(items) == 1:
        return f"It is a {singular}{_because(tag, carriers, known)}."
    if len(carriers) == 1:
        title = known.material.facts.titles[carriers[0]]
        return f"{title} is a {singular}{_because(tag, carriers, known)}."
    if len(carriers) < len(items):
        return f"{len(carriers)} of its {len(items)} products are {plural}."
    return f"{'Both' if len(items) == 2 else f'All {len(items)}'} are {plural}."


def _because(tag: str, carriers: Sequence[int], known: Prepared) -> str:
    reason = known.material.tags[tag].reasons.get(carriers[0], "") if carriers else ""
    return f" ({reason[:1].lower()}{reason[1:].rstrip('.')})" if reason else ""


def _crosses(_: str, items: Sequence[int], known: Prepared) -> str:
    words = known.material.facts.categories
    names = sorted({word for word in (words[item] for item in items) if word})
    return f"It joins {', '.join(names[:-1])} and {names[-1]}."


def _keeps(objective: str, items: Sequence[int], known: Prepared) -> str:
    margin = float(whole_margin(np.array([items], dtype=np.int64), known.shelf)[0])
    said = _carries(objective, items, known)
    if np.isnan(margin):
        return said
    return f"{said[:-1]}; before any discount {100 * margin:.0f} % of the price is margin."


_SENTENCES: Mapping[str, Callable[[str, Sequence[int], Prepared], str]] = {
    "increase_aov": _raises,
    "clear_slow_movers": _moves,
    "new_launch": _moves,
    "category_bundle": _crosses,
    "margin_guard": _keeps,
}
