"""The two rounds of judging: by the words alone, then by what others are believed to be too."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import numpy as np

from engine.labels.evidence.classifier import ask_linear, ask_trees
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.others import Others
from engine.labels.evidence.pooled import pool_chances
from engine.labels.evidence.seen import Seen, Setting
from engine.labels.words import Floats, Mask

FIRST_STRENGTH, SECOND_STRENGTH = 5.0, 3.0
OF_FIRST, OF_LINEAR, OF_TREES = 0.3, 0.7, 1.0


async def ask_first(seen: Seen, setting: Setting) -> list[Floats]:
    """Chances by the words alone, (w, K): the linear model's, then the trees' where wanted."""
    lessons = [seen.lesson(features, np.ones(len(seen.examples.at), dtype=np.bool_))
               for features in (seen.linear, seen.plain)]  # fmt: skip
    asked = [setting.apart(setting.step, ask_linear, lessons[0], FIRST_STRENGTH)]
    if setting.options.thorough:
        asked.append(setting.apart(setting.step, ask_trees, lessons[1], setting.options.seed))
    return await _side_by_side(asked)


async def ask_second(
    seen: Seen, first: Floats, others: Others, kept: Mask, setting: Setting
) -> Floats:
    """Chances by the words and what others are believed to be, pooled with the first, (m, K).

    Args:
        seen: The words.
        first: The linear model's chances of the first round, (w, K).
        others: What is believed of the words' labels.
        kept: Labels that are learnt from, (m,).
        setting: Whether trees are asked too, and their seed.
    """
    lesson = seen.lesson(seen.linear, kept)
    asked = [setting.apart(setting.step, ask_linear, lesson, SECOND_STRENGTH, others)]
    if setting.options.thorough:
        lesson = seen.lesson(seen.plain, kept)
        asked.append(setting.apart(setting.step, ask_trees, lesson, setting.options.seed, others))
    several = [first, *await _side_by_side(asked)]
    # Where trees are wanted the linear model counts less.
    weights = (OF_FIRST, OF_LINEAR, OF_TREES) if setting.options.thorough else (OF_FIRST, 1.0)
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
