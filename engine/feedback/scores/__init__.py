"""Scores from 0 to 10 and what they come to."""

from engine.feedback.scores.nps import METHODS, Nps, nps_of, nps_of_scores

__all__ = ["METHODS", "Nps", "nps_of", "nps_of_scores"]
