"""The card of a run, made beside the bundles: it needs the baskets and vectors and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from engine.bundles.context.context import Context
from engine.bundles.options import BundleOptions
from engine.bundles.prove.card import Card
from engine.bundles.prove.judge import prove_card
from engine.bundles.ways import Ways
from engine.steps import Steps

# Beyond so many lines the card waits for the bundles: both at once would take too much memory.
MOST_LINES = 2_000_000


@asynccontextmanager
async def proving(
    context: Context, options: BundleOptions, ways: Ways, steps: Steps
) -> AsyncIterator[Callable[[], Awaitable[Card]]]:
    """Make the card while the block works on, or one after the other; the card is the same.

    Args:
        context: Its baskets and vectors.
        options: Those of the run.
        ways: `side_by_side` says which.
        steps: One step.

    Yields:
        What waits for the card; called once, at the end of the block.

    Raises:
        Cancelled: The run was cancelled.
    """

    async def prove() -> Card:
        with steps("Does it hold?", unit="ways") as step:
            return await prove_card(context.mapped.baskets, options, context.vectors, step=step)

    if not ways.side_by_side or len(context.mapped.sales) > MOST_LINES:
        yield prove
        return
    try:
        async with asyncio.TaskGroup() as group:
            card = group.create_task(prove())

            async def proven() -> Card:
                return await card

            yield proven
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
