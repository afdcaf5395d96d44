"""What people said of a shop: scores with their uncertainty."""

from engine.feedback.scores import METHODS, Nps, nps_of, nps_of_scores

__all__ = ["METHODS", "Nps", "nps_of", "nps_of_scores"]
