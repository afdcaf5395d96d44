"""Order lines → product bundles, top to bottom as the diagram has it.

read orders → map lines to products
→ mine itemsets and rules (kept per file)            → preliminary bundles shown here
→ generate candidates → choose the portfolio (duplicates dropped) → price → explain
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from engine.bundles.candidates.from_itemsets import Candidates, choose_candidates
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.evidence import SetEvidence, gather_evidence
from engine.bundles.context.mining import mine_and_keep
from engine.bundles.context.rules import find_rules
from engine.bundles.context.size import say_how_small
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import gather_baskets
from engine.bundles.context.weights import weigh_orders
from engine.bundles.decide.portfolio import choose_portfolio
from engine.bundles.options import BundleOptions
from engine.bundles.result import BundleResult
from engine.bundles.say.bundles import Wording
from engine.bundles.say.summary import say_how_many, summarise_mining
from engine.jobs import in_thread
from engine.steps import Step, Steps


@dataclass(frozen=True)
class BundleTables:
    """What Bundles works on.

    Attributes:
        orders: Checked order lines; see `engine.files.Reading`.
        source: Id of that table, by which mined sets are kept; empty keeps nothing.
    """

    orders: pl.DataFrame
    source: str = ""


async def find_bundles(
    tables: BundleTables,
    options: BundleOptions,
    *,
    steps: Steps,
    side_by_side: bool = True,
    lazily: bool = True,
) -> BundleResult:
    """Find the bundles that an order export holds.

    Args:
        tables: The checked order lines.
        options: What to look for.
        steps: Named steps, warnings and preliminary bundles are reported here.
        side_by_side: Whether candidates of all sizes are generated at the same time or one size
            after the other; they are the same.
        lazily: Whether only candidates that could be the next pick are weighed anew for it, or
            all; the picks are the same.

    Raises:
        TooSmall: The file cannot tell; the message says what would do.
        Cancelled: The run was cancelled.
    """
    steps.plan(
        "Map lines to products", "Mine itemsets", "Weigh the evidence", "Find rules",
        "Generate candidates", "Choose the portfolio", "Price and explain",
    )  # fmt: skip
    options = options.settled()
    with steps("Map lines to products", unit="lines") as step:
        baskets = await in_thread(step, gather_baskets, tables.orders, options, step)
    with steps("Mine itemsets", unit="products") as step:
        itemsets = await mine_and_keep(tables.source, baskets, options, step)
    with steps("Weigh the evidence") as step:
        counts = SubsetCounts(itemsets)
        evidence = await in_thread(step, gather_evidence, itemsets, counts, step)
        likeness = compare_products(baskets.products)
        wording = Wording(baskets, likeness, options)
        steps.show(wording.preliminary(evidence[0]))
    with steps("Find rules", unit="sets") as step:
        q_values = tuple(sized.q_value for sized in evidence)
        rules = await in_thread(
            step, find_rules, itemsets, counts, q_values, baskets.products, step
        )
    with steps("Generate candidates") as step:
        weights = weigh_orders(baskets, options.half_life_days, options.season)
        way = _side_by_side if side_by_side else _one_by_one
        candidates = await way(
            step, evidence, choose_candidates, baskets, weights, likeness, options
        )
    with steps("Choose the portfolio", unit="bundles") as step:
        portfolio = await in_thread(
            step, choose_portfolio, candidates, weights, options, step, lazily=lazily
        )
    with steps("Price and explain", unit="bundles") as step:
        bundles = wording.final(portfolio, candidates, step)
    for sentence in (*say_how_small(baskets), *say_how_many(bundles, itemsets, options)):
        steps.warn(sentence)
    mining = summarise_mining(baskets, itemsets, candidates, portfolio, weights)
    return BundleResult(bundles, rules, baskets.products.as_table(), mining)


async def _one_by_one(
    step: Step, evidence: Sequence[SetEvidence], work: Callable[..., Candidates], *rest: object
) -> list[Candidates]:
    """Candidates of each size, one size after the other."""
    return [await in_thread(step, work, sized, *rest) for sized in evidence]


async def _side_by_side(
    step: Step, evidence: Sequence[SetEvidence], work: Callable[..., Candidates], *rest: object
) -> list[Candidates]:
    """The same, all sizes at once."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(in_thread(step, work, sized, *rest)) for sized in evidence]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]
