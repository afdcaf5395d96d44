"""Survey → what it means, top to bottom as the diagram has it.

read survey → normalise scores and comments → distinct comments                → the score shown
→ analyse each: ┌ models of this computer       ┐
                ├ a server's, batched, remembered ├ side by side
                └ themes → their names, summary  ┘                       → themes shown
→ join back to every response
→ NPS, segments, trend → themes, drivers, churn, pain points → quotes
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from engine.errors import TooSmall
from engine.feedback.beside import Read, asks, read_comments
from engine.feedback.comments.ask import take_answers
from engine.feedback.comments.distinct import distinct_comments
from engine.feedback.comments.gather import gather_cues
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measured import measured_of
from engine.feedback.meaning.quotes import check_quotes, choose_quotes
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.options import FeedbackOptions
from engine.feedback.ready import reading_ready
from engine.feedback.result import FeedbackResult, without_answer
from engine.feedback.scores.reading import read_scores
from engine.feedback.seen import Reading
from engine.feedback.tables import responses_table
from engine.feedback.telling import tell_summary
from engine.jobs import in_thread
from engine.models import Models
from engine.models.opening import local_models
from engine.steps import Steps

STEPS = (
    "Read the scores", "Tell comments apart", "Look for cues", "Read the comments",
    "Join and count", "Choose quotes",
)  # fmt: skip


@dataclass(frozen=True)
class FeedbackTables:
    """What Feedback works on.

    Attributes:
        lines: The checked survey; see `engine.files.Reading`.
        scale: The facts of its scale, None where there are no scores.
        rejected: Reason → rows of the input that were left out.
        column: Heading of the comments in the file, for the account of what was sent.
        taxonomy: Themes pinned in other files of the workspace.
    """

    lines: pl.DataFrame = field(repr=False)
    scale: Mapping[str, Any] | None = None
    rejected: Mapping[str, int] = field(default_factory=dict)
    column: str = "comment"
    taxonomy: Sequence[Pinned] = ()


async def analyse_feedback(
    tables: FeedbackTables,
    options: FeedbackOptions,
    *,
    steps: Steps,
    models: Models | None = None,
) -> FeedbackResult:
    """Find out what a survey says.

    Args:
        tables: The checked responses.
        options: What is done and how.
        steps: Named steps, warnings and previews are reported here.
        models: Who is asked about comments; those of this computer by default.

    Raises:
        TooSmall: There is no response at all.
        ModelRefused: Nothing can be asked of the server at all.
        Cancelled: The run was cancelled.
    """
    steps.plan(*STEPS)
    lines, models = tables.lines.sort("row"), models or local_models()
    if lines.is_empty():
        raise TooSmall("The file has no response with a score or a comment.")
    async with reading_ready(lines["comment"], steps, asks=asks(options, models)):
        reading = await _told_apart(replace(tables, lines=lines), options, steps)
        with steps("Read the comments") as step:
            read = await read_comments(reading, options, models, step, steps.show)
    return await _joined(reading, read, tables.rejected, options, steps)


async def _joined(
    reading: Reading,
    read: Read,
    rejected: Mapping[str, int],
    options: FeedbackOptions,
    steps: Steps,
) -> FeedbackResult:
    """What was read joined back to the responses, counted and told."""
    lines, scored = reading.lines, reading.scored
    with steps("Join and count", unit="responses") as step:
        known = reading.known(take_answers(read.local, reading.comments, read.said), read.themes)
        responses = await in_thread(step, responses_table, lines, scored, known, options.weight)
        measured = measured_of(scored, read.themes, responses, options)
        measures = await in_thread(step, measure, responses, measured)
    with steps("Choose quotes", unit="themes") as step:
        chosen = await in_thread(step, choose_quotes, responses, measured.themes)
        quotes, dropped = check_quotes(responses, chosen)
    told = tell_summary(measures, quotes, read, scored, rejected)
    return FeedbackResult(
        responses=responses,
        measured=measured,
        measures=measures,
        quotes=tuple(quotes),
        themes=read.themes,
        unanswered=without_answer(responses, known),
        summary=told | {"dropped_quotes": dropped},
    )


async def _told_apart(tables: FeedbackTables, options: FeedbackOptions, steps: Steps) -> Reading:
    """The scores and the distinct comments of the responses, and what dictionaries find in them."""
    lines = tables.lines
    with steps("Read the scores", unit="responses") as step:
        scored = await in_thread(
            step, read_scores, lines, tables.scale, map_scores=options.map_scores
        )
    with steps("Tell comments apart", unit="comments") as step:
        rating = (scored.score - scored.low) / (scored.high - scored.low)
        comments, place = await in_thread(step, distinct_comments, lines["comment"], rating, step)
    with steps("Look for cues", unit="comments") as step:
        cues = await gather_cues(comments, step)
    return Reading(lines, scored, comments, place, cues, tables.taxonomy, tables.column)
