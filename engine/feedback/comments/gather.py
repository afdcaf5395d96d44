"""Cues of all comments, looked for in several processes where there are many."""

from __future__ import annotations

import asyncio

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.comments.cues import find_cues, join_cues
from engine.jobs import in_process, in_thread
from engine.progress import Unheard
from engine.steps import Step

MANY = 8_000  # comments from which on other processes are worth their start
SLICE = 25_000


async def gather_cues(comments: Comments, step: Step) -> Cues:
    """What dictionaries find in each distinct comment; slices change nothing.

    Args:
        comments: The distinct comments.
        step: Counts comments.

    Raises:
        Cancelled: The run was cancelled.
    """
    step.expect(len(comments))
    if len(comments) < MANY:
        return await in_thread(step, find_cues, comments.text, comments.language, step)
    slices = [slice(at, at + SLICE) for at in range(0, len(comments), SLICE)]
    two = asyncio.Semaphore(2)

    async def part(some: slice) -> Cues:
        async with two:
            texts, languages = comments.text[some], comments.language[some]
            found = await in_process(step, find_cues, texts, languages, Unheard())
        step.advance(len(texts))
        return found

    try:
        async with asyncio.TaskGroup() as group:
            parts = [group.create_task(part(some)) for some in slices]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return join_cues([task.result() for task in parts])
