"""Comments analysed on this computer: by dictionaries, and by what a file's own comments teach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.feedback.comments.classes import class_of
from engine.feedback.comments.comments import Analysis, Comments, Cues
from engine.feedback.comments.lesson import Lesson
from engine.feedback.comments.pains import emotions_of, pains_of, with_leaving
from engine.feedback.comments.reading import Reading, can_learn, read_lesson
from engine.feedback.comments.told import notes_on, unread
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import Floats, Ints
from engine.jobs import Executor, in_process
from engine.steps import Step

BY_LEXICON = "local:lexicon"
BY_COMMENTS = "local:lexicon+comments"
BY_SCORES = "local:lexicon+comments+scores"


async def judge_comments(
    comments: Comments, cues: Cues, options: FeedbackOptions, step: Step,
    apart: Executor = in_process,
) -> Analysis:  # fmt: skip
    """Analyse the comments of a file.

    Only a comment's own text says how it is read. Scores teach, where the options let them, and
    only the scores of other comments.

    Args:
        comments: The distinct comments.
        cues: What dictionaries find in them.
        options: Whether the file's own scores teach, and the seed of the folds.
        step: Counts comments worth reading.
        apart: Where work is done that cannot look at a cancel.

    Returns:
        Sentiment, emotions, churn and pain points, empty where nothing is known; what is junk is
        not read. Notes say what could not be told, and why.
    """
    lesson = Lesson.of(comments, cues, options.seed, own_scores=options.own_scores)
    step.expect(len(lesson))
    if can_learn(lesson):
        reading = await apart(step, read_lesson, lesson)
    else:
        reading = read_lesson(lesson)
    step.advance(len(lesson))
    return _analysis(comments, cues, lesson, reading, options)


def _analysis(
    comments: Comments, cues: Cues, lesson: Lesson, reading: Reading, options: FeedbackOptions
) -> Analysis:
    at, size = np.flatnonzero(comments.worth), len(comments)
    known = np.zeros(size, dtype=np.bool_)
    known[at] = reading.known
    sentiment = _spread(np.where(reading.known, reading.sentiment, np.nan), at, size)
    low = _spread(reading.low, at, size)
    analysed_by, reason = [""] * size, list(comments.junk)
    for place, good, why in zip(at.tolist(), reading.known.tolist(), unread(lesson), strict=True):
        analysed_by[place], reason[place] = (_identity(reading), "") if good else ("", why)
    return Analysis(
        sentiment,
        class_of(sentiment, known),
        emotions_of(cues, comments.worth),
        with_leaving(low, cues.leaving),
        _spread(reading.opposite, at, size),
        pains_of(cues, comments.worth),
        _where(cues.phrases, comments),
        tuple(analysed_by),
        tuple(reason),
        reading.facts,
        notes_on(lesson, reading, options),
    )


def _identity(reading: Reading) -> str:
    if reading.weight:
        return BY_SCORES
    return BY_COMMENTS if reading.belief else BY_LEXICON


def _spread(values: Floats, at: Ints, size: int) -> Floats:
    """Values at their places among all comments, NaN elsewhere, (d,)."""
    spread = np.full(size, np.nan)
    spread[at] = values
    return spread


def _where(several: Sequence[tuple[str, ...]], comments: Comments) -> tuple[Any, ...]:
    worth = comments.worth.tolist()
    return tuple(one if good else () for one, good in zip(several, worth, strict=True))
