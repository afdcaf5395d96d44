"""Comments are read on this computer, by a server's model and for their themes, side by side.

No request waits for the local work: the names of themes and the wording of the summary are asked
for as soon as the local clusters stand, while answers about comments are still coming in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from engine.feedback.comments.ask import Said, ask_comments
from engine.feedback.comments.comments import Analysis
from engine.feedback.comments.local import judge_comments
from engine.feedback.meaning.figures import summary_figures
from engine.feedback.meaning.finding import find_themes
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.themes import Themes
from engine.feedback.meaning.worded import Worded, name_themes, word_summary
from engine.feedback.options import FeedbackOptions
from engine.feedback.result import Preview
from engine.feedback.seen import Reading, Seen, no_themes
from engine.jobs import in_thread
from engine.models import Chat, Models, is_local
from engine.models.opening import local_models
from engine.steps import Step

USUAL_PER_CALL = 120


@dataclass(frozen=True)
class Read:
    """What reading found.

    Attributes:
        local: What the models of this computer say of every comment.
        said: What a server's model says; empty where none was asked.
        themes: The themes, with the names they are shown by.
        worded: A model's summary; empty where none was asked.
    """

    local: Analysis
    said: Said
    themes: Themes
    worded: Worded


async def read_comments(
    reading: Reading,
    options: FeedbackOptions,
    models: Models,
    step: Step,
    show: Callable[[Preview], None],
) -> Read:
    """Read all comments.

    Args:
        reading: What is read.
        options: Those of the run.
        models: Who is asked.
        step: Gets a step for each of what runs side by side.
        show: Takes what is known so far.

    Raises:
        ModelRefused: Nothing can be asked of the server at all.
        Cancelled: The run was cancelled.
    """
    seen, asked = Seen(reading, options, show), asks(options, models)
    await in_thread(step, seen.themes, no_themes(len(reading.comments)))
    names = ("Judge the comments here", "Ask about the comments", "Find themes")
    step.plan(*(name for name in names if asked or not name.startswith("Ask")))
    grouped = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            themes = group.create_task(_themes(reading, options, models, step, seen, grouped))
            local = group.create_task(_judge(reading, options, step, grouped if asked else None))
            said = None
            if asked:
                said = group.create_task(_ask(reading, options, models.chat, step, seen))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return Read(local.result(), said.result() if said else Said(), *themes.result())


def asks(options: FeedbackOptions, models: Models) -> bool:
    """Whether a server's model is asked."""
    return options.ask and not is_local(models.chat)


async def _judge(
    reading: Reading, options: FeedbackOptions, step: Step, after: asyncio.Event | None
) -> Analysis:
    """The local reading; beside requests it waits for the themes, whose names are asked for.

    The processors have nothing to do while a server answers, and themes leave a process ready.
    """
    if after is not None:
        await after.wait()
    with step("Judge the comments here", unit="comments") as inner:
        return await judge_comments(reading.comments, reading.cues, options, inner)


async def _ask(
    reading: Reading, options: FeedbackOptions, chat: Chat, step: Step, seen: Seen
) -> Said:
    per_call = options.per_call or USUAL_PER_CALL
    with step("Ask about the comments", unit="comments") as inner:
        seen.follow(inner)
        said = await ask_comments(chat, reading.comments, per_call, seen, reading.column)
        if said.reasons:
            inner.warn(
                f"The model gave no answer about {len(said.reasons):,} comments; what the models "
                "of this computer say of them stands. Run it again to ask once more."
            )
        return said


async def _themes(
    reading: Reading,
    options: FeedbackOptions,
    models: Models,
    step: Step,
    seen: Seen,
    grouped: asyncio.Event,
) -> tuple[Themes, Worded]:
    with step("Find themes", unit="comments") as inner:
        themes = await find_themes(
            reading.comments, reading.cues, local_models().embed, options, reading.taxonomy, inner
        )
    if not asks(options, models):
        await _counted(themes, step, seen)
        return themes, Worded()
    with step("Have themes named and the summary worded", unit="themes") as inner:
        naming = asyncio.create_task(name_themes(models.chat, themes, reading.comments, inner))
        try:
            so_far = await _counted(themes, step, seen)
            figures = summary_figures(
                await in_thread(inner, measure, so_far.responses, so_far.measured)
            )
            grouped.set()
            worded = await word_summary(models.chat, figures, "en", inner)
            return await naming, worded
        finally:
            naming.cancel()


async def _counted(themes: Themes, step: Step, seen: Seen) -> Preview:
    with step("Count what is known so far") as inner:
        return await in_thread(inner, seen.themes, themes)
