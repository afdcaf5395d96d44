"""Scores and what they come to: an NPS or a mean, how sure it is, segments and the trend."""

from engine.feedback.scores.answers import Answers, answers_of
from engine.feedback.scores.nps import METHODS, Nps, nps_of, nps_of_scores
from engine.feedback.scores.reading import read_scores

__all__ = [
    "METHODS", "Answers", "Nps", "answers_of", "nps_of", "nps_of_scores", "read_scores",
]  # fmt: skip
