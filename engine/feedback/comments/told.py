"""What a user should know about how comments were read, in sentences."""

from __future__ import annotations

from collections import Counter

import numpy as np

from engine.feedback.comments.calibrated import LEAST_RATED as RATED_FOR_CHANCES
from engine.feedback.comments.lesson import Lesson
from engine.feedback.comments.own import LEAST_RATED
from engine.feedback.comments.reading import FOLLOWS, Reading
from engine.feedback.comments.selftrained import LEAST_COMMENTS
from engine.feedback.options import FeedbackOptions

NO_LEXICON = "no lexicon for its language"


def unread(lesson: Lesson) -> tuple[str, ...]:
    """Why each comment could not be read, empty where dictionaries can; m."""
    return tuple("" if told else NO_LEXICON for told in lesson.told.tolist())


def notes_on(lesson: Lesson, reading: Reading, options: FeedbackOptions) -> tuple[str, ...]:
    """Sentences about what could not be told or is told with less."""
    notes = [*_on_languages(lesson, reading), *_on_scores(lesson, reading, options)]
    if 0 < len(lesson) < LEAST_COMMENTS and not reading.weight:
        notes.append(
            f"{_comments(len(lesson))} are too few to learn this file's own words from "
            f"({LEAST_COMMENTS} would do): they were read by word lists alone."
        )
    return tuple(notes)


def _on_languages(lesson: Lesson, reading: Reading) -> list[str]:
    notes = []
    for known, how in (
        (True, "were read by what scores teach alone."),
        (False, f"could not be read: that takes {LEAST_RATED} comments with scores in the "
                "language."),
    ):  # fmt: skip
        at = np.flatnonzero(~lesson.told & (reading.known == known))
        counts = Counter(lesson.language[k] for k in at.tolist())
        unclear = counts.pop("", 0)
        if counts:
            named = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
            whose = f"in languages without a word list ({named})"
            notes.append(f"{_comments(counts.total())} {whose} {how}")
        if unclear:
            notes.append(f"{_comments(unclear)} whose language could not be told {how}")
    return notes


def _on_scores(lesson: Lesson, reading: Reading, options: FeedbackOptions) -> list[str]:
    if not len(lesson):
        return []
    rated = int(lesson.rated.sum())
    if not options.own_scores:
        return ["Scores were not looked at to read comments, so there is no churn risk."]
    if rated < RATED_FOR_CHANCES:
        return [
            f"Churn risk is learnt from different comments with scores: there are {rated} of the "
            f"{RATED_FOR_CHANCES} that it takes."
        ]
    if "error" in reading.facts and not reading.facts["classes_by_shares"]:
        return [
            "Scores follow the words of their comments only loosely (expecting them from the "
            f"words is less than {FOLLOWS:.0%} better than guessing the median): take churn "
            "risk and mismatches as hints."
        ]
    return []


def _comments(count: int) -> str:
    """Each once, however often it was said."""
    return f"{count:,} different comments" if count != 1 else "1 comment"
