"""Families of products a customer may choose from: interchangeable, of one design, or alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.likeness import FILLERS, Likeness
from engine.bundles.candidates.neighbours import SIMILAR, Neighbours
from engine.bundles.candidates.sources.likeness import same_word
from engine.bundles.context.facts import ProductFacts

FOUND = ("twins", "family", "likeness")
LEAST_MEMBERS = 2
DESIGN_WORDS = 2
MOST_PRICE_RATIO = 2.0
MOST_WORDS = 4


@dataclass(frozen=True)
class Group:
    """Products that can stand in for one another.

    Attributes:
        items: Product numbers, ascending, two or more.
        found: How: `twins` (one product in colours or sizes), `family` (one design or one kind of
            thing by the words of their names), `likeness` (their texts mean much the same).
        name: The words they share, empty where they share none.
    """

    items: tuple[int, ...]
    found: str
    name: str


def groups_of(
    facts: ProductFacts, likeness: Likeness, neighbours: Neighbours | None
) -> tuple[Group, ...]:
    """Every group once, as the strongest kind it was found by; larger ones are not cut.

    A product may be in several groups: once among its twins, once with the rest of its design.

    Args:
        facts: Codes, categories, prices and sales.
        likeness: Of all of these products.
        neighbours: Among their texts, or None.

    Returns:
        Groups in the order of `FOUND`; within a kind by the orders of their products, most first,
        then by their numbers.
    """
    kinds = (
        _same((likeness.code, likeness.name, likeness.variant)),
        _families(likeness),
        _alike(facts, neighbours) if neighbours is not None else (),
    )
    met: set[tuple[int, ...]] = set()
    groups: list[Group] = []
    for found, kind in zip(FOUND, kinds, strict=True):
        new = {items for items in kind if len(items) >= LEAST_MEMBERS} - met
        met |= new
        ranked = sorted(new, key=lambda items: (-int(facts.orders[list(items)].sum()), items))
        groups += [Group(items, found, likeness.family(items) or "") for items in ranked]
    return tuple(groups)


def _same(columns: Sequence[Iterable[int]]) -> Iterator[tuple[int, ...]]:
    """Groups of twins: those that share a number in any column, directly or through others."""
    leader: dict[int, int] = {}

    def lead(item: int) -> int:
        while leader.setdefault(item, item) != item:
            item = leader[item]
        return item

    for column in columns:
        for items in _by(np.asarray(column).tolist()):
            for item in items[1:]:
                one, other = sorted((lead(items[0]), lead(item)))
                leader[other] = one
    roots = {item: lead(item) for item in sorted(leader)}
    members: dict[int, list[int]] = {}
    for item, root in roots.items():
        members.setdefault(root, []).append(item)
    return (tuple(items) for items in members.values())


def _families(likeness: Likeness) -> Iterator[tuple[int, ...]]:
    """Products that share the part before ` - `, or two words or more at the head or the tail."""
    stems = [stem.lower() or None for stem in likeness.stems]
    heads = [_head(words) for words in likeness.words]
    tails = [_head(words[::-1]) for words in likeness.words]
    for keys in (stems, heads, tails):
        yield from map(tuple, _by(keys))


def _head(words: Sequence[str]) -> tuple[str, ...] | None:
    """The first words up to the second that means something, or None."""
    meaning = [place for place, word in enumerate(words) if word not in FILLERS]
    if len(meaning) < DESIGN_WORDS or meaning[1] >= MOST_WORDS:
        return None
    return tuple(words[: meaning[1] + 1])


def _alike(facts: ProductFacts, neighbours: Neighbours) -> Iterator[tuple[int, ...]]:
    """Each product with its neighbours of cosine .70 or more, once, the best sellers first.

    Only products of one category, where that is known, and of prices up to twice each other.
    """
    pairs = np.column_stack((neighbours.item, neighbours.other))
    known = np.array([bool(category) for category in facts.categories])[pairs].all(axis=1)
    low, high = np.sort(facts.price[pairs], axis=1).T
    near = (neighbours.cosine >= SIMILAR) & (~known | same_word(facts.categories, pairs))
    near &= (low < 0) | (high <= MOST_PRICE_RATIO * low)
    others: dict[int, list[int]] = {}
    for item, other in pairs[near].tolist():
        others.setdefault(item, []).append(other)
    taken: set[int] = set()
    for item in sorted(others, key=lambda item: (-int(facts.orders[item]), item)):
        free = [other for other in others[item] if other not in taken]
        if item in taken or not free:
            continue
        taken |= {item, *free}
        yield tuple(sorted((item, *free)))


def _by(keys: Sequence[Hashable]) -> Iterator[list[int]]:
    """Places of equal keys, two or more each; None is equal to nothing."""
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            places.setdefault(key, []).append(place)
    return (found for found in places.values() if len(found) > 1)
