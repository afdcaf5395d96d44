"""What people said of a shop: scores with their uncertainty, themes, and what each costs."""

from engine.feedback.options import FeedbackOptions
from engine.feedback.scores import METHODS, Nps, nps_of, nps_of_scores

__all__ = ["METHODS", "FeedbackOptions", "Nps", "nps_of", "nps_of_scores"]
