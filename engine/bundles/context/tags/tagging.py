"""Every product's tags, each from data where they suffice, else from words or a classifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.tags.gift import gift_worthy
from engine.bundles.context.tags.launch import new_launch
from engine.bundles.context.tags.margin import high_margin
from engine.bundles.context.tags.past import Past, look_back
from engine.bundles.context.tags.replenish import replenishable
from engine.bundles.context.tags.season import seasonal
from engine.bundles.context.tags.slow import slow_mover
from engine.bundles.context.tags.tag import Tag, Tags
from engine.bundles.objectives import TAGS

# What can be guessed from what a product is. How fast it sells and since when cannot.
ASKABLE = ("seasonal", "high_margin", "gift_worthy", "replenishable")
_RULES: Mapping[str, Callable[[ProductFacts, Past], Tag]] = {
    "slow_mover": slow_mover,
    "new_launch": new_launch,
    "seasonal": seasonal,
    "high_margin": high_margin,
    "gift_worthy": gift_worthy,
    "replenishable": replenishable,
}


def tag_products(facts: ProductFacts, sales: Sales, asked: Mapping[str, frozenset[int]]) -> Tags:
    """Tag all products.

    Args:
        facts: What is known of each product.
        sales: The lines that the facts were counted from.
        asked: Tag → products that a model's classifier says carry it; only tags that nothing
            else tells take its word.
    """
    past = look_back(facts, sales)
    return with_answers({name: _RULES[name](facts, past) for name in TAGS}, asked)


def with_answers(tags: Tags, asked: Mapping[str, frozenset[int]]) -> Tags:
    """The tags with a classifier's answers where nothing else tells; see `tag_products`."""
    return {name: _answered(tag, asked[name]) if name in asked else tag
            for name, tag in tags.items()}  # fmt: skip


def untold_of(tags: Tags) -> tuple[str, ...]:
    """Tags that the data cannot tell and a classifier can guess from what a product is.

    Args:
        tags: Made without a classifier.
    """
    return tuple(name for name in ASKABLE if tags[name].basis == "none")


def _answered(tag: Tag, said: frozenset[int]) -> Tag:
    if tag.basis != "none" or tag.name not in ASKABLE:
        return tag
    carried = np.zeros_like(tag.carried)
    carried[[item for item in said if 0 <= item < len(carried)]] = True
    reason = f"{tag.reason} The model was asked what each product is."
    reasons = dict.fromkeys(np.flatnonzero(carried).tolist(), "By what it is, in the model's view.")
    return Tag(tag.name, carried, "model", reason, reasons)
