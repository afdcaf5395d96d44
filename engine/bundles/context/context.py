"""All that candidates are made from: itemsets and rules, vectors and tags, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import polars as pl

from engine.bundles.asks.classify import classify
from engine.bundles.candidates.likeness import Likeness, compare_products
from engine.bundles.context.evidence import SetEvidence, gather_evidence
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.mapped import Mapped
from engine.bundles.context.mining import mine_and_keep, nothing_mined
from engine.bundles.context.rules import find_rules
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.tags.tag import Tags
from engine.bundles.context.tags.tagging import tag_products, untold_of, with_answers
from engine.bundles.context.vectors import ProductVectors, embed_products
from engine.bundles.context.weights import OrderWeights, weigh_orders
from engine.bundles.options import BundleOptions
from engine.jobs import in_thread
from engine.models import Models, is_local
from engine.steps import Step, Steps


@dataclass(frozen=True)
class Mined:
    """What orders tell.

    Attributes:
        itemsets: All frequent sets.
        counts: Their counts, also of their subsets.
        evidence: Of the sets of 2, of 3, …
        rules: All association rules; see `find_rules`.
        weights: What each order counts for.
        likeness: Which products are twins or of one family.
    """

    itemsets: Itemsets
    counts: SubsetCounts
    evidence: tuple[SetEvidence, ...]
    rules: pl.DataFrame
    weights: OrderWeights
    likeness: Likeness


@dataclass(frozen=True)
class Context:
    """Everything known before candidates are made.

    Attributes:
        mapped: Lines, baskets, sales, facts.
        mined: What orders tell.
        vectors: The products' texts as vectors.
        tags: Which products are slow, new, seasonal …
    """

    mapped: Mapped
    mined: Mined
    vectors: ProductVectors
    tags: Tags


async def gather_context(
    mapped: Mapped,
    source: str,
    options: BundleOptions,
    models: Models,
    steps: Steps,
    show: Callable[[Mined, Step], Awaitable[None]],
) -> Context:
    """Mine, embed and tag side by side; without a server first mine until something is shown.

    Args:
        mapped: Lines mapped to products.
        source: Id of the checked table, by which costly parts are kept; empty keeps nothing.
        options: What to look for.
        models: Who embeds and classifies.
        steps: One step each.
        show: Called with what was mined as soon as it is there, and the step it is in.
    """
    shown = asyncio.Event()

    async def show_first(mined: Mined, step: Step) -> None:
        await show(mined, step)
        shown.set()

    try:
        async with asyncio.TaskGroup() as group:
            mined = group.create_task(_mine(mapped, source, options, steps, show_first))
            if is_local(models.chat):
                # What is shown first is not kept waiting by work that nobody sees yet; a server's
                # answers take no time of this computer's.
                await shown.wait()
            vectors = group.create_task(_embed(mapped, source, models, steps))
            tags = group.create_task(_tag(mapped, models, steps))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return Context(mapped, mined.result(), vectors.result(), tags.result())


async def _mine(
    mapped: Mapped,
    source: str,
    options: BundleOptions,
    steps: Steps,
    show: Callable[[Mined, Step], Awaitable[None]],
) -> Mined:
    baskets = mapped.baskets
    with steps("Mine itemsets", unit="products") as step:
        itemsets = nothing_mined(baskets, options)
        if mapped.mined:
            itemsets = await mine_and_keep(source, baskets, options, step)
    with steps("Weigh the evidence") as step:
        counts = SubsetCounts(itemsets)
        evidence = await in_thread(step, gather_evidence, itemsets, counts, step)
        weights = weigh_orders(baskets, options.half_life_days, options.season)
        likeness = compare_products(mapped.facts)
        mined = Mined(itemsets, counts, evidence, pl.DataFrame(), weights, likeness)
        await show(mined, step)
    with steps("Find rules", unit="sets") as step:
        q_values = tuple(sized.q_value for sized in evidence)
        rules = await in_thread(
            step, find_rules, itemsets, counts, q_values, baskets.products, step
        )
    return Mined(itemsets, counts, evidence, rules, weights, likeness)


async def _embed(mapped: Mapped, source: str, models: Models, steps: Steps) -> ProductVectors:
    with steps("Embed products", unit="products") as step:
        step.check()
        return await embed_products(mapped.facts, models.embed, source, step)


async def _tag(mapped: Mapped, models: Models, steps: Steps) -> Tags:
    """Tags from data, and from the model's classifier where data cannot tell."""
    with steps("Tag products", unit="products") as step:
        step.check()
        tags = await in_thread(step, tag_products, mapped.facts, mapped.sales, {})
        wanted = untold_of(tags)
        if not wanted:
            return tags
        return with_answers(tags, await classify(models.chat, mapped.facts, wanted, step))
