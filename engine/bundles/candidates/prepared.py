"""What all units share, prepared once: aims, strength, mixes and quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.fit import Aim, aim_at
from engine.bundles.candidates.groups import Group
from engine.bundles.candidates.pool import Pool
from engine.bundles.candidates.shelf import Mask, Shelf, stock_shelf
from engine.bundles.candidates.strength import strength_of
from engine.bundles.candidates.types.families import gather_families, without_existing
from engine.bundles.candidates.types.mixes import Mixes, count_mixes
from engine.bundles.candidates.types.quantities import Quantities, gather_quantities
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.sales import without_wholesale
from engine.bundles.context.tags.tag import Tags
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.bundles.options import BundleOptions
from engine.steps import Progress

SUBSTITUTES = 0.9


@dataclass(frozen=True)
class Material:
    """What units are made of.

    Attributes:
        pool: Sets of products with their evidence.
        groups: Families of similar products, from `groups_of`.
        facts: The products.
        sales: Lines sold.
        tags: What the products are.
        baskets: The orders that mixes are counted in.
        options: `objectives`, `types`, `twins`, `false_discovery` and `wholesale_items` apply.
        existing: Bundles that the shop sells already, as codes; no mix holds all of one, nor has
            the pool such a set.
    """

    pool: Pool
    groups: Sequence[Group]
    facts: ProductFacts
    sales: Sales
    tags: Tags
    baskets: Baskets
    options: BundleOptions
    existing: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Prepared:
    """The material and what follows from it for every unit.

    Attributes:
        material: The same.
        shelf: The products, as sets of them are judged.
        items: (pool, 4) the pool's product numbers, laid out by columns, which is what makes
            sums and maxima over a set quick.
        size: (pool,) how many products each set has.
        aims: Objective → how each set of the pool serves it.
        strength: (pool,) 0..1, how strongly orders speak for each set.
        complements: (pool,) whether its products are neither twins, where those are kept apart,
            nor substitutes by their texts.
        mixes: Objective → counted mixes.
        quantities: Quantities that products are bought in, in the orders that are mined.
    """

    material: Material
    shelf: Shelf
    items: Ints
    size: Ints
    aims: Mapping[str, Aim]
    strength: Floats
    complements: Mask
    mixes: Mapping[str, Mixes]
    quantities: Quantities

    def crosses(self, items: Sequence[int]) -> bool:
        """Whether products are of several categories."""
        return len({int(self.shelf.category[item]) for item in items}) > 1


def prepare(material: Material, step: Progress) -> Prepared:
    """Make ready what all units share."""
    pool, options = material.pool, material.options
    shelf = stock_shelf(material.facts, material.sales, material.tags)
    step.check()
    families = gather_families(material.groups, pool, shelf)
    mixed = "MIX_MATCH" in options.types
    sets = {name: families.mixes_for(name, shelf) for name in options.objectives if mixed}
    sets = {name: without_existing(rows, _numbers(material)) for name, rows in sets.items()}
    step.check()
    columns = np.asfortranarray(pool.items)
    mined = without_wholesale(material.sales, options.wholesale_items)
    return Prepared(
        material=material,
        shelf=shelf,
        items=columns,
        size=pool.size,
        aims={name: aim_at(name, columns, shelf) for name in options.objectives},
        strength=strength_of(pool),
        complements=_complements(pool, options),
        mixes=count_mixes(sets, material.baskets, step),
        quantities=gather_quantities(mined, step),
    )


def _numbers(material: Material) -> list[list[int]]:
    """Product numbers of each bundle that exists already."""
    number = {sku: item for item, sku in enumerate(material.facts.skus)}
    whole = [skus for skus in material.existing if all(sku in number for sku in skus)]
    return [sorted({number[sku] for sku in skus}) for skus in whole]


def _complements(pool: Pool, options: BundleOptions) -> Mask:
    with np.errstate(invalid="ignore"):
        substitutes = pool.likeness >= SUBSTITUTES
    if options.twins == "exclude":
        return ~(pool.twins | substitutes)
    return pool.twins | ~substitutes
