"""A file's comments read by what its dictionaries, its other comments and its scores say.

scikit-learn cannot look at a cancel: `read_lesson` is run by `engine.jobs.in_process`. It uses one
thread, so that the same lesson has the same answer on any computer's number of cores.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.comments.blended import Blend, blend
from engine.feedback.comments.calibrated import Calibrated, calibrate, opposite_of
from engine.feedback.comments.classes import cuts_between, cuts_by_shares, put_on_scale
from engine.feedback.comments.grams import one_thread, weigh_words
from engine.feedback.comments.lesson import Lesson
from engine.feedback.comments.own import LEAST_RATED, own_scores
from engine.feedback.comments.selftrained import BELIEVED, belief_in, self_trained
from engine.feedback.responses import Floats, Mask

FOLLOWS = 0.2
"""Least gain over guessing the median from which the shares of scores cut the classes.

Where texts follow scores only loosely, they explain a score and do not repeat it."""


@dataclass(frozen=True)
class Reading:
    """What is made of m comments.

    Attributes:
        sentiment: -1..1, 0 where nothing is known, (m,).
        known: Where anything is known, (m,).
        low: Chance of a score of at most 6 of 10, 0..1, NaN where it cannot be told, (m,).
        opposite: Chance of belonging to the other end of the scale, NaN likewise, (m,).
        belief: How much self-training counts beside the dictionaries' 1.
        weight: How much own scores count, 0..1.
        facts: How it was learnt, plain values.
    """

    sentiment: Floats = field(repr=False)
    known: Mask = field(repr=False)
    low: Floats = field(repr=False)
    opposite: Floats = field(repr=False)
    belief: float
    weight: float
    facts: dict[str, object] = field(repr=False)


def can_learn(lesson: Lesson) -> bool:
    """Whether there is anything that models could learn from."""
    return belief_in(int(lesson.told.sum())) > 0 or int(lesson.rated.sum()) >= LEAST_RATED


def read_lesson(lesson: Lesson) -> Reading:
    """Read comments; each by models that saw neither it nor its score."""
    prior, belief, own = lesson.lexicon, 0.0, None
    if can_learn(lesson):
        with one_thread():
            grams = weigh_words(lesson.texts)
            prior, belief = self_trained(lesson, grams)
            own = own_scores(lesson, grams, prior)
    blended = blend(lesson, prior, own)
    calibrated = calibrate(lesson, blended.value) if own else None
    return _reading(lesson, belief, blended, calibrated)


def _reading(
    lesson: Lesson, belief: float, blended: Blend, calibrated: Calibrated | None
) -> Reading:
    cuts, by_shares = cuts_between(belief, BELIEVED), False
    rated = lesson.rated & blended.known
    if calibrated and calibrated.gain >= FOLLOWS:
        cuts = cuts_by_shares(blended.value[rated], lesson.rating[rated])
        by_shares = True
    low = opposite = np.full(len(lesson), np.nan)
    if calibrated:
        low = np.where(blended.known, calibrated.low, np.nan)
        opposite = np.where(blended.known, opposite_of(lesson, calibrated), np.nan)
    return Reading(
        put_on_scale(blended.value, cuts, keep_zero=not by_shares),
        blended.known, low, opposite, belief, blended.weight,
        _facts(lesson, belief, blended, calibrated) | {"classes_by_shares": by_shares},
    )  # fmt: skip


def _facts(
    lesson: Lesson, belief: float, blended: Blend, calibrated: Calibrated | None
) -> dict[str, object]:
    facts: dict[str, object] = {
        "comments": len(lesson),
        "known": int(blended.known.sum()),
        "rated": int(lesson.rated.sum()),
        "self_training": belief,
        "own_scores": blended.weight,
    }
    if calibrated:
        facts["auc"] = None if np.isnan(calibrated.auc) else calibrated.auc
        facts["error"], facts["error_of_median"] = calibrated.error, calibrated.guessed
    return facts
