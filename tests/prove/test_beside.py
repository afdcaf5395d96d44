"""The card beside the bundles: made meanwhile or after them, and the same."""

import asyncio
import dataclasses

import pytest

from engine.bundles import BundleOptions
from engine.bundles.candidates.found import find_candidates
from engine.bundles.context.context import Context, gather_context
from engine.bundles.context.mapped import map_lines
from engine.bundles.prove import beside as room
from engine.bundles.prove.beside import proving
from engine.bundles.ways import Ways
from engine.models.opening import local_models
from engine.steps import Steps
from tests.bundles.test_find_bundles import shop

OPTIONS = BundleOptions()


async def context_of(steps: Steps) -> Context:
    async def show(*_: object) -> None:
        """Nobody looks."""

    mapped = map_lines(shop(), None, OPTIONS, steps)
    return await gather_context(mapped, "", OPTIONS, local_models(), steps, show)


def made(ways: Ways) -> tuple[dict[str, object], str]:
    """The card, and how its step stands once the block had time for it."""

    async def run() -> tuple[dict[str, object], str]:
        steps = Steps()
        context = await context_of(steps)
        async with proving(context, OPTIONS, ways, steps) as proven:
            await find_candidates(context, OPTIONS, local_models().chat, ways, steps)
            status = {child.name: child.status for child in steps.view().children}
            card = await proven()
        return card.as_dict(), status.get("Does it hold?", "waiting")

    return asyncio.run(run())


def test_it_is_the_same_card_meanwhile_and_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    beside, began = made(Ways())
    after, waited = made(dataclasses.replace(Ways(), side_by_side=False))
    monkeypatch.setattr(room, "MOST_LINES", 1)
    large, waited_too = made(Ways())
    assert beside == after == large
    assert began in ("running", "done")
    assert (waited, waited_too) == ("waiting", "waiting")


def test_what_fails_in_the_block_is_raised_as_it_is() -> None:
    async def run() -> None:
        steps = Steps()
        async with proving(await context_of(steps), OPTIONS, Ways(), steps):
            raise KeyError("the block's own")

    with pytest.raises(KeyError, match="the block's own"):
        asyncio.run(run())
