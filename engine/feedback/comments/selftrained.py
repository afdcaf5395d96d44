"""Words that the dictionaries do not know, learnt from the comments in which they know others."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.feedback.comments.lesson import Lesson
from engine.feedback.comments.outoffold import ask_out_of_fold
from engine.feedback.responses import Floats

LEAST_COMMENTS, ENOUGH_COMMENTS = 300, 1000
"""Comments from which it is worth it (fewer make the reading worse), and is believed in full."""
BELIEVED = 0.7
SURE = 0.3  # Dictionary value from which a comment teaches.
STRENGTH = 1.0
_BEND = 0.6


def belief_in(comments: int) -> float:
    """How much what was learnt counts beside the dictionaries' 1, 0..`BELIEVED`."""
    risen = (comments - LEAST_COMMENTS) / (ENOUGH_COMMENTS - LEAST_COMMENTS)
    return BELIEVED * min(max(risen, 0.0), 1.0)


def self_trained(lesson: Lesson, grams: Any) -> tuple[Floats, float]:
    """The dictionaries' reading mixed with what it teaches about other words.

    Comments that the dictionaries are sure of teach a linear model, weighted by how sure; it reads
    each comment without having seen it. No score is looked at.

    Args:
        lesson: The comments.
        grams: Weights of their words, (m, words).

    Returns:
        The mix, -1..1, (m,), and the belief it was mixed with: 0 where there are too few comments,
        or too few with either sign, and the mix is the dictionaries'.
    """
    belief = belief_in(int(lesson.told.sum()))
    weight = np.where(np.abs(lesson.lexicon) > SURE, np.abs(lesson.lexicon), 0.0)
    if not belief:
        return lesson.lexicon, 0.0
    odds = ask_out_of_fold(grams, lesson.lexicon > 0, weight, lesson.fold, STRENGTH)
    if odds is None:
        return lesson.lexicon, 0.0
    # Where most is praise, any comment is likelier praise; that says nothing of its words.
    odds -= np.log(weight[lesson.lexicon > 0].sum() / weight[lesson.lexicon < 0].sum())
    learnt = np.tanh(_BEND * odds / np.abs(odds[lesson.told]).mean())
    mixed = (lesson.lexicon + belief * learnt) / (1 + belief)
    return np.where(lesson.told, mixed, 0.0), belief
