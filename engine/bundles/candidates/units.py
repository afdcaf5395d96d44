"""Objective × type: units that stand alone, made side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from engine.bundles.candidates.candidate import Unit
from engine.bundles.candidates.empty import say_why_empty
from engine.bundles.candidates.prepared import Material, Prepared, prepare
from engine.bundles.candidates.types.bxgy import find_buy_and_get
from engine.bundles.candidates.types.fbt import find_bought_together
from engine.bundles.candidates.types.fixed import find_fixed_sets
from engine.bundles.candidates.types.mix_match import find_mixes
from engine.bundles.candidates.types.volume import find_volume_discounts
from engine.bundles.objectives import OBJECTIVES, TYPES
from engine.jobs import in_thread
from engine.steps import Step

FINDERS: Mapping[str, Callable[[str, Prepared], Unit]] = {
    "FBT": find_bought_together,
    "VOLUME_DISCOUNT": find_volume_discounts,
    "MIX_MATCH": find_mixes,
    "BXGY": find_buy_and_get,
    "FIXED": find_fixed_sets,
}


async def make_units(material: Material, *, side_by_side: bool, step: Step) -> tuple[Unit, ...]:
    """Candidates of each objective and type that the options ask for.

    Args:
        material: What they are made of.
        side_by_side: Whether units are made at the same time or one after the other; they are
            the same.
        step: Counts units.

    Returns:
        A unit for every objective × type asked for, in the order of `OBJECTIVES` and of `TYPES`;
        one that cannot exist is empty and says why.
    """
    asked = [
        (objective, bundle_type)
        for objective in OBJECTIVES
        for bundle_type in TYPES
        if objective in material.options.objectives and bundle_type in material.options.types
    ]
    step.expect(len(asked))
    known = await in_thread(step, prepare, material, step)
    if not side_by_side:
        return tuple([await _made(step, known, *one) for one in asked])
    return await _side_by_side(step, known, asked)


async def _side_by_side(
    step: Step, known: Prepared, asked: Sequence[tuple[str, str]]
) -> tuple[Unit, ...]:
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_made(step, known, *one)) for one in asked]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return tuple(task.result() for task in tasks)


async def _made(step: Step, known: Prepared, objective: str, bundle_type: str) -> Unit:
    unit = await in_thread(step, make_unit, objective, bundle_type, known)
    step.advance()
    return unit


def make_unit(objective: str, bundle_type: str, known: Prepared) -> Unit:
    """One unit, with the reason where it is empty."""
    unit = FINDERS[bundle_type](objective, known)
    if unit.candidates:
        return unit
    return replace(unit, empty=say_why_empty(objective, bundle_type, known))
