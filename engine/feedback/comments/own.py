"""How a file's own scores say its comments are to be read; no comment is told its own score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.feedback.comments.lesson import HIGH, LOW, Lesson
from engine.feedback.comments.outoffold import ask_out_of_fold
from engine.feedback.responses import Floats, Mask

LEAST_RATED = 100
"""Rated comments, of one language where no dictionary tells it, from which scores teach."""
ABOVE = (0.3, LOW, HIGH - 0.01, 0.89)
"""Ratings that a score is above or not: each is a question, and the answers make the reading.

They part 0-10 at 3, 6, 7 and 8, and 1-5 at 2, 3, 3 and 4."""
STRENGTH = 10.0


@dataclass(frozen=True)
class Own:
    """A reading by own scores.

    Attributes:
        value: The mean chance of being above each of `ABOVE`, stretched to -1..1, (m,).
        known: Comments in whose language there are enough scores to say anything, (m,).
    """

    value: Floats = field(repr=False)
    known: Mask = field(repr=False)


def own_scores(lesson: Lesson, grams: Any, prior: Floats) -> Own | None:
    """Read comments as the scores of other comments teach; None where they are too few.

    Args:
        lesson: The comments.
        grams: Weights of their words, (m, words).
        prior: The reading without scores, which is learnt on too, -1..1, (m,).
    """
    from scipy import sparse  # noqa: PLC0415 - costly

    if lesson.rated.sum() < LEAST_RATED:
        return None
    beside = np.column_stack([prior, lesson.evidence])
    facts = sparse.hstack([grams, sparse.csr_matrix(beside)]).tocsr()
    chances = []
    for above in _different(lesson):
        yes = np.nan_to_num(lesson.rating, nan=0.0) > above
        odds = ask_out_of_fold(facts, yes, lesson.rated.astype(np.float64), lesson.fold, STRENGTH)
        if odds is not None:
            chances.append(1 / (1 + np.exp(-odds)))
    if not chances:
        return None
    return Own(2 * np.mean(chances, axis=0) - 1, _known(lesson))


def _different(lesson: Lesson) -> list[float]:
    """Those of `ABOVE` that part the ratings of this file otherwise than the one before."""
    rating = lesson.rating[lesson.rated]
    held = {int((rating > above).sum()): above for above in reversed(ABOVE)}
    return sorted(held.values())


def _known(lesson: Lesson) -> Mask:
    """Comments that dictionaries tell, or of whose language enough are rated."""
    language = np.array(lesson.language, dtype=object)
    known = lesson.told.copy()
    for code in sorted(set(lesson.language)):
        of_it = language == code
        if (of_it & lesson.rated).sum() >= LEAST_RATED:
            known |= of_it
    return known
