"""The two rounds of judging: by the words alone, then by what others are believed to be too."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import numpy as np

from engine.jobs import in_process
from engine.labels.evidence.classifier import ask_linear, ask_trees
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.others import Others
from engine.labels.evidence.pooled import pool_chances
from engine.labels.evidence.seen import Seen
from engine.labels.options import LabelOptions
from engine.labels.words import Floats, Mask
from engine.steps import Step

FIRST_STRENGTH, SECOND_STRENGTH = 5.0, 3.0
OF_FIRST, OF_LINEAR, OF_TREES = 0.3, 0.7, 1.0


async def ask_first(seen: Seen, options: LabelOptions, step: Step) -> list[Floats]:
    """Chances by the words alone, (w, K): the linear model's, then the trees' where wanted."""
    lessons = [seen.lesson(features, np.ones(len(seen.examples.at), dtype=np.bool_))
               for features in (seen.linear, seen.plain)]  # fmt: skip
    asked = [in_process(step, ask_linear, lessons[0], FIRST_STRENGTH)]
    if options.thorough:
        asked.append(in_process(step, ask_trees, lessons[1], options.seed))
    return await _side_by_side(asked)


async def ask_second(
    seen: Seen, first: Floats, others: Others, kept: Mask, options: LabelOptions, step: Step
) -> Floats:
    """Chances by the words and what others are believed to be, pooled with the first, (m, K).

    Args:
        seen: The words.
        first: The linear model's chances of the first round, (w, K).
        others: What is believed of the words' labels.
        kept: Labels that are learnt from, (m,).
        options: Whether trees are asked too, and their seed.
        step: Looked at for a cancel.
    """
    lesson = seen.lesson(seen.linear, kept)
    asked = [in_process(step, ask_linear, lesson, SECOND_STRENGTH, others)]
    if options.thorough:
        lesson = seen.lesson(seen.plain, kept)
        asked.append(in_process(step, ask_trees, lesson, options.seed, others))
    several = [first, *await _side_by_side(asked)]
    # Where trees are wanted the linear model counts less.
    weights = (OF_FIRST, OF_LINEAR, OF_TREES) if options.thorough else (OF_FIRST, 1.0)
    return pooled(several, weights, seen.examples)


def pooled(several: Sequence[Floats], weights: Sequence[float], examples: Examples) -> Floats:
    """Several models' chances of words, (w, K) each, as one of each label given, (m, K)."""
    by_label = [chances[examples.at] for chances in several]
    return pool_chances(by_label, weights, examples.label)


async def _side_by_side(asked: Sequence[Coroutine[Any, Any, Floats]]) -> list[Floats]:
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in asked]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]
