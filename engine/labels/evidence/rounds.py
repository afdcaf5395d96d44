"""The two rounds of judging: by the words alone, then by what others are believed to be too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import numpy as np

from engine.labels.evidence.classifier import ask_linear, ask_trees, tell_others
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense
from engine.labels.evidence.folds import FOLDS
from engine.labels.evidence.merchants import count_votes
from engine.labels.evidence.others import Others
from engine.labels.evidence.pooled import pool_chances
from engine.labels.evidence.seen import Seen, Setting
from engine.labels.words import Floats, Mask

FIRST_STRENGTH, SECOND_STRENGTH = 5.0, 3.0
OF_FIRST, OF_LINEAR, OF_TREES = 0.3, 0.7, 1.0
AT_ONCE = 2
"""Worker processes that are busy at a time."""

_Asks = Callable[[], Awaitable[Floats]]


async def ask_first(seen: Seen, setting: Setting) -> Floats:
    """The linear model's chances by the words alone, (w, K)."""
    lesson = seen.lesson(seen.linear, np.ones(len(seen.examples.at), dtype=np.bool_))
    return await setting.apart(setting.step, ask_linear, lesson, FIRST_STRENGTH)


async def ask_second(
    seen: Seen, first: Floats, others: Others, kept: Mask, setting: Setting
) -> Floats:
    """Chances by the words and what others are believed to be, (m, K).

    Models of the receipt itself are pooled with the first round's; the merchant's other receipts
    are counted on top.

    Args:
        seen: The words.
        first: The linear model's chances of the first round, (w, K).
        others: What is believed of the words' labels.
        kept: Labels that are learnt from, (m,).
        setting: Whether trees are asked too, and their seed.
    """
    more, votes = await setting.apart(setting.step, tell_others, others)
    by_models = await _by_models(seen, first, more, kept, setting)
    return count_votes(by_models, votes[seen.examples.at], seen.examples.label)


async def _by_models(
    seen: Seen, first: Floats, more: Dense, kept: Mask, setting: Setting
) -> Floats:
    """Chances by the linear model and trees, pooled with the first, (m, K)."""
    lesson = seen.lesson(seen.linear, kept)
    apart = partial(setting.apart, setting.step)
    asked = [partial(apart, ask_linear, lesson, SECOND_STRENGTH, more)]
    if not setting.options.thorough:
        return pooled([first, *await _side_by_side(asked)], (OF_FIRST, 1.0), seen.examples)
    linear, *trees = await _side_by_side([*asked, *_trees(seen, kept, more, setting)])
    by_trees = np.choose(seen.fold[:, None], trees)
    # Where trees are wanted the linear model counts less.
    return pooled([first, linear, by_trees], (OF_FIRST, OF_LINEAR, OF_TREES), seen.examples)


def pooled(several: Sequence[Floats], weights: Sequence[float], examples: Examples) -> Floats:
    """Several models' chances of words, (w, K) each, as one of each label given, (m, K)."""
    by_label = [chances[examples.at] for chances in several]
    return pool_chances(by_label, weights, examples.label)


def _trees(seen: Seen, kept: Mask, more: Dense, setting: Setting) -> list[_Asks]:
    """Trees asked about each fold by itself, so that two processes have the same to do."""
    lesson, seed = seen.lesson(seen.plain, kept), setting.options.seed
    apart = partial(setting.apart, setting.step)
    return [partial(apart, ask_trees, lesson, seed, more, (fold,)) for fold in range(FOLDS)]


async def _side_by_side(asked: Sequence[_Asks]) -> list[Floats]:
    free = asyncio.Semaphore(AT_ONCE)

    async def in_turn(ask: _Asks) -> Floats:
        async with free:
            return await ask()

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(in_turn(one)) for one in asked]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]
