"""All candidates of a run: the portfolio's, the pool, and those of every objective and type."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.bundles.asks.propose import Proposed, propose
from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.from_itemsets import Candidates, choose_candidates
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.groups import Group, groups_of
from engine.bundles.candidates.neighbours import find_neighbours
from engine.bundles.candidates.pool import Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.prepared import Material
from engine.bundles.candidates.units import make_units
from engine.bundles.context.context import Context
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.context.size import tiers_for
from engine.bundles.decide.duplicates import drop_duplicates
from engine.bundles.options import BundleOptions
from engine.bundles.ways import Ways
from engine.jobs import in_thread
from engine.models import Chat
from engine.steps import Step, Steps


@dataclass(frozen=True)
class Found:
    """What may become bundles.

    Attributes:
        sized: The portfolio's candidates of 2, of 3, … products.
        pool: Every proposed set.
        units: Candidates of each objective × type, without duplicates.
        proposed: What the chat model proposed and what of it was refused.
        duplicates: How many candidates of units were dropped as duplicates.
    """

    sized: tuple[Candidates, ...]
    pool: Pool
    units: tuple[Unit, ...]
    proposed: Proposed
    duplicates: int

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """Candidates of all units, in order."""
        return tuple(candidate for unit in self.units for candidate in unit.candidates)


async def find_candidates(
    context: Context, options: BundleOptions, chat: Chat, ways: Ways, steps: Steps
) -> Found:
    """Find the candidates of the portfolio and of every objective × type, from every source."""
    mapped, mined = context.mapped, context.mined
    with steps("Ask for proposals", unit="objectives") as step:
        step.check()
        proposed = await propose(chat, mapped.facts, options.objectives, step, tags=context.tags)
    with steps("Generate candidates") as step:
        way = _side_by_side if ways.side_by_side else _one_by_one
        sized = await way(
            step, mined.evidence, choose_candidates,
            mapped.baskets, mined.weights, mined.likeness, options, mapped.facts,
        )  # fmt: skip
    with steps("Fill the pool", unit="sets") as step:
        pool, groups = await _filled(context, proposed, options, ways, step)
    with steps("Make offers of them", unit="units") as step:
        material = Material(
            pool, groups, mapped.facts, mapped.sales, context.tags, mapped.baskets, options,
            mapped.existing,
        )  # fmt: skip
        units = await make_units(material, side_by_side=ways.side_by_side, step=step)
        units, duplicates = _without_duplicates(units)
    return Found(tuple(sized), pool, units, proposed, duplicates)


async def _filled(
    context: Context, proposed: Proposed, options: BundleOptions, ways: Ways, step: Step
) -> tuple[Pool, Sequence[Group]]:
    """The pool, and families of similar products."""
    mapped, mined, neighbours = context.mapped, context.mined, None
    if mapped.mined:
        neighbours = await in_thread(
            step, find_neighbours, context.vectors, mapped.facts, use_faiss=ways.faiss
        )
    pooled = PoolContext(
        mapped.baskets, mapped.facts, mined.itemsets, mined.counts, mined.evidence,
        mined.weights, mined.likeness, context.vectors, neighbours,
        tuple(items for _, _, items in proposed.sets), mapped.existing,
        tiers_for(mapped.lines),
    )  # fmt: skip
    pool = await in_thread(step, gather_pool, pooled, options, step, bottom_up=ways.bottom_up)
    return pool, await in_thread(step, groups_of, mapped.facts, mined.likeness, neighbours)


def _without_duplicates(units: Sequence[Unit]) -> tuple[tuple[Unit, ...], int]:
    """The units without what stands in them twice or almost so, and how many that were."""
    found = [candidate for unit in units for candidate in unit.candidates]
    kept, dropped = drop_duplicates(found)
    of_unit: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in kept:
        of_unit.setdefault((candidate.objective, candidate.bundle_type), []).append(candidate)
    return tuple(
        replace(unit, candidates=tuple(of_unit.get((unit.objective, unit.bundle_type), ())))
        for unit in units
    ), len(dropped)


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
