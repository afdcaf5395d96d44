"""Boxes as a photograph askew shows them."""

import math

import numpy as np


def turned(boxes: np.ndarray, angle: float) -> np.ndarray:
    """The boxes with their centres turned by an angle, in radians."""
    centre = boxes[:, :2] + boxes[:, 2:] / 2
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return np.hstack([centre @ turn - boxes[:, 2:] / 2, boxes[:, 2:]])
