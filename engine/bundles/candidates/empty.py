"""Why a unit has no candidates, in one sentence for the page."""

from __future__ import annotations

from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.types.families import ALONE, FEWEST
from engine.bundles.candidates.why import NOUNS
from engine.bundles.objectives import OBJECTIVES


def say_why_empty(objective: str, bundle_type: str, known: Prepared) -> str:
    """What is missing first: the tag, its carriers, categories, or what the type needs."""
    tag = OBJECTIVES[objective].tag
    missing = _without_tag(tag, known) if tag else ""
    if objective == "category_bundle":
        missing = _without_categories(bundle_type, known)
    if bundle_type == "MIX_MATCH":
        missing = missing or _without_mixes(objective, known)
    if missing:
        return missing
    one = NOUNS[tag][0] if tag else "product"
    return _TYPES[bundle_type].format(one=one, holds=f" that holds a {one}" if tag else "")


def _without_tag(tag: str, known: Prepared) -> str:
    told, shelf, does = known.material.tags[tag], known.shelf, NOUNS[tag][2]
    if told.basis == "none":
        return told.reason
    if not told.carried.any():
        return f"Nothing {does}: {told.reason[:1].lower()}{told.reason[1:]}"
    if not (shelf.carried[tag] & shelf.at_hand).any():
        return f"All that {does} is out of stock."
    return ""


def _without_categories(bundle_type: str, known: Prepared) -> str:
    if bundle_type == "VOLUME_DISCOUNT":
        return "A volume discount is for one product, which is of one category."
    if known.shelf.category.max() < 1:
        return "The file has no two categories of products."
    return ""


def _without_mixes(objective: str, known: Prepared) -> str:
    if len(known.mixes[objective]):
        return "Customers take one at a time of a family of similar products, not several."
    tag = OBJECTIVES[objective].tag
    if objective == "category_bundle":
        return "No three products of two categories go together often enough to choose from."
    if all(len(group.items) < FEWEST for group in known.material.groups):
        return "No three products are alike enough to choose from."
    if not tag:
        return "No family of similar products has three in stock."
    if objective in ALONE:
        return f"No family of similar products has three {NOUNS[tag][1]}."
    return f"No family of similar products holds a {NOUNS[tag][0]}."


_TYPES = {
    "FBT": "No set{holds} is bought together 5 % more often than by chance, by 15 % or more of "
    "those who buy the rest of it.",
    "FIXED": "No set{holds} serves the objective as a whole.",
    "BXGY": "No set{holds} has a product that costs no more than those to be bought with it.",
    "VOLUME_DISCOUNT": "No {one} is bought several at a time.",
}
